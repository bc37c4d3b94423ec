"""Other programs' files in, our own out: readers (one module a source), writers (one a format)."""
