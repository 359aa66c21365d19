"""What each agency says for an assessment, as a document: side by side, with what it cites, and as it was asked.

It is no second assessment: where the record of truth is kept stands first. Source: domain facts, 7.9; safety rules 1
(nothing is added up) and 9 (statutory steps live elsewhere).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from firsthome.exchange.documents import parts
from firsthome.exchange.documents.making import Making, document
from firsthome.exchange.documents.sections import Drawing, Line, Section
from firsthome.exchange.documents.wording import ABSENCE, known_by, when
from firsthome.kinds.contribution import Contribution
from firsthome.kinds.milestone import MilestoneReached
from firsthome.kinds.record import Statement
from firsthome.kinds.record_of_truth import place
from firsthome.kinds.referral import Decision, ReferralReceived, Settled
from firsthome.kit.dates import say_day
from firsthome.reading.meetings import involved_agencies

KEPT = (
    "The assessment itself is kept by children’s social care, in its own system. This is what each agency says for "
    "it: nothing is added up, and nobody’s words stand for another’s."
)
NOT_NAMED = "Nobody has written here yet in which system it is kept, and under which reference."
ASSESSES = ("assessment_start", "assessment_complete")
"""The milestones of the timetable that are about the assessment."""

Contributed = list[tuple[Statement, Contribution]]


def assessment_pdf(making: Making, pictures: Sequence[Drawing] = ()) -> bytes:
    """Every contribution as it stands on the day, each with its version."""
    found = list(making.record.of(Contribution))
    sections = [
        Section("Record of truth", tuple(_kept(making)), NOT_NAMED),
        *(_contribution(making, one, said) for one, said in found),
        *_silent(making, found),
        *_asked(making, found),
        parts.involved(making.record, making.names, making.ring, making.today),
    ]
    title = f"Contributions to the assessment, as they stood on {say_day(making.today)}"
    return document(making, title, "", [KEPT, ABSENCE], sections, pictures)


def _kept(making: Making) -> Iterator[Line]:
    """What is said of where the assessment is kept: its milestones, the decision to assess, what was received."""
    record = making.record
    for one, milestone in record.of(MilestoneReached):
        if milestone.milestone in ASSESSES:
            yield _line(making, one, milestone.sentence(one.current.content, making.names))
    for one, decision in record.of(Decision):
        kept = place(decision.in_system, decision.under)
        if decision.settled is Settled.ASSESSMENT and kept:
            yield _line(making, one, f"It was decided that an assessment begins. Kept in: {kept}.")
    for one, received in record.of(ReferralReceived):
        if kept := place(received.in_system, received.under):
            yield _line(making, one, f"A referral was received. Kept in: {kept}.")


def _line(making: Making, one: Statement, words: str) -> Line:
    entry = one.current.content
    return Line(words, when(making.record, entry), known_by(making.record, entry, making.names))


def _contribution(making: Making, one: Statement, said: Contribution) -> Section:
    """One agency's part; what it cites stands with it in full."""
    record, names, entry = making.record, making.names, one.current.content
    version = [each.id for each in one.entries if each.said].index(entry.id) + 1
    *before, last = [Line(words, what) for what, words in said.answers()]
    signed = f"{known_by(record, entry, names)} Version {version} of this contribution."
    cited = [record.by_entry[each].current for each in said.rests_on if each in record.by_entry]
    cites = [parts.fact(record, each, names) for each in cited if each.said]
    return Section(
        f"{names.agency(entry.agency)}, {entry.happened.say()}",
        (
            *before,
            replace(last, detail=signed),
            *(replace(each, label=f"It cites: {each.label}") for each in cites),
        ),
    )


def _silent(making: Making, found: Contributed) -> Iterator[Section]:
    """Of whom nothing stands here. It is not held against anybody."""
    told = {one.current.content.agency for one, _ in found}
    silent = sorted(map(making.names.agency, involved_agencies(making.record, making.today) - told))
    if silent:
        words = f"{'; '.join(silent)}. They may have given theirs another way."
        yield Section("No contribution stands here yet from", (Line(words),))


def _asked(making: Making, found: Contributed) -> Iterator[Section]:
    """Each set of questions as it stood when it was answered, once, with who answered it."""
    asked: dict[str, list[str]] = {}
    for one, said in found:
        if said.as_asked:
            asked.setdefault(str(said.as_asked), []).append(making.names.agency(one.current.content.agency))
    if asked:
        lines = tuple(Line(words, f"Answered by: {', '.join(who)}") for words, who in asked.items())
        yield Section("As it was asked", lines)
