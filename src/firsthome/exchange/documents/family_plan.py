"""A parent's own copy of the plan: chosen entries in plain words, to them, without anybody else's private life.

Only what is open, what no condition hangs on, and what nobody else told. What is said of the other parent, why somebody
is kept away and what support she has in her own right are never in it, whoever asks. Source: hazards 5, 14, 17, 18, 29.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from firsthome.exchange.documents.making import Making, sealed
from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.contingency import Contingency
from firsthome.kinds.discharge_plan import DischargePlan
from firsthome.kinds.doer import doer
from firsthome.kinds.entry import Entry, How, Names, Said, ended
from firsthome.kinds.family import Role
from firsthome.kinds.goal import ForWhom, Goal
from firsthome.kinds.kept_away import KeptAway
from firsthome.kinds.plan_rule import PlanRule
from firsthome.kinds.plan_view import PlanView
from firsthome.kinds.planning import Action, Progress
from firsthome.kinds.record import Record, Statement
from firsthome.kit.dates import say_day
from firsthome.reading import plan as reading
from firsthome.reading.messages import abuse_is_suspected

FILE_NAME = "copy.pdf"
MEN = (Role.FATHER, Role.PARTNER)
HEADINGS: dict[str, tuple[type[Said], ...]] = {
    "What we all want": (Goal,),
    "Who does what": (Action,),
    "What we agreed": (PlanRule,),
    "If something happens": (Contingency,),
    "The birth": (BirthPlan,),
    "Going home": (DischargePlan,),
    "What you said": (PlanView,),
}
_FOR = {ForWhom.BABY: "For your baby", ForWhom.FAMILY: "For all of you"}
_ROWS: dict[type[Said], dict[str, str]] = {
    BirthPlan: {
        "Where": "Where", "What she wants": "What you want", "Who is with her": "Who is with you",
        "Care on the ward": "On the ward", "Feeding": "Feeding", "Legal status": "What the law says",
        "First 24 hours": "The first day", "First 10 days": "The first ten days", "Until 6 weeks": "Until six weeks",
    },
    DischargePlan: {
        "Goes home on": "Going home on", "Sleeps": "Where your baby sleeps", "Visits": "Who visits",
        "The family rings": "Whom you can ring", "Feeding": "Feeding", "The baby’s health": "Your baby’s health",
        "Registered with": "Your baby’s surgery",
    },
}  # fmt: skip
"""What of these plans a parent is told, by the question that it answers, and what it is called there."""


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


def offered(record: Record, person: UUID) -> list[Statement]:
    """What of the part that may be printed can go into one parent's copy."""
    kinds = tuple(kind for found in HEADINGS.values() for kind in found)
    plan = [one for one in record.statements if isinstance(one.current.said, kinds)]
    return [one for one in plan if _theirs(record, one, person)]


def _theirs(record: Record, statement: Statement, person: UUID) -> bool:
    said, content = statement.current.said, statement.current.content
    if isinstance(said, PlanView):
        return said.person == person
    hers = (
        isinstance(said, Goal) and said.own_words and person == record.mother and said.whose is ForWhom.MOTHER
    )
    if any(entry.source.how is How.SAID for entry in statement.entries) and not hers:
        return False
    if isinstance(said, Goal) and said.whose in (ForWhom.MOTHER, ForWhom.OTHER_PARENT):
        return (said.whose is ForWhom.MOTHER) == (person == record.mother)
    whom = {*content.about, *(said.persons() if said else ())} - {person, *record.babies}
    others = {who for who, one in record.people.items() if one.role in (*MEN, Role.MOTHER)}
    return not whom & others


def in_plain_words(making: Making, statements: Iterable[Statement], person: UUID) -> list[Part]:
    """The chosen entries under their headings, said to the parent who reads them."""
    chosen = list(statements)
    found = []
    for heading, kinds in HEADINGS.items():
        entries = [one.current.content for one in chosen if isinstance(one.current.said, kinds)]
        lines = [line for entry in entries for line in _plainly(making, entry, person)]
        if lines:
            found.append(Part(heading, lines))
    return found


def _plainly(making: Making, entry: Entry, person: UUID) -> Iterator[str]:
    """One entry in short sentences."""
    names, said = making.names, entry.said
    match said:
        case Goal():
            yield f"{_FOR.get(said.whose, 'For yourself')}: {said.words()}"
        case Action():
            yield _task(making, said)
        case PlanRule():
            yield from _rule(said, names)
        case Contingency() if said.then.strip():
            yield f"If {said.head[:1].lower()}{said.head[1:]}: {ended(said.then)} {said.done_by(names)}"
        case PlanView():
            yield f"“{said.own_words.strip()}”" if said.own_words else ended(said.agrees.label)
        case BirthPlan() | DischargePlan():
            facts = said.facts(_You(names, person))
            rows = _ROWS[type(said)].items()
            yield from (f"{plain}: {ended(facts[name])}" for name, plain in rows if facts[name])


def _rule(said: PlanRule, names: Names) -> Iterator[str]:
    yield ended(said.rule)
    yield f"If that does not work: {ended(said.otherwise)}"
    if who := said.checks(names):
        yield f"Who looks at it: {ended(who)}"


def _task(making: Making, said: Action) -> str:
    day = reading.due_on(making.record, said)
    by = f" By {say_day(day)}." if day and said.progress is Progress.TO_DO else ""
    who = doer(said, making.names) or "We still have to find somebody"
    done = " This is done." if said.progress is Progress.DONE else ""
    return f"{who}: {ended(said.what)}{by}{done}"


@dataclass(frozen=True, slots=True)
class _You:
    """Names in which the reader is «you»."""

    names: Names
    you: UUID

    def person(self, person: UUID) -> str:
        """The reader, or somebody else by name."""
        return "you" if person == self.you else self.names.person(person)

    def agency(self, agency: int) -> str:
        """The agency's name."""
        return self.names.agency(agency)

    def practitioner(self, practitioner: int) -> str:
        """The practitioner's name."""
        return self.names.practitioner(practitioner)


def family_plan_pdf(making: Making, parts: list[Part], note: str) -> bytes:
    """The copy that a parent keeps. Nothing on it says what it is to somebody who only sees it lying there."""
    said = {
        "title": "Our plan",
        "parts": [{"heading": part.heading, "lines": part.lines} for part in parts],
        "note": note.strip(),
        "made": f"{say_day(making.today)}, {making.by}",
    }
    return sealed(making, "family_plan.typ", said)
