"""today, week."""
