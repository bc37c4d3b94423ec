"""settings, service, workplace."""
