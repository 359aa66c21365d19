"""From asking for help to what came of it, on one page: asked, received, decided, offered, and seen differently.

Each with its day and who said so, and what is waited for with the way to say it. That nothing is recorded here does not
mean that it was not done (safety rule 9). Source: briefing, section 04; domain facts, 2, 7.13 and 7.16.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.challenge import Challenge
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import Statement
from firsthome.kinds.record_of_truth import place
from firsthome.kinds.referral import Decision, Referral
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day
from firsthome.pages.choices import short_words
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.level_history import level_history
from firsthome.procedures.challenge import next_stage
from firsthome.procedures.timings import timings
from firsthome.reading.asking_for_help import Decided, Differing, Offered, Thread, known, threads
from firsthome.reading.babies import only_losses
from firsthome.record.approved import in_force

NOT_NAMED = "Nobody has named it here yet"
ASKED, RECEIVED, DECIDED, OFFERED, DIFFERENT = (
    "Asked for",
    "Received",
    "Decided",
    "Early help",
    "Seen differently",
)


class Rests(NamedTuple):
    """One entry that a step rests on."""

    entry: UUID
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: which step it is, when, in which words, and where all of it stands."""

    name: str
    when: str
    facts: list[tuple[str, str]]
    signed: str
    content: Entry
    rests_on: list[Rests]


@dataclass(frozen=True, slots=True)
class Waits:
    """What is waited for, and where it can be said."""

    words: str
    action: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One request for help, or an offer that nobody asked for, from beginning to end."""

    heading: str
    steps: list[Step]
    waits: list[Waits]
    differ: str
    """Where somebody who sees the last decision differently takes it further; empty where there is none."""


@record_page(Permission.READ_RECORD, prints=True)
def help_asked(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Every story, the latest last."""
    stories = [_story(page, one) for one in threads(page.record)]
    held = level_history(page)
    page.looked_at += [step.content.id for one in stories for step in one.steps] + [one.entry for one in held]
    return show(
        request,
        "help_asked",
        page=page,
        stories=stories,
        levels=held,
        stages=list(in_force(page.reader, "challenge", page.today).values()),
        may_add=page.may(Permission.ADD_ENTRY) and not page.paper,
    )


def _story(page: RecordPage, thread: Thread) -> Story:
    last = thread.decisions[-1].statement if thread.decisions else None
    return Story(
        _heading(page, thread), _in_order(page, _steps(page, thread)), list(_waits(page, thread)),
        _add(page, Challenge.kind, about=_of(last)) if last else "",
    )  # fmt: skip


def _in_order(page: RecordPage, steps: Iterator[Step]) -> list[Step]:
    """By their days; those of one day stay in the order in which one follows the other."""
    return sorted(steps, key=lambda one: page.record.day_for_order(one.content))


def _heading(page: RecordPage, thread: Thread) -> str:
    if thread.referral:
        one, said = thread.referral
        to = page.names.agency(said.to) if said.to else said.to_words
        return f"Referral{' to ' + to if to else ''}, {one.current.content.happened.say()}"
    if thread.decisions:
        return f"Decided without a referral recorded here, {_when(thread.decisions[0].statement)}"
    if thread.offers:
        return f"Early help with no referral, {_when(thread.offers[0].statement)}"
    return "Seen differently"


def _steps(page: RecordPage, thread: Thread) -> Iterator[Step]:
    if thread.referral:
        one, said = thread.referral
        facts = [("Why", said.why), ("What the parents know", _what_parents_know(said))]
        yield _step(page, ASKED, one.current.content, facts, said.rests_on)
    for received in thread.received:
        words = [
            ("By", received.said.by),
            ("To be decided by", say_day(received.said.decides_by) if received.said.decides_by else ""),
            ("Record of truth", place(received.said.in_system, received.said.under)),
        ]
        yield _step(page, RECEIVED, received.statement.current.content, words)
    for decided in thread.decisions:
        yield _decided(page, decided)
    for offered in thread.offers:
        yield from _offered(page, offered)
    for differing in thread.challenges:
        yield from _differing(page, differing)


def _what_parents_know(said: Referral) -> str:
    return " ".join(filter(None, [f"Told: {said.parents_told.within()}.", said.told_and_agreed()]))


def _decided(page: RecordPage, one: Decided) -> Step:
    said = one.said
    facts = [
        ("What was decided", said.decision),
        ("For the help they have", said.settled.label if said.settled else ""),
        ("What changed", said.changed),
        ("Who saw that", said.whose_evidence),
        ("Level of need now", said.level_words()),
        ("Route now", said.route.label if said.route else ""),
        ("Why", said.why),
        ("Who decided", said.by),
        ("Other options considered", said.options),
        ("What was not known", said.not_known),
        ("Seen differently by", said.dissent),
        ("Record of truth", place(said.in_system, said.under) or NOT_NAMED),
    ]
    return _step(page, DECIDED, one.statement.current.content, facts, said.rests_on)


