"""The version of this program, in one place, free of imports.

It stands apart from the package root because no module imports the root.
"""

VERSION = "0.1.0"
