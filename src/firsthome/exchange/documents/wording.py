"""How copies and documents put it: the baby, dates and weeks, who wrote something, and how they know.

Pure. Words that somebody was told stay what somebody said, however often they are copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from firsthome.kinds.entry import Entry, How, Names
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.gestation import gestation_on, say_gestation
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.pregnancy import Certainty, Result
from firsthome.kinds.record import Record, Version
from firsthome.kit.dates import say_day

LONGEST = 45 * 7
ABSENCE = (
    "It may not be everything. Where nothing is recorded here, care may well have been given elsewhere: "
    "absence here is not absence of care."
)
EVALUATION = "First Home is for evaluation with invented families."


# --- the baby --------------------------------------------------------------------------------------------------------


def born(record: Record) -> bool:
    """Whether a live birth is recorded, its day known or not."""
    return any(outcome.result is Result.LIVE_BIRTH for _, outcome in record.outcomes)


def baby_called(record: Record, names: Names) -> str:
    """«Unborn baby of Leila Mistry»: what services call a baby who has no name yet."""
    several = len(record.babies) > 1 or (record.pregnancy and (record.pregnancy.babies or 1) > 1)
    baby = "babies" if several else "baby"
    mother = names.person(record.mother) if record.mother else "a mother not named here"
    return f"{baby.capitalize() if born(record) else 'Unborn ' + baby} of {mother}"


def expected(record: Record, names: Names) -> str:
    """«Baby expected on 5 August 2025, from the dating scan.», or nothing where no date is recorded."""
    said = record.pregnancy
    if said is None or not (said.edd or said.edd_earliest or said.edd_latest):
        return ""
    entry = next(one.current.content for one in record.of_kind(type(said)))
    return said.sentence(entry, names)


def how_sure(record: Record) -> str:
    """How sure the expected date is, where somebody has said."""
    said = record.pregnancy
    return said.certainty.label if said and said.certainty is not Certainty.NOT_KNOWN else ""


def gestation_today(record: Record, today: date) -> str:
    """«22+4 weeks», with «about» while the date is not sure; nothing once the pregnancy has ended."""
    if record.edd is None or record.outcomes:
        return ""
    days = gestation_on(today, record.edd)
    if not 0 <= days <= LONGEST:
        return ""
    return f"{_about(record)}{say_gestation(days)} weeks"


# --- when ------------------------------------------------------------------------------------------------------------


def when(record: Record, entry: Entry) -> str:
    """«3 March 2025 (17+6 weeks)»: the words used, and how far the pregnancy was then."""
    weeks = gestation_then(record, entry)
    return f"{entry.happened.say()} ({weeks})" if weeks else entry.happened.say()


def gestation_then(record: Record, entry: Entry) -> str:
    """How far the pregnancy was, where the day is known and fell in it."""
    first, last = record.happened(entry)
    if record.edd is None or first is None or last is None or (record.born_on and last > record.born_on):
        return ""
    start, end = gestation_on(first, record.edd), gestation_on(last, record.edd)
    if start < 0 or end > LONGEST:
        return ""
    span = say_gestation(start) if start == end else f"{say_gestation(start)} to {say_gestation(end)}"
    return f"{_about(record)}{span} weeks"


def _about(record: Record) -> str:
    """No more exact than the expected date is."""
    return "" if record.pregnancy and record.pregnancy.certainty is Certainty.SURE else "about "


# --- who, and how they know ------------------------------------------------------------------------------------------


def author(record: Record, entry: Entry, names: Names) -> str:
    """«Ada Hope, named midwife, Maternity»: who says it, with the role in which they are involved."""
    role = _role(record, entry.author)
    who = [names.practitioner(entry.author), role, names.agency(entry.agency)]
    typed = f"; typed by {names.practitioner(entry.entered_by)}" if entry.entered_by != entry.author else ""
    return ", ".join(filter(None, who)) + typed


def _role(record: Record, practitioner: int) -> str:
    """What they do for this family."""
    roles = (said.role for _, said in record.of(Involvement) if said.practitioner == practitioner)
    return next(filter(None, roles), "")


def how_known(entry: Entry) -> str:
    """How the author knows. What somebody said stays what they said."""
    by = entry.source.by
    match entry.source.how:
        case How.SAID:
            return f"Said by {by or 'somebody not named here'}; not established as fact."
        case How.DOCUMENT:
            return f"Read in {by or 'a document not named here'}."
        case How.OPINION:
            return f"Professional opinion{' of ' + by if by else ''}."
        case _:
            return "Seen or done by the author."


def known_by(record: Record, entry: Entry, names: Names) -> str:
    """Who recorded it and how they know, in one line."""
    return f"{author(record, entry, names)}. {how_known(entry)}"


def person_is(said: PersonOnRecord) -> str:
    """«said to be the father, aged about 23»."""
    role = said.role_words or said.role.label.lower()
    return f"{role}, aged {said.age}" if said.age else role


def involved_as(said: Involvement, names: Names) -> str:
    """«Ada Hope, named midwife, lead professional, until 3 May 2025»."""
    parts = [
        names.practitioner(said.practitioner) if said.practitioner else "the team",
        said.role,
        "lead professional" if said.lead else "",
        f"until {say_day(said.ends)}" if said.ends else "",
    ]
    return ", ".join(filter(None, parts))


# --- what stands -----------------------------------------------------------------------------------------------------


def standing(record: Record) -> Iterator[Version]:
    """Every line that stands and says something, in the order in which things happened."""
    lines = [line for statement in record.statements for line in statement.standing if line.said]
    return iter(sorted(lines, key=lambda line: record.day_for_order(line.content)))
