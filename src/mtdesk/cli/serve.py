"""serve."""

from __future__ import annotations

import sys

from mtdesk.cli import declared
from mtdesk.cli.call import Call, default_path
from mtdesk.cli.options import reading
from mtdesk.cli.print import say, say_json


@declared.command("serve")
@declared.option(
    "--port",
    type=declared.IntRange(1, 65535),
    metavar="N",
    help="Where it listens (default: any that is free).",
)
@declared.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="An address of this machine that others reach; wants --allow-others.",
)
@declared.option("--allow-others", is_flag=True, help="Let other machines reach it.")
@reading
def serve_command(call: Call, port: int | None, host: str, allow_others: bool) -> None:
    """The dashboard in a browser on this machine, until ctrl+c.

    The address it prints holds a key of this run; only who has it gets in. Two tabs are two desks
    on one file.

    \b
    mtdesk serve
    mtdesk serve --port 8000
    mtdesk serve --host 192.168.1.20 --allow-others
    """
    from mtdesk.tui.web import serve

    path = (call.path or default_path()).absolute()
    # -P: what lies in the folder where it is started is not taken for a library.
    command = [sys.executable, "-P", "-m", "mtdesk", "--db", str(path)]
    if call.today:
        command += ["--today", call.today.isoformat()]

    def announce(address: str, is_open: bool) -> None:
        if call.json:
            say_json({"address": address})
        else:
            say(f"The dashboard is at {address}")
            say("The address holds the key: whoever has it can read and change the practice.")
            say("ctrl+c ends it.")
        if is_open:
            declared.echo(
                "Warning: other machines reach it, and what goes over the network is not encrypted.",
                err=True,
            )
        sys.stdout.flush()

    serve(host, port or 0, command, announce, allow_others=allow_others)
    if not call.json:
        say("Ended; every tab's desk is closed.")
