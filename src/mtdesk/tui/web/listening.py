"""Where the server listens: an address of this machine, out of others' reach unless that is wanted."""

from __future__ import annotations

import errno
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

from mtdesk.errors import MtdeskError, RefusedError, UsageError

_WHY = {
    errno.EADDRNOTAVAIL: "{host} is not an address of this machine",
    errno.EADDRINUSE: "port {port} is in use",
    errno.EACCES: "port {port} is kept for the system",
}
_HINT = {
    errno.EADDRNOTAVAIL: "name one that it has, or leave --host out",
    errno.EADDRINUSE: "choose another with --port, or leave it out: a free one is found",
    errno.EACCES: "choose one above 1023 with --port, or leave it out: a free one is found",
}


def listen(host: str, port: int, *, allow_others: bool) -> socket.socket:
    """A socket that listens there; port 0 is any free one.

    Raises UsageError, RefusedError or MtdeskError with what to do instead.
    """
    address = address_of(host)
    if address.is_unspecified:
        raise UsageError(
            f"--host {host} would be every address of this machine",
            hint="name the one by which others may reach it",
        )
    if not (address.is_loopback or allow_others):
        raise RefusedError(
            f"other machines could reach the practice at {host}",
            hint="leave --host out to keep it on this one, or add --allow-others",
        )
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    try:
        return socket.create_server((str(address), port), family=family)
    except OSError as error:
        why = _WHY.get(error.errno or 0, f"nothing can listen at {{host}}: {error.strerror}")
        raise MtdeskError(
            why.format(host=host, port=port), hint=_HINT.get(error.errno or 0, "")
        ) from error


def address_of(host: str) -> IPv4Address | IPv6Address:
    """The address that is named, in figures: no name is asked about on the network.

    Raises UsageError.
    """
    try:
        found = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        found = None
    if found is None or "%" in host:
        raise UsageError(
            f"--host “{host}” is not an address",
            hint="write it in figures, such as 127.0.0.1, or leave it out",
        )
    return found
