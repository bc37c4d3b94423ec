"""`python -m mtdesk` is the `mtdesk` command."""

# The module around it takes long to load.
from _signal import (  # type: ignore[import-not-found]
    SIG_DFL,
    SIGINT,
    default_int_handler,
    getsignal,
    signal,
)

if getsignal(SIGINT) is default_int_handler:
    signal(SIGINT, SIG_DFL)  # ctrl+c ends it without a traceback until `run` can tell of it

from mtdesk.cli import run

if __name__ == "__main__":
    run()
