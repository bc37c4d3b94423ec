"""A dashboard that nobody watches: it is drawn when a test looks at it, not at each frame in between.

That is half of a dashboard test's time; so is a style sheet that is parsed once, and not once an app.
"""

from __future__ import annotations

import os

os.environ["TEXTUAL_FPS"] = "250"  # a test waits for each frame; read when Textual is imported
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

del os.environ["TEXTUAL_FPS"]


def install():
    """From here on frames are laid out and not drawn, and all apps share what was parsed."""
    Screen._compositor_refresh = _undrawn(Screen._compositor_refresh)
    Stylesheet._parse_rules = _parsed_once(Stylesheet._parse_rules)
    Stylesheet.parse = _put_together_once(Stylesheet.parse)


def _undrawn(draw):
    def refresh(screen):
        if screen.app.is_inline or screen is not screen.app.screen:
            draw(screen)
        else:
            screen._compositor._dirty_regions.clear()
            screen._dirty_widgets.clear()
            screen.app._update_mouse_over(screen)

    return refresh


def _parsed_once(parse):
    parsed = {}

    def rules(sheet, css, read_from, is_default_rules=False, tie_breaker=0, scope=""):
        source = css, read_from, is_default_rules, tie_breaker, scope
        key = (tuple(sheet._variables.items()), *source)
        if key not in parsed:
            parsed[key] = parse(sheet, *source)
        return parsed[key]

    return rules


def _put_together_once(parse):
    together = {}

    def rules(sheet):
        key = (tuple(sheet._variables.items()), tuple(sheet.source.items()))
        if key not in together:
            parse(sheet)
            together[key] = sheet._rules, sheet.rules_map
        sheet._rules, sheet._rules_map = together[key]
        sheet._require_parse = False

    return rules
