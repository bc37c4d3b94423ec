"""Our themes, from one table of tokens; and the same tokens for the themes that Textual brings.

Warm is where she is and what she can press; cool is what the figures say. Nothing else has a colour
but the four levels, each with its mark and its word. Series are told apart by colour-blind eyes too
(after Okabe and Ito).
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from textual.color import Color
from textual.theme import Theme

from mtdesk.model.colours import COLOURS
from mtdesk.tui.contrast import MARK, TEXT, mixed, readable

NAMES = ("clay", "linen", "contrast")  # dark, light, and dark for eyes that need more
# Of the colours that charts have on any terminal, those of high contrast.
_HIGH = {
    "ink": "#ffffff",
    "dim": "#d6d6d6",
    "raised": "#3a2a12",
    "warm": "#ffc14d",
    "act": "#ffa3ac",
    "one": "#8fd0ff",
    "two": "#5fe3b9",
    "three": "#ffb8dd",
    "one-soft": "#4a8ab8",
    "two-soft": "#349377",
    "three-soft": "#b4769a",
    "act-soft": "#c96a75",
}
# token: one colour a theme, in their order. A test holds every pair that meets on a screen.
TOKENS = {
    **{token: (*COLOURS[token], high) for token, high in _HIGH.items()},
    "ground": ("#161311", "#f3ede4", "#000000"),  # the screen
    "sheet": ("#1e1a17", "#fffdf9", "#0c0c0c"),  # a panel on it
    "line": ("#5c4e43", "#c3b3a2", "#a8a8a8"),  # a border at rest: decoration
    "faint": ("#332c27", "#e9e0d5", "#5a5a5a"),  # grid of a chart, what is left of a meter
    "watch": ("#eccb5c", "#755100", "#ffe96b"),
    "note": ("#a9c3f0", "#3a4f9e", "#c2d8ff"),
    "good": ("#5fd6b8", "#0a6749", "#7ff2d4"),
}
GROUNDS = ("ground", "sheet", "raised")  # every state that a row can be in
OF_TEXT = ("ink", "dim", "warm", "act", "watch", "note", "good")
OF_MARKS = (
    "one", "two", "three", "one-soft", "two-soft", "three-soft", "act-soft",
)  # fmt: skip
_SOFT = 0.35  # of the way to the ground, where a theme is not ours
# Tokens in the words of a theme of Textual's; a terminal's own colours are left to the terminal.
_ANSI = {
    "ground": "ansi_default", "sheet": "ansi_default", "raised": "ansi_bright_black",
    "line": "ansi_bright_black", "faint": "ansi_bright_black", "ink": "ansi_default",
    "dim": "ansi_default", "warm": "ansi_yellow", "act": "ansi_red", "watch": "ansi_yellow",
    "note": "ansi_blue", "good": "ansi_green", "one": "ansi_cyan", "two": "ansi_green",
    "three": "ansi_magenta", "one-soft": "ansi_cyan", "two-soft": "ansi_green",
    "three-soft": "ansi_magenta", "act-soft": "ansi_red",
}  # fmt: skip


def tokens_of(theme: Theme) -> dict[str, str]:
    """The tokens as a theme has them: ours as they are, Textual's adjusted until they can be read."""
    if theme.name in NAMES:
        return {token: colours[NAMES.index(theme.name)] for token, colours in TOKENS.items()}
    return dict(_ANSI) if theme.ansi else _adjusted(theme)


def _adjusted(theme: Theme) -> dict[str, str]:
    made = theme.to_color_system().generate()

    def of(name: str, token: str) -> str:
        """A colour of the theme's; ours of the same brightness where it has none."""
        found = Color.parse(made[name]) if name in made else None
        if found is None or found.ansi is not None or found.a < 1:
            return TOKENS[token][0 if theme.dark else 1]
        return found.hex[:7].lower()

    tokens = {
        "ground": of("background", "ground"),
        "sheet": of("surface", "sheet"),
        "raised": of("panel", "raised"),
    }
    grounds = tuple(tokens.values())
    ink = tokens["ink"] = readable(of("foreground", "ink"), grounds, TEXT)
    tokens["line"] = mixed(grounds[0], ink, 0.35)
    tokens["faint"] = mixed(grounds[0], ink, 0.15)
    tokens["dim"] = readable(mixed(ink, grounds[0], 0.3), grounds, TEXT)
    for token, name in {
        "warm": "accent", "act": "error", "watch": "warning", "note": "secondary",
        "good": "success",
    }.items():  # fmt: skip
        tokens[token] = readable(of(name, token), grounds, TEXT)
    for token, name in {"one": "primary", "two": "success", "three": "secondary"}.items():
        tokens[token] = readable(of(name, token), grounds, MARK)
    for token in ("one", "two", "three", "act"):
        soft = mixed(tokens[token], grounds[0], _SOFT)
        tokens[f"{token}-soft"] = readable(soft, grounds, MARK)
    return tokens


def variables_of(theme: Theme, *, coloured: bool = True) -> dict[str, str]:
    """The tokens, and in their colours what Textual's own widgets ask a theme for."""
    tokens = tokens_of(theme)
    has_ground = coloured or not theme.ansi  # else nothing but reversed cells show a cursor
    return {
        **tokens,
        "text-muted": tokens["dim"],
        "border": tokens["line"],
        "input-cursor-background": tokens["warm"],
        "input-cursor-foreground": tokens["ground"],
        "input-cursor-text-style": "none" if has_ground else "reverse",
        "scrollbar": tokens["line"],
        "scrollbar-hover": tokens["dim"],
        "scrollbar-active": tokens["warm"],
        "scrollbar-background": tokens["ground"],
        "scrollbar-background-hover": tokens["ground"],
        "scrollbar-background-active": tokens["ground"],
        "scrollbar-corner-color": tokens["ground"],
        "block-cursor-background": tokens["raised"],
        "block-cursor-foreground": tokens["ink"],
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": tokens["raised"],
        "block-cursor-blurred-foreground": tokens["ink"],
        "block-cursor-blurred-text-style": "none",
        "button-color-foreground": tokens["ground"],
        "button-focus-text-style": "bold reverse",
    }


def themes() -> Iterator[Theme]:
    """Ours, in the words in which Textual's own widgets know a theme."""
    for name in NAMES:
        token = {key: colours[NAMES.index(name)] for key, colours in TOKENS.items()}
        yield Theme(
            name=name,
            primary=token["warm"],
            secondary=token["one"],
            accent=token["warm"],
            warning=token["watch"],
            error=token["act"],
            success=token["good"],
            foreground=token["ink"],
            background=token["ground"],
            surface=token["sheet"],
            panel=token["raised"],
            dark=name != "linen",
        )


def of_terminal() -> str:
    """The theme for the terminal's background, where it says so in COLORFGBG; otherwise dark."""
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return NAMES[1] if background in {"7", "15"} else NAMES[0]
