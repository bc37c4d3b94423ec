"""today, week, ahead."""
