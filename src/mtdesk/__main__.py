"""`python -m mtdesk` is the `mtdesk` command."""

from mtdesk.cli import run

if __name__ == "__main__":
    run()
