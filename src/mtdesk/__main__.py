"""`python -m mtdesk` is the `mtdesk` command."""

# The module around it takes long to load.
from _signal import SIG_DFL, SIGINT, signal  # type: ignore[import-not-found]

_told = signal(SIGINT, SIG_DFL)  # ctrl+c ends it without a traceback while the rest is loaded
from mtdesk.cli import run  # noqa: E402

signal(SIGINT, _told)

if __name__ == "__main__":
    run()
