"""Lists of people: name forms, comparisons, links with their uncertainty.

Only this folder knows Splink and DuckDB. It reads no files and asks no clock; chance comes
in as a seed.
"""