def _offered(page: RecordPage, one: Offered) -> Iterator[Step]:
    """Each word on it: an offer that was declined and asked again reads as it went."""
    for line in one.statement.standing:
        said = line.said
        if not isinstance(said, type(one.said)):
            continue
        by = page.names.agency(said.agency) if said.agency else said.agency_words
        facts = [
            ("What", said.what),
            ("Who offers it", by),
            ("What became of it", said.became.label),
            ("Why", said.why),
            ("What would make it acceptable", said.acceptable),
            ("The door stays open", said.asks_again(page.names)),
        ]
        yield _step(page, OFFERED, line.content, facts)


def _differing(page: RecordPage, one: Differing) -> Iterator[Step]:
    """Each stage by itself; how it is seen stands where it was said first, and where that was put otherwise."""
    before = ""
    for line in one.statement.standing:
        said = line.said
        if not isinstance(said, Challenge):
            continue
        anew, before = said.issue != before, said.issue
        facts = [
            ("Stage", said.stage_words()),
            ("Raised with", said.raised_with(page.names)),
            ("How it is seen", said.issue if anew else ""),
            ("Answer", said.answer),
            ("What it came to", said.outcome.label if said.outcome else ""),
        ]
        yield _step(page, DIFFERENT, line.content, facts, (said.about_entry,) if anew else ())


def _step(
    page: RecordPage,
    name: str,
    content: Entry,
    facts: list[tuple[str, str]],
    rests_on: tuple[UUID, ...] = (),
) -> Step:
    return Step(
        name, content.happened.say(), [fact for fact in facts if fact[1]], signature(page, content),
        content,
        [Rests(one, short_words(page, one)) for one in rests_on if one in page.record.by_entry],
    )  # fmt: skip


# --- what is waited for -----------------------------------------------------------------------------------------------


def _waits(page: RecordPage, thread: Thread) -> Iterator[Waits]:
    if only_losses(page.record):
        return
    if thread.referral and not thread.decisions:
        yield from _not_decided(page, thread)
    if unanswered := thread.needs_early_help:
        yield Waits(
            "Before this is closed: is early help offered, accepted or declined, or why is it not appropriate? "
            "Nothing recorded here says so yet.",
            "Say what is offered instead",
            _add(page, "help_offer", decision=_of(unanswered.statement)),
        )
    for offered in thread.offers:
        if again := offered.said.asks_again(page.names):
            past = offered.said.again_on and offered.said.again_on < page.today
            words = f"{again}{': that day has passed' if past else ''}."
            yield Waits(words, "Say what became of it", _change(page, offered.statement))
    for differing in thread.challenges:
        if differing.said.open:
            yield _next_stage(page, differing)


def _not_decided(page: RecordPage, thread: Thread) -> Iterator[Waits]:
    assert thread.referral, "only a referral is decided"
    referral, rule = _of(thread.referral[0]), timings().referral_without_decision
    if not thread.received:
        yield Waits(
            "Nothing recorded here says yet that it was received. It may be written down elsewhere.",
            "Say that it was received",
            _add(page, "referral_received", referral=referral),
        )
    said = next((one.said.decides_by for one in reversed(thread.received) if one.said.decides_by), None)
    due = f"They said by {say_day(said)}." if said else (
        f"Expected by {say_day(rule.after(known(thread.referral[0])))}: {rule.say_source()}."
    )  # fmt: skip
    yield Waits(
        f"Nothing recorded here says yet what was decided. {due}",
        "Say what was decided, also where it is kept elsewhere",
        _add(page, Decision.kind, referral=referral),
    )


def _next_stage(page: RecordPage, one: Differing) -> Waits:
    stages = in_force(page.reader, "challenge", page.today)
    stage = stages.get(next_stage(one.said.stage, stages))
    if one.due:
        late = "The day for an answer has passed" if one.due < page.today else "An answer is due"
        words = f"{late}: {say_day(one.due)}."
    else:
        words = "It is open."
    following = (
        f" The next stage: {stage.title[0].lower()}{stage.title[1:]}. {stage.between}" if stage else ""
    )
    return Waits(
        words + following, "Say what was answered, or take it to the next stage", _change(page, one.statement)
    )


def _of(statement: Statement) -> UUID:
    return statement.current.content.id


def _when(statement: Statement) -> str:
    return statement.current.content.happened.say()


def _add(page: RecordPage, kind: str, **named: UUID) -> str:
    there = address("add_entry", reference=page.found.reference, kind=kind)
    return f"{there}?{urlencode(named)}"


def _change(page: RecordPage, statement: Statement) -> str:
    there = address("correct_entry", reference=page.found.reference, entry=statement.current.tip.id)
    return f"{there}?mark=update"
