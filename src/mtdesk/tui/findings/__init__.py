"""Findings: what the figures say, each with its evidence, its rule, and what she can do with it."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from mtdesk.desk import Desk
from mtdesk.desk.findings import Changes, Risk
from mtdesk.errors import InvalidError
from mtdesk.model.finding import Finding
from mtdesk.model.reminder import Reminder
from mtdesk.model.series import Series
from mtdesk.model.text import counted
from mtdesk.say.findings import (
    BEHIND,
    NO_VERDICT,
    NOTHING_YET,
    SOURCE,
    WATCHED,
    acknowledged,
    changes_sentence,
    clear_words,
    finding_about,
    finding_sentence,
    marked,
    risk_title,
)
from mtdesk.say.pictures import evidence
from mtdesk.tui.area import Area
from mtdesk.tui.findings.stories import LABEL_CELLS, Rule, StoryBlock
from mtdesk.tui.findings.why import Explain, Why, WhyStory
from mtdesk.tui.keys import key, take_back, with_keys
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE, STYLES
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.dialogs import Ask, Field
from mtdesk.tui.parts.panes import Beside, Hanging, Said, Scrolled

_FAINT = "$dim"
NO_RULE = "No rule stands behind this: it goes when it is dealt with."
FIRST_STEP = "In the bar on Today, for example: ana swedish 60m 90+15 card e4"


def said(finding: Finding, sentence: str = "") -> Said:
    """`● watch`, and beside it the sentence, whole however long."""
    mark = marked(finding.level).ljust(LABEL_CELLS)
    return Said(mark, sentence or finding.message, STYLES[finding.level])


class Findings(Area):
    title = "Findings"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("done", "acknowledge", "acknowledge"),
        key("why", "explain", "why"),
        key("edit", "settings", "rule", tooltip="the rule's thresholds, and whether it is on"),
    ]
    HELP = "What your figures say, held against your own usual; each with the rule behind it."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rules: list[Rule] = []  # those shown now: a query still finds the ones being removed

    def compose(self) -> ComposeResult:
        yield Scrolled(id="findings-list", can_focus=False)

    def take_focus(self) -> None:
        if self._rules:
            self._rules[0].focus()

    def show_reminder(self, reminder: Reminder) -> None:
        """The story or the finding that says what the reminder says."""
        for rule in self._rules:
            said = rule.story if isinstance(rule, StoryBlock) else getattr(rule, "finding", None)
            if said is not None and said.message == reminder.text:
                rule.focus()
                return

    def show_figures(self) -> None:
        desk = self.desk
        risk, changes = desk.findings.risk(), desk.findings.changes()
        stories: list[Rule] = [StoryBlock(each) for each in desk.week.stories.today()]
        rules: list[Rule] = [
            Block(
                finding,
                finding_sentence(finding, changes),
                None if finding.acknowledged else evidence(desk, finding, desk.today),
            )
            for finding in risk.findings
        ]
        rules += [Off(rule) for rule in desk.settings.get("disabled_rules").split()]
        gone = [Hanging([_gone(each)]) for each in changes.gone]
        heading = Static(_heading(desk, risk, changes), classes="heading", markup=False)
        place = self._place
        self._rules = [*stories, *rules]
        clear = clear_words(desk.findings.clear()) if risk.level != "unknown" else ""
        if clear:
            gone.append(Hanging([Said(WATCHED, clear, _FAINT, _FAINT)]))
        scroll = self.query_one("#findings-list", Scrolled)
        with self.app.batch_update():
            scroll.remove_children()
            behind = [Static(BEHIND, classes="behind", markup=False)] if stories and rules else []
            scroll.mount_all([heading, *stories, *behind, *rules, *gone])
        if place is not None and self._rules:
            self.call_after_refresh(self._rules[min(place, len(self._rules) - 1)].focus)

    @property
    def _chosen(self) -> Rule | None:
        """The finding that has the focus, or the first."""
        rules = self._rules
        return next((each for each in rules if each.has_focus), rules[0] if rules else None)

    @property
    def _place(self) -> int | None:
        """Where the focus is, as a place among the findings; None while it is elsewhere."""
        return next((i for i, each in enumerate(self._rules) if each.has_focus), None)

    # -- keys

    def action_acknowledge(self) -> None:
        chosen = self._chosen
        if isinstance(chosen, Block):
            name, subject, message = chosen.rule, chosen.finding.subject, chosen.finding.message
        elif isinstance(chosen, StoryBlock) and chosen.story.findings:
            name, subject, message = chosen.story.story, "", chosen.story.message
        else:
            if isinstance(chosen, StoryBlock):
                self.app.notify(NO_RULE)
            return

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                with self.in_words():
                    self._acknowledge(name, subject, answer)

        weeks = int(self.desk.settings.limits.snooze_weeks)
        self.app.push_screen(Acknowledge(names_of(self).said(message), weeks), answered)

    def _acknowledge(self, name: str, subject: str, answer: Answer) -> None:
        self.desk.findings.acknowledge(name, subject, note=answer.note, new_usual=answer.new_usual)
        done = acknowledged(name, new_usual=answer.new_usual)
        self.tell(f"{done}; {take_back(self)}")
        self.post_message(self.Changed())

    def action_explain(self) -> None:
        chosen = self._chosen
        if isinstance(chosen, StoryBlock):
            self.app.push_screen(WhyStory(self.desk, chosen.story))
        elif isinstance(chosen, Block):
            with self.in_words():
                self.app.push_screen(Why(self.desk, chosen.finding))
        elif chosen is not None:
            with self.in_words():
                self.app.push_screen(Explain(self.desk.findings.explain(chosen.rule)))

    def action_settings(self) -> None:
        def answered(saved: bool | None) -> None:
            if saved:
                self.post_message(self.Changed())

        chosen = self._chosen
        if chosen is None:
            return
        rule = chosen.lead if isinstance(chosen, StoryBlock) else chosen.rule
        if rule is None:
            self.app.notify(NO_RULE)
            return
        with self.in_words():
            self.app.push_screen(rule_settings(self.desk, rule), answered)


class Off(Rule):
    """A rule that is switched off."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule, classes="-off")

    def compose(self) -> ComposeResult:
        on = with_keys(self, "{edit} switches it on")
        yield Hanging([Said("off".ljust(LABEL_CELLS), f"{self.rule}; {on}", _FAINT)])


