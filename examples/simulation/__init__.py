"""The rooms behind examples/simulate.py: practices whose truth is known."""
