"""The plan, the birth plan and the chronology as documents.

A version that a later one replaced can still be made, and says on every page that it is an old one. Source: domain
facts, hazards 7, 15, 17 and 18; safety rules 2 and 10.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthome.exchange.documents import parts
from firsthome.exchange.documents.making import Making, document
from firsthome.exchange.documents.sections import Drawing, Line, Section
from firsthome.exchange.documents.wording import ABSENCE, known_by
from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.contingency import Contingency
from firsthome.kinds.discharge_plan import DischargePlan
from firsthome.kinds.doer import doer
from firsthome.kinds.entry import Entry, Said, ended
from firsthome.kinds.goal import Goal
from firsthome.kinds.her_own_support import HerOwnSupport
from firsthome.kinds.kept_away import KeptAway
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.plan_view import PlanView
from firsthome.kinds.planning import Action, Plan
from firsthome.kinds.record import Record
from firsthome.kit.dates import say_day
from firsthome.reading import plan as reading

SECTIONS: dict[str, tuple[type[Said], ...]] = {
    "In short": (Plan,),
    "Goals": (Goal,),
    "Who does what, by when": (Action,),
    "The mother in her own right": (HerOwnSupport,),
    "Rules, and who checks them": (PlanRule,),
    "If something happens": (Contingency,),
    "What the parents say of it": (PlanView,),
}


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
    return document(making, title, old, notices, sections)


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
    return document(making, f"Safeguarding birth plan, version {version}", old, [ABSENCE], sections)


def chronology_pdf(making: Making, pictures: Sequence[Drawing]) -> bytes:
    """What happened and was said, in order, with who is on the record and who is involved, and both as pictures."""
    record, names = making.record, making.names
    sections = [
        parts.people(record, names),
        parts.involved(record, names, making.ring, making.today),
        parts.happened(record, names),
    ]
    return document(making, "Chronology", "", [ABSENCE], sections, pictures)


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