class Block(Rule):
    """One finding: the sentence, what to do, its rule, and its evidence drawn."""

    def __init__(self, finding: Finding, sentence: str, series: Series | None) -> None:
        super().__init__(finding.rule, f"-{'seen' if finding.acknowledged else finding.level}")
        self.finding = finding
        self._sentence = sentence
        self._series = series

    def compose(self) -> ComposeResult:
        with Beside():
            yield Hanging(self._said())
            if self._series is not None:
                yield Chart()

    def on_mount(self) -> None:
        if self._series is not None:
            self.query_one(Chart).show(self._series)

    def _said(self) -> list[Said]:
        finding = self.finding
        if finding.acknowledged:
            return [
                Said("seen", finding.message, _FAINT, _FAINT),
                Said("", finding.standing, "", _FAINT),
            ]
        advice, *about = finding_about(finding)  # its source is a key further, behind why
        return [
            said(finding, self._sentence),
            Said(*advice),
            *(Said(name, words, _FAINT, _FAINT) for name, words in about if name != SOURCE),
        ]


# -- words


def _heading(desk: Desk, risk: Risk, changes: Changes) -> Content:
    if not desk.sessions.between(limit=1):
        return Content(f"{NOTHING_YET} {FIRST_STEP}")
    return Content.assemble(
        (risk_title(risk), "bold"), f"; {changes_sentence(changes)}. {NO_VERDICT}"
    )


def _gone(finding: Finding) -> Said:
    return Said("gone".ljust(LABEL_CELLS), finding.message, "$good", _FAINT)


_ON = "rule"  # the field that switches it; no threshold has this key


class Answer(NamedTuple):
    """She has seen it; `new_usual`: what it found is how she works now."""

    note: str
    new_usual: bool


class Acknowledge(ModalScreen[Answer | None]):
    """Hide it for a while, call it the new usual, or neither: None."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Acknowledge OptionList { height: auto; border: none; background: $raised; margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "leave")]

    def __init__(self, message: str, weeks: int) -> None:
        super().__init__()
        self._message = message
        self._weeks = weeks

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = "acknowledge"
            box.border_subtitle = "enter choose · tab note · esc leave"
            yield Static(self._message, markup=False)
            yield OptionList(
                f"hide it for {counted(self._weeks, 'week')}: I have seen it",
                "this is my new usual: hold me against it from now on",
                "cancel",
                markup=False,
                compact=True,
            )
            note = Input(placeholder="a note for yourself, optional", compact=True)
            note.cursor_blink = False
            yield note

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._answer(event.option_index)

    def on_input_submitted(self) -> None:
        self._answer(self.query_one(OptionList).highlighted or 0)

    def _answer(self, choice: int) -> None:
        note = self.query_one(Input).value
        self.dismiss(Answer(note, new_usual=choice == 1) if choice < 2 else None)


def rule_settings(desk: Desk, rule: str) -> Ask:
    """A dialog with the thresholds of a rule, and whether it is on."""
    told = desk.findings.explain(rule)
    before = {each.key: desk.settings.get(each.key) for each in told.thresholds}
    off = rule in desk.settings.get("disabled_rules").split()
    before[_ON] = "off" if off else "on"
    fields = [
        Field(_ON, "on or off", before[_ON]),
        *(
            Field(each.key, f"{each.words}, {each.unit}", before[each.key])
            for each in told.thresholds
        ),
    ]

    def save(answers: dict[str, str], _confirmed: bool) -> None:
        said = {key: text.strip() for key, text in answers.items() if text.strip() != before[key]}
        switched = said.pop(_ON, None)
        if switched not in {None, "on", "off"}:
            raise InvalidError(_ON, f"“{switched}” is neither on nor off")
        for name, text in said.items():
            desk.practice.set(name, text)
        if switched:
            desk.findings.switch(rule, on=switched == "on")

    return Ask(f"settings of {rule}", fields, save, about=told.about)
