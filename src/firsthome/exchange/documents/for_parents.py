"""A parent's own copy: chosen entries in plain words, to them, without anybody else's private life.

Only what is open, what no condition hangs on, and what nobody else told. What is said of the other parent, why somebody
is kept away and what support she has in her own right are never in it, whoever asks; nor are the restricted part of a
meeting, or a referral that the parents were not told of. Source: hazards 5, 14, 17, 18, 29.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from firsthome.exchange.documents.for_parents_words import plainly
from firsthome.exchange.documents.making import Making, sealed
from firsthome.exchange.documents.reading_age import sentences
from firsthome.exchange.documents.sections import Drawing
from firsthome.exchange.documents.typeset import printable
from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.change import Change
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact
from firsthome.kinds.contingency import Contingency
from firsthome.kinds.conversation import Conversation
from firsthome.kinds.copy_for_family import Copied, CopyForFamily, Layout, Way
from firsthome.kinds.discharge_plan import DischargePlan
from firsthome.kinds.entry import Entry, How, Said
from firsthome.kinds.family import Role
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.help_offer import BecameOf, HelpOffer
from firsthome.kinds.kept_away import KeptAway
from firsthome.kinds.meeting import MeetingPart, ParentsCopy, ParentsPart
from firsthome.kinds.message import Message
from firsthome.kinds.own_words import OwnWords
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.plan_view import PlanView
from firsthome.kinds.planning import Action, Meeting
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.referral import Referral
from firsthome.kit.dates import say_day
from firsthome.reading.meetings import meetings
from firsthome.reading.messages import abuse_is_suspected

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b(\d{{1,2}}) ({_MONTHS})\b")
FILE_NAME = "copy.pdf"
MEN = (Role.FATHER, Role.PARTNER)
TITLES = {
    Copied.PLAN: "Our plan",
    Copied.MINUTES: "Our meeting",
    Copied.ENTRIES: "What we wrote down",
    Copied.PICTURE: "Our family",
}
"""Nothing on a copy says what it is to somebody who only sees it lying there."""
HEADINGS: dict[Copied, dict[str, tuple[type[Said], ...]]] = {
    Copied.PLAN: {
        "What we all want": (Goal,),
        "Who does what": (Action,),
        "What we agreed": (PlanRule,),
        "If something happens": (Contingency,),
        "The birth": (BirthPlan,),
        "Going home": (DischargePlan,),
        "What you said": (PlanView,),
    },
    Copied.MINUTES: {
        "The meeting": (Meeting,),
        "What each service said": (MeetingPart,),
        "Who does what": (Action,),
    },
    Copied.ENTRIES: {
        "When we see you": (Contact,),
        "What we talked about": (Conversation, Message),
        "What you want to change": (Change,),
        "Whom we asked for help": (Referral,),
        "Help for you": (HelpOffer,),
        "What you say of what we wrote": (OwnWords,),
    },
    Copied.PICTURE: {},
}
"""What a copy can hold, by the heading under which a parent reads it. Nothing else is ever offered."""
_OWN = (PlanView, Conversation, Message, Change, OwnWords)
"""Kinds that name one parent whose they are, so that it does not matter that somebody told them."""
_WITH_HER = (Contact, Referral, HelpOffer)
"""What services do with the mother, unless it says that it is about somebody else."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading."""

    heading: str
    lines: list[str]


def parents(record: Record) -> list[UUID]:
    """Who can be given a copy: the mother; a father or partner only where nothing speaks against approaching him.

    Whoever is kept away from the birth is given none. Source: safety rule 11.
    """
    away = {said.person for _, said in record.of(KeptAway)}
    roles = (Role.MOTHER,) if abuse_is_suspected(record) else (Role.MOTHER, *MEN)
    return [who for who, said in record.people.items() if said.role in roles and who not in away]


def offered(record: Record, person: UUID, of: Copied, meeting: UUID | None = None) -> list[Statement]:
    """What of the part that may be printed can go into one parent's copy; of minutes, what is of that meeting."""
    kinds = tuple(kind for found in HEADINGS[of].values() for kind in found)
    within = _of_meeting(record, meeting) if of is Copied.MINUTES else record.statements
    return [one for one in within if isinstance(one.current.said, kinds) and _theirs(record, one, person)]


def only_together(record: Record, of: Copied) -> bool:
    """Whether it is read together and never left: what somebody said, was told or was offered, where he may find it."""
    return of is Copied.ENTRIES and abuse_is_suspected(record)


def _of_meeting(record: Record, meeting: UUID | None) -> list[Statement]:
    """The meeting itself, what was told to it, and what was agreed there."""
    for met in meetings(record):
        if meeting in {entry.id for entry in met.statement.entries}:
            return [met.statement, *(one for one, _ in met.parts), *(one for one, _ in met.actions)]
    return []


