"""Which work pays for what it costs, who it comes from, and what missed appointments cost."""
