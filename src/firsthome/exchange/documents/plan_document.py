"""The plan, the birth plan and the chronology as documents: page numbers, version, who made it, and a seal.

Made from what may be printed and from nothing else. A version that a later one replaced can still be made, and says on
every page that it is an old one. Source: domain facts, hazards 7, 15, 17 and 18; safety rules 2 and 10.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from firsthome.exchange.documents import parts
from firsthome.exchange.documents.sections import Line, Section
from firsthome.exchange.documents.subject_words import spans_of, without
from firsthome.exchange.documents.typeset import typeset
from firsthome.exchange.documents.wording import (
    ABSENCE,
    EVALUATION,
    baby_called,
    gestation_today,
    known_by,
)
from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.contingency import Contingency
from firsthome.kinds.discharge_plan import DischargePlan
from firsthome.kinds.doer import doer
from firsthome.kinds.entry import Entry, Names, Said, ended
from firsthome.kinds.goal import Goal
from firsthome.kinds.her_own_support import HerOwnSupport
from firsthome.kinds.kept_away import KeptAway
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.plan_view import PlanView
from firsthome.kinds.planning import Action, Plan
from firsthome.kinds.record import Record
from firsthome.kinds.registry import canonical
from firsthome.kinds.subject_answer import in_groups
from firsthome.kit.dates import say_day
from firsthome.reading import plan as reading

NOT_PRINTED = "…"
"""What stands in place of a protected address, should somebody have written one into a plan."""
SECTIONS: dict[str, tuple[type[Said], ...]] = {
    "In short": (Plan,),
    "Goals": (Goal,),
    "Who does what, by when": (Action,),
    "The mother in her own right": (HerOwnSupport,),
    "Rules, and who checks them": (PlanRule,),
    "If something happens": (Contingency,),
    "What the parents say of it": (PlanView,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """For what a document is made: the part of a record that may be printed, by whom, and what no paper may hold."""

    record: Record
    names: Names
    by: str
    today: date
    ring: Mapping[int, str] = field(default_factory=dict)
    protected: Sequence[str] = ()
    """Lines and postcodes of restricted and sealed addresses."""


def plan_pdf(making: Making, edition: reading.Edition | None, latest: reading.Edition | None) -> bytes:
    """A version of the plan; without one, the plan as it stands, as a draft."""
    record = making.record
    entries = (
        _entries_of(record, edition) if edition else [one.current.content for one in reading.parts(record)]
    )
    old = superseded_by(edition, latest)
    moved = bool(edition and not old and reading.changed_since(record, edition))
    title = f"Plan, version {edition.said.number}" if edition else "Plan: draft"
    notices = [
        f"New in this version: {ended(edition.said.changed)}" if edition else
        "This is a draft: it was not set down as a version, and nobody has signed it.",
        "The plan has changed since this version was set down. Ask for the next one." if moved else "",
        ABSENCE,
    ]  # fmt: skip
    sections = [*_sections(making, entries), *([_answers(making, edition)] if edition else [])]
    return _made(making, title, old, notices, sections)


def superseded_by(edition: reading.Edition | None, latest: reading.Edition | None) -> str:
    """«Superseded by version 2 of 3 May 2025», for every page of an old version."""
    if edition is None or latest is None or edition.said.number == latest.said.number:
        return ""
    on = say_day(latest.statement.current.content.learned_on())
    return f"Superseded by version {latest.said.number} of {on}"


def birth_plan_pdf(making: Making, entry: Entry, version: int, old: str) -> bytes:
    """A version of the birth plan, for those who read the record; the ward's card is shorter, and says less."""
    said = entry.said
    assert isinstance(said, BirthPlan), "only a birth plan is printed as one"
    record, names = making.record, making.names
    sections = [
        Section("The birth", tuple(Line(words, what) for what, words in said.facts(names).items() if words)),
        Section(
            "Kept away from the birth and the ward",
            tuple(
                Line(
                    "\n".join(filter(None, [who.basis_words(), who.why and f"Why: {ended(who.why)}",
                                            f"Told by: {ended(who.told_words())}"])),
                    who.who(names),
                    known_by(record, one.current.content, names),
                )
                for one, who in record.of(KeptAway)
            ),
            "Nobody is recorded here as kept away.",
        ),
        _of_kind(making, "If something happens", [one.current.content for one, _ in record.of(Contingency)]),
        _home(making),
    ]  # fmt: skip
    return _made(making, f"Safeguarding birth plan, version {version}", old, [ABSENCE], sections)


def chronology_pdf(making: Making) -> bytes:
    """What happened and was said, in order, with who is on the record and who is involved."""
    record, names = making.record, making.names
    sections = [
        parts.people(record, names),
        parts.involved(record, names, making.ring, making.today),
        parts.happened(record, names),
    ]
    return _made(making, "Chronology", "", [ABSENCE], sections)


