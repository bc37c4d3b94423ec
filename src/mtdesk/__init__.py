"""mtdesk: a massage therapist's desk. Log the day, see the week, close the year."""

__version__ = "0.1.0"
