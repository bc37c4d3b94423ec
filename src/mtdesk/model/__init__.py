"""The practice as plain values: no I/O, no clock, no SQL, standard library only."""