def _sections(making: Making, entries: Sequence[Entry]) -> Iterator[Section]:
    for heading, kinds in SECTIONS.items():
        found = [one for one in entries if isinstance(one.said, kinds)]
        if found or Plan not in kinds:
            yield _of_kind(making, heading, found)
    yield parts.involved(making.record, making.names, making.ring, making.today)


def _of_kind(making: Making, heading: str, entries: Sequence[Entry]) -> Section:
    lines = tuple(_line(making, one) for one in entries)
    return Section(heading, lines, "Nothing recorded here yet.")


def _line(making: Making, entry: Entry) -> Line:
    """One part of the plan, with who says it."""
    names, said = making.names, entry.said
    known = known_by(making.record, entry, names)
    match said:
        case Goal():
            seen = f"It is so when: {ended(said.seen_by)}" if said.seen_by else ""
            return Line("\n".join(filter(None, [said.words(), seen])), said.whose.label, known)
        case Action():
            week = (
                f" ({say_day(due)})" if said.due_week and (due := reading.due_on(making.record, said)) else ""
            )
            rows = [
                said.what,
                f"Who: {doer(said, names) or 'nobody is named yet'}",
                f"Why they: {said.why_them}" if said.why_them else "",
                f"While they are away: {said.cover}" if said.cover else "",
                f"Shown by: {said.evidence}" if said.evidence else "",
            ]
            by = said.by_when() or "No day is set"
            return Line(
                "\n".join(filter(None, rows)),
                f"{by[:1].upper()}{by[1:]}{week}: {said.progress.within()}",
                known,
            )
        case Contingency() if said.then.strip():
            return Line(f"{ended(said.then)}\n{said.done_by(names)}", f"If: {said.head}", known)
        case PlanRule():
            who = said.checks(names) or "nobody is named yet"
            return Line(f"If it is not kept: {ended(said.otherwise)}\nWho checks it: {who}", said.rule, known)
        case _:
            assert said, "a part that says nothing is not printed"
            return Line(said.sentence(entry, names), detail=known)


def _entries_of(record: Record, edition: reading.Edition) -> list[Entry]:
    """The very entries that a version holds, as they were then."""
    found = {entry.id: entry for one in edition.said.parts if one in record.by_entry
             for entry in record.by_entry[one].entries}  # fmt: skip
    return [found[one] for one in edition.said.parts if one in found and found[one].said]


def _answers(making: Making, edition: reading.Edition) -> Section:
    names = making.names
    lines = tuple(
        Line(
            " ".join(filter(None, [f"{said.accepts.label}.", ended(said.words)])),
            names.agency(one.current.content.agency),
            names.practitioner(one.current.content.author),
        )
        for one, said in edition.answers
    )
    return Section("Each agency’s answer to this version", lines, "No agency has answered yet.")


def _home(making: Making) -> Section:
    lines = tuple(
        Line(words, what)
        for _, said in making.record.of(DischargePlan)
        for what, words in said.facts(making.names).items()
        if words
    )
    return Section("Going home", lines, "Nothing is recorded here yet about going home.")


# --- what every document says ---------------------------------------------------------------------------------------


def _made(making: Making, title: str, old: str, notices: Sequence[str], sections: Sequence[Section]) -> bytes:
    record = making.record
    whose = [baby_called(record, making.names), *_when(record, making.today)]
    said = {
        "title": title,
        "old": old,
        "whose": " ".join(ended(one) for one in whose if one),
        "made": f"Made on {say_day(making.today)} by {making.by}",
        "notices": [one for one in [*notices, EVALUATION] if one],
        "sections": [asdict(one) for one in sections],
    }
    return sealed(making, "plan.typ", said)


def _when(record: Record, today: date) -> list[str]:
    """«Expected on 5 August 2025», and how far the pregnancy is; once born, when."""
    if record.born_on:
        return [f"Born on {say_day(record.born_on)}"]
    return [f"Expected on {say_day(record.edd)}", gestation_today(record, today)] if record.edd else []


def sealed(making: Making, template: str, said: dict[str, Any]) -> bytes:
    """The document with the seal of all that it says, and without a protected address, wherever somebody wrote one."""
    safe = without_addresses(said, making.protected)
    seal = hashlib.sha256(canonical(safe).encode()).hexdigest()
    return typeset(template, safe | {"seal": in_groups(seal), "keyword": f"seal:{seal}"}, making.today)


def without_addresses(said: Any, protected: Sequence[str]) -> Any:
    """The same data with every line and postcode of a protected address taken out of its words."""
    match said:
        case str():
            spans = [span for words in protected for span in spans_of(said, words)]
            return without(said, spans, NOT_PRINTED) if spans else said
        case dict():
            return {key: without_addresses(value, protected) for key, value in said.items()}
        case list() | tuple():
            return [without_addresses(value, protected) for value in said]
        case _:
            return said
