"""The command line: one file for each group of verbs. Nothing heavy is imported before it is needed."""
