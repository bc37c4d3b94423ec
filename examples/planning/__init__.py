"""Practices whose next 26 weeks are known, because they are lived out, against what a plan tells."""
