"""The web application: pages over a case, for one person on this machine or for a team behind one address.

It decides who may see and do what, and turns requests into calls of `pipeline`. What a page
shows is made by `export`; nothing here knows the database.
"""
