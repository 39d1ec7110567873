"""Readings out: JSON lines, a spreadsheet, a table for the terminal, one HTML page.

Each format is a function that takes readings one at a time and writes to a stream that
somebody else opened, so that memory does not grow with the corpus. Nothing here is
imported until its format is asked for.
"""
