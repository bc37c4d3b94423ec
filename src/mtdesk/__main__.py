"""`python -m mtdesk` is the `mtdesk` command."""

import sys

from mtdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
