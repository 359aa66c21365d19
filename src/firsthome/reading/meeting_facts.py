"""A meeting in questions and answers: before it, who was there, what was decided, and where it is kept.

Pure, so that a page and the minutes on paper say the same. Source: domain facts, 7.12; safety rule 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from firsthome.kinds.choices import Asked
from firsthome.kinds.entry import Names
from firsthome.kinds.meeting import ToldWhen
from firsthome.kinds.record import Record
from firsthome.kinds.record_of_truth import place
from firsthome.kit.dates import say_day
from firsthome.procedures.meetings import MeetingSort
from firsthome.reading.meetings import Met, involved_agencies
from firsthome.reading.shares import Receipt

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions and answers that belong together."""

    title: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Circle:
    """For whom a meeting is put into words: the record, what to call everybody, and which day it is."""

    record: Record
    names: Names
    codes: Mapping[int, str]
    """Agency → its short code, which says what sort of service it is."""
    today: date


def groups(circle: Circle, met: Met) -> list[Group]:
    """All that was answered of a meeting, in the order in which it is read."""
    found = [
        Group("Before it", _said(_before(circle, met))),
        Group("Who was there", _said(_there(circle, met))),
        Group("What was said and decided", _said(_decided(met))),
        Group(
            "Who has read it", [one for act in met.circulated for one in _read(circle.names, act.receipts)]
        ),
        Group("Where it is kept", _said([("Record of truth", _record_of_truth(met))])),
    ]
    return [group for group in found if group.facts]


def _said(facts: Iterable[tuple[str, str]]) -> Facts:
    return [fact for fact in facts if fact[1].strip()]


def _before(circle: Circle, met: Met) -> Facts:
    said, names, to_come = met.said, circle.names, met.to_come(circle.today)
    invited = [*map(names.practitioner, said.practitioners), *map(names.person, said.family_invited)]
    return [
        ("Invited", ", ".join(invited)),
        ("Reports by", say_day(said.reports_by) if said.reports_by else ""),
        ("Chair", met.sort.chair if met.sort and to_come else ""),
        ("No report here yet from", _silent(circle, met) if to_come else ""),
    ]


def _silent(circle: Circle, met: Met) -> str:
    """Agencies from which no report stands here; they may have sent one by another way."""
    told = {said.agency or one.current.content.agency for one, said in met.told(ToldWhen.REPORT)}
    silent = sorted(map(circle.names.agency, involved_agencies(circle.record, circle.today) - told))
    return f"{'; '.join(silent)}. They may have sent one another way." if silent else ""


def _there(circle: Circle, met: Met) -> Facts:
    said = met.said
    return [
        ("Agencies", "; ".join(map(circle.names.agency, said.agencies_there))),
        ("Names", said.present),
        ("The mother", said.mother.label if said.mother else ""),
        ("The father, or a partner", said.father.label if said.father else ""),
        ("Why apart, kept out or not invited", said.why_apart),
        ("Helped by", said.helped_by),
        ("Those who have to be there", _quorum(circle, met)),
        ("Why it went on", said.without_quorum),
    ]


def _quorum(circle: Circle, met: Met) -> str:
    """Who was missing of those without whom it should not decide; nothing where it is not said who was there."""
    if met.sort is None or not met.sort.quorum or not met.said.agencies_there:
        return ""
    missing = met.not_there(circle.codes)
    if not missing:
        return f"Were there. {_source(met.sort)}"
    called = {code.replace("-", "_"): agency for agency, code in circle.codes.items()}
    names = [
        circle.names.agency(called[code]) if code in called else code.replace("_", " ") for code in missing
    ]
    return f"Not there: {', '.join(names)}. {_source(met.sort)}"


def _source(sort: MeetingSort) -> str:
    return f"Source: {sort.say_source()}."


def _decided(met: Met) -> Facts:
    said = met.said
    men = "" if said.men_covered is Asked.NOT_KNOWN else said.men_covered.label
    return [
        ("What was said and agreed", said.minutes),
        ("Was every man in the baby’s life talked about?", men),
        ("What is known of them, and what is not", said.men),
        ("Decided", said.decision),
        ("Child protection plan", ", ".join(one.label for one in said.category)),
        ("Seen differently", said.dissent),
        ("Next meeting", say_day(said.next_date) if said.next_date else ""),
    ]


def _record_of_truth(met: Met) -> str:
    """Where it is kept; of what the law asks for, where it is kept as a rule."""
    kept = place(met.said.in_system, met.said.under)
    if kept or met.sort is None or not met.sort.statutory:
        return kept
    return f"As a rule: {met.sort.held_in[:1].lower()}{met.sort.held_in[1:]}. No reference is named here yet."


def _read(names: Names, receipts: Iterable[Receipt]) -> Iterator[tuple[str, str]]:
    """Whoever was sent the minutes, and whether they have said that they read them."""
    for one in receipts:
        who = names.agency(one.agency) if one.agency else names.practitioner(one.practitioner or 0)
        yield who, f"Read, {say_day(one.read.learned_on())}" if one.read else "Not acknowledged yet"
