"""Claims of many documents to lines of evidence, disputes, series, and figures with ranges and grades.

Pure functions: what goes in is documents with what is known of their publishers, the claims
read in them, and the facts of the case. The order of the input never matters.
"""