def _theirs(record: Record, statement: Statement, person: UUID) -> bool:
    """Whether it is this parent's to know, and says nothing of the other one's life."""
    said, content = statement.current.said, statement.current.content
    assert said, "a part that says nothing is not offered"
    if isinstance(said, _OWN):
        return said.person == person
    heard = any(entry.source.how is How.SAID for entry in statement.entries)
    if not _for_parents(said) or (heard and not _her_own(record, said, person)):
        return False
    if isinstance(said, Meeting):
        return _took_part(record, said, person)
    if isinstance(said, Goal) and said.whose in (ForWhom.MOTHER, ForWhom.OTHER_PARENT):
        return (said.whose is ForWhom.MOTHER) == (person == record.mother)
    if isinstance(said, _WITH_HER) and person not in content.about and person != record.mother:
        return False
    whom = {*content.about, *said.persons()} - {person, *record.babies}
    others = {who for who, one in record.people.items() if one.role in (*MEN, Role.MOTHER)}
    return not whom & others


def _her_own(record: Record, said: Said, person: UUID) -> bool:
    """A goal of hers in her own words, which somebody had to be told."""
    return (
        isinstance(said, Goal) and said.own_words and said.whose is ForWhom.MOTHER and person == record.mother
    )


def _for_parents(said: Said) -> bool:
    """Whether it may ever reach a parent: never what is restricted, and no step of which they were not told."""
    match said:
        case MeetingPart():
            return said.copy_for_parents is ParentsCopy.MAY
        case Referral():
            return said.parents_told is Asked.YES
        case HelpOffer():
            return said.became is not BecameOf.NOT_APPROPRIATE
        case Contact():
            return not said.outcome.missed
        case _:
            return True


def _took_part(record: Record, said: Meeting, person: UUID) -> bool:
    """Minutes are for whoever was not kept out of the meeting."""
    part = said.mother if person == record.mother else said.father
    return part not in (ParentsPart.KEPT_OUT, ParentsPart.NOT_INVITED)


def in_plain_words(making: Making, statements: Iterable[Statement], person: UUID, of: Copied) -> list[Part]:
    """The chosen entries under their headings, said to the parent who reads them."""
    chosen = list(statements)
    found = []
    for heading, kinds in HEADINGS[of].items():
        entries = [one.current.content for one in chosen if isinstance(one.current.said, kinds)]
        lines = [line for entry in entries for line in plainly(making, entry, person)]
        if lines:
            found.append(Part(heading, lines))
    return found


def easily(parts: Iterable[Part]) -> list[Part]:
    """The same with one sentence on each line."""
    return [Part(one.heading, [each for line in one.lines for each in sentences(line)]) for one in parts]


def given_before(record: Record, said: CopyForFamily) -> list[Entry]:
    """The copies that this parent was left of the same plan or meeting, the latest last; this one takes their place."""

    def of_the_same(before: CopyForFamily) -> bool:
        if (before.person, before.of, before.way) != (said.person, said.of, Way.LEFT):
            return False
        return said.of is Copied.PLAN or bool(meetings_in(before) & meetings_in(said))

    def meetings_in(copy: CopyForFamily) -> set[UUID]:
        held = (record.by_entry[one] for one in copy.parts if one in record.by_entry)
        return {one.id for one in held if one.kind == Meeting.kind}

    return [one.current.content for one, before in record.of(CopyForFamily) if of_the_same(before)]


def parents_pdf(
    making: Making,
    said: CopyForFamily,
    parts: Sequence[Part],
    before: Sequence[Entry] = (),
    picture: Drawing | None = None,
) -> bytes:
    """The copy that a parent keeps; it says which one it is, and of which one it takes the place."""
    old = f"It takes the place of the copy of {say_day(before[-1].learned_on())}." if before else ""
    words = {
        "title": TITLES[said.of],
        "easy": said.layout is Layout.EASY,
        "parts": [{"heading": one.heading, "lines": [_line(line) for line in one.lines]} for one in parts],
        "picture": asdict(picture) if picture else None,
        "note": said.note.strip(),
        "made": f"Copy {len(before) + 1}. {say_day(making.today)}, {making.by}",
        "old": old,
    }
    return sealed(making, "for_parents.typ", printable(words, where="ask us"))


def _line(words: str) -> dict[str, Any]:
    """A line, with the leaf of a calendar for the one day that it names; none for several, which would confuse."""
    days = set(_DAY.findall(words))
    leaf = dict(zip(("day", "month"), days.pop(), strict=True)) if len(days) == 1 else None
    return {"words": words, "leaf": leaf}
