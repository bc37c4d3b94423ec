"""Rows under heads, ready to be shown: a screen, a terminal and a page draw the same ones."""

from __future__ import annotations

from mtdesk.model.frozen import frozen


@frozen
class Listing:
    """Cells in words, under their heads; `right` are the places of columns of figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
