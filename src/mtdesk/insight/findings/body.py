"""Rules about how she is: a place that stays sore, a questionnaire, and not knowing."""

from __future__ import annotations

from collections.abc import Iterator

from mtdesk.insight.change import reliable_change
from mtdesk.insight.findings.history import History, ScaleScores
from mtdesk.insight.findings.limits import EDITORIAL, Limits, RuleWords, named
from mtdesk.model.finding import Finding
from mtdesk.model.period import human_day
from mtdesk.model.text import counted
from mtdesk.model.wellbeing import GENERAL, SITES, CheckIn, site_words


def sore_site(history: History, limits: Limits) -> Iterator[Finding]:
    """A site at 4 or more on 3 check-ins in 14 days: one finding a site, most often hurt first.

    Editorial; the order of sites is how often practitioners report a disorder there (Jang 2006).
    """
    recent = _recent(history, limits)
    for site, sore in _sore(recent, limits):
        if len(sore) < limits.sore_times:
            continue
        yield SORE.finding(
            limits,
            "watch",
            f"{named(site)} was at {limits.sore_level} or more on {len(sore)} of your "
            f"{len(recent)} check-ins of the last {limits.sore_days} days, "
            f"up to {max(asked.soreness[site] for asked in sore)}.",
            since=sore[0].checked_on,
            evidence={
                "site": site,
                "times": len(sore),
                "check_ins": len(recent),
                "dates": [asked.checked_on for asked in sore],
                "ratings": [asked.soreness[site] for asked in sore],
            },
            advice=(
                "Notice which of your techniques ask most of this place, "
                "and let another part of you do some of that work."
            ),
            subject=site,
        )


def questionnaire(history: History, limits: Limits) -> Iterator[Finding]:
    """A scale worse in her last complete answers than in the ones before, beyond measurement noise.

    Jacobson & Truax 1991: the index is beyond 1.96. Nothing without SD and reliability, or when the
    last answers are older than 180 days.
    """
    for scale in history.scales:
        pair = _last_two(scale, history, limits)
        if pair is None:
            continue
        (earlier, before), (last, after) = pair
        change = reliable_change(before, after, scale.sd, scale.reliability)
        worse = after > before if scale.higher_is_worse else after < before
        if change is None or not change.is_reliable or not worse:
            continue
        yield QUESTIONNAIRE.finding(
            limits,
            "watch",
            f"{_scale_words(scale)} went from {before:g} to {after:g} since "
            f"{human_day(earlier, history.as_of)}, "
            "more than such answers swing by themselves.",
            since=last,
            evidence={
                "questionnaire": scale.questionnaire,
                "scale": scale.name,
                "before": before,
                "after": after,
                "before_date": earlier,
                "date": last,
                "index": change.index,
            },
            advice="Read your answers again, and tell someone who knows you what changed.",
            subject=_scale_words(scale),
        )


def no_check_in(history: History, limits: Limits) -> Iterator[Finding]:
    """No check-in for 14 days though she worked in them: how she is stays unknown, never fine.

    Editorial. Said no earlier than 14 days after the first session.
    """
    days = limits.check_in_days
    worked, last = len(history.last(days)), history.last_check_in
    if not worked or history.age() <= days or (last and (history.as_of - last).days < days):
        return
    before = f" (the last was {human_day(last, history.as_of)})" if last else ""
    yield NO_CHECK_IN.finding(
        limits,
        "unknown",
        f"You worked on {worked} of the last {days} days, and there is no check-in of them"
        f"{before}: how your body is doing is not known here.",
        since=history.since(days),
        evidence={"worked_days": worked, "last_check_in": last.isoformat() if last else None},
        advice="When it suits you, two numbers are enough: mtdesk checkin body 3 mind 3.",
    )


def _recent(history: History, limits: Limits) -> list[CheckIn]:
    first, last = history.since(limits.sore_days), history.as_of.isoformat()
    return sorted(
        (asked for asked in history.check_ins if first <= asked.checked_on <= last),
        key=lambda asked: asked.checked_on,
    )


def _sore(recent: list[CheckIn], limits: Limits) -> Iterator[tuple[str, list[CheckIn]]]:
    """Each site with the check-ins that found it at the level, where there are any."""
    for site in (*SITES, GENERAL):
        sore = [asked for asked in recent if asked.soreness.get(site, 0) >= limits.sore_level]
        if sore:
            yield site, sore


