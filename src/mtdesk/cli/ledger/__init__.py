"""pay, outstanding, spend, expense, trip, time."""
