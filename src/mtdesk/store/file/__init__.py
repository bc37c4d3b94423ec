"""The file itself: opened, brought up to date, journaled, sealed, copied."""
