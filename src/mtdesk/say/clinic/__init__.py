"""Sharing with a clinic, and what a clinic sees: the words of both."""
