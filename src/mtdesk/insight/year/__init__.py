"""What a year comes to."""
