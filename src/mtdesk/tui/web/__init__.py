"""The dashboard in a browser: one program for each tab, all on one file, behind an address with a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mtdesk.errors import ExtraError
from mtdesk.tui.web.listening import address_of, listen


def serve(
    host: str,
    port: int,
    command: Sequence[str],
    announce: Callable[[str, bool], None],
    *,
    allow_others: bool = False,
) -> None:
    """Serve what `command` draws until ctrl+c.

    `announce` is told the address before that, and whether other machines reach it.

    Raises MtdeskError where the extra is not installed, or where nothing can listen at that address.
    """
    try:
        from mtdesk.tui.web.server import DashboardServer
    except ModuleNotFoundError as missing:
        raise ExtraError("the dashboard in a browser", "web", missing.name) from missing
    server = DashboardServer(listen(host, port, allow_others=allow_others), command)
    announce(server.address, not address_of(host).is_loopback)
    server.run()
