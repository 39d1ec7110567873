"""Estimates of the people that no list recorded, from the overlap of lists (multiple systems estimation).

Each method is a function of capture histories and settings that returns an `Estimate`, or a
`NotEstimable` that says which assumption failed. Nothing here reads files, draws from a hidden
seed or looks at the clock. Importing this package imports no library of the extra.
"""
