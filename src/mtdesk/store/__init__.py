"""The practice's one SQLite file: the only rooms that know SQL."""
