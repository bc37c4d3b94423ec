"""Clients in words: rows and their figures, a page, what is agreed, what a purge would do."""
