"""The one place that joins stages: one file for each of the paths that a user walks.

Nothing is exported here, so that one path never loads what another needs.
"""
