"""What many shares together say, and what of it may be shown."""
