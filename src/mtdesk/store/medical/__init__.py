"""Referrals, function notes and what medical sessions came to, as rows."""