def _last_two(
    scale: ScaleScores, history: History, limits: Limits
) -> tuple[tuple[str, float], tuple[str, float]] | None:
    """The last two complete responses up to `as_of`, when the later one is still in view."""
    up_to = history.as_of.isoformat()
    known = [(day, score) for day, score in scale.scores if score is not None and day <= up_to]
    known.sort(key=lambda response: response[0])
    if len(known) < 2 or known[-1][0] < history.since(limits.questionnaire_days):
        return None
    return known[-2], known[-1]


def _scale_words(scale: ScaleScores) -> str:
    return f"{scale.questionnaire}: {scale.name}"


def _sore_numbers(history: History, limits: Limits) -> Iterator[str]:
    recent = _recent(history, limits)
    yield f"{counted(len(recent), 'check-in')} in the last {limits.sore_days} days"
    for site, sore in _sore(recent, limits):
        ratings = ", ".join(f"{asked.checked_on} {asked.soreness[site]}" for asked in sore)
        yield f"{named(site)} at {limits.sore_level} or more: {ratings}"


def _questionnaire_numbers(history: History, limits: Limits) -> Iterator[str]:
    if not history.scales:
        yield "no questionnaire has been answered"
    for scale in history.scales:
        pair = _last_two(scale, history, limits)
        if pair is None:
            yield f"{_scale_words(scale)}: two complete responses are needed, the last one recent"
            continue
        (earlier, before), (last, after) = pair
        change = reliable_change(before, after, scale.sd, scale.reliability)
        index = f"index {change.index:.2f}" if change else "no SD or reliability is known"
        yield f"{_scale_words(scale)}: {before:g} on {earlier}, {after:g} on {last}, {index}"


def _check_in_numbers(history: History, limits: Limits) -> Iterator[str]:
    last = history.last_check_in
    yield f"last check-in: {last.isoformat() if last else 'never'}"
    yield f"worked days in the last {limits.check_in_days}: {len(history.last(limits.check_in_days))}"


def _sore_near(history: History, limits: Limits) -> str | None:
    sore = list(_sore(_recent(history, limits), limits))
    most = max(sore, key=lambda one: len(one[1]), default=None)
    if most is None:
        return f"sore check-ins 0 of {limits.sore_times}"
    place = "soreness" if most[0] == GENERAL else site_words(most[0])
    return f"sore check-ins {len(most[1])} of {limits.sore_times} ({place})"


def _questionnaire_near(history: History, limits: Limits) -> str | None:
    known = [_last_two(scale, history, limits) is not None for scale in history.scales]
    if not any(known):
        return None
    return f"questionnaires moved 0 of {sum(known)}"


def _check_in_near(history: History, limits: Limits) -> str | None:
    last = history.last_check_in
    if last is None:
        return None
    return f"days without a check-in {(history.as_of - last).days} of {limits.check_in_days}"


SORE = RuleWords(
    rule="sore_site",
    about="does a place of your body hurt again and again?",
    formula="check-ins of the last 14 days with the site at 4 or more: 3 to watch",
    thresholds=("sore_level", "sore_times", "sore_days"),
    source=f"Your own ratings 0-10, not a validated instrument; {EDITORIAL}",
    caveats="Counts what you wrote down: fewer check-ins find less.",
    numbers=_sore_numbers,
    near=_sore_near,
)
QUESTIONNAIRE = RuleWords(
    rule="questionnaire",
    about="did a questionnaire's scale get worse by more than noise?",
    formula="(after - before) / (SD x sqrt 2 x sqrt(1 - reliability)), worse and beyond 1.96",
    thresholds=("questionnaire_days",),
    source=(
        "Reliable change: Jacobson & Truax 1991, J Consult Clin Psychol 59:12; SD and reliability "
        "as your questionnaire's file gives them; days in view: our choice, no study"
    ),
    caveats="Says that the answers moved, never why. Silent where SD or reliability is not given.",
    numbers=_questionnaire_numbers,
    near=_questionnaire_near,
)
NO_CHECK_IN = RuleWords(
    rule="no_check_in",
    about="is it known how you are?",
    formula="14 days with work and without a check-in",
    thresholds=("check_in_days",),
    source=f"Check-ins, counted; {EDITORIAL}",
    caveats="Not knowing is never the same as being fine.",
    numbers=_check_in_numbers,
    near=_check_in_near,
)
