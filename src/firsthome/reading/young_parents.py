"""Parents who are under 18: a parent who is a child too has a safeguarding of their own, and somebody who leads on it.

Pure. An age is as it was said on a day, so it gives a range of birthdays; what that leaves open stays open.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.own_safeguarding import OwnSafeguarding
from firsthome.kinds.record import Record, Statement
from firsthome.kit.dates import Span, years_later

OF_AGE = 18
PARENTS = (Role.MOTHER, Role.FATHER)
ROUGHLY = 2
"""«About 17» may be so many years off."""
_AGE = re.compile(r"(?:aged )?(\d{1,2})(?: years?(?: old)?)?")
_ABOUT = re.compile(r"(?:about|around|roughly) (\d{1,2})(?: years?(?: old)?)?")
_BETWEEN = re.compile(r"(\d{1,2})(?: ?(?:or|to|-|–) ?)(\d{1,2})(?: years?(?: old)?)?")


class Under18(Enum):
    """Whether somebody is under 18 on a day. Not known is an answer, and is never taken for no."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


def under_18(record: Record, person: UUID, day: date) -> Under18:
    """Whether a person on the record is under 18 on a day, from what was said of birthday or age.

    Where two agencies say different things, being a child is not argued away.
    """
    answers = {_at(birthday, day) for birthday in _birthdays(record, person)}
    return next((one for one in (Under18.YES, Under18.NO) if one in answers), Under18.NOT_KNOWN)


def parents_under_18(record: Record, day: date) -> list[tuple[Statement, PersonOnRecord]]:
    """The mother and every father who are known to be under 18 on a day, with the statement that names them."""
    return [
        (statement, said)
        for statement, said in record.of(PersonOnRecord)
        if said.role in PARENTS and under_18(record, said.person, day) is Under18.YES
    ]


def of_age_by(record: Record, person: UUID) -> date | None:
    """The day from which a person is 18 by all that was said of them; None where nothing tells."""
    days = [years_later(span.latest, OF_AGE) for span in _birthdays(record, person) if span.latest]
    return max(days, default=None)


def own_safeguarding(record: Record, person: UUID) -> tuple[Statement, OwnSafeguarding] | None:
    """What was last said about a young parent's own safeguarding."""
    said = [one for one in record.of(OwnSafeguarding) if one[1].person == person]
    return said[-1] if said else None


def _birthdays(record: Record, person: UUID) -> list[Span]:
    """Between which days a person was born, by each statement that tells."""
    found = []
    for statement, said in record.of(PersonOnRecord):
        if said.person == person and said.born:
            found.append(Span(said.born, said.born))
        elif said.person == person and (ages := read_age(said.age)):
            found.append(_born_between(ages, _said_on(record, statement)))
    return found


def read_age(words: str) -> tuple[int, int] | None:
    """The youngest and the oldest age that words can mean; None where they tell nothing that can be counted."""
    text = " ".join(words.lower().split())
    if age := _AGE.fullmatch(text):
        return int(age[1]), int(age[1])
    if age := _ABOUT.fullmatch(text):
        return max(int(age[1]) - ROUGHLY, 0), int(age[1]) + ROUGHLY
    if (ages := _BETWEEN.fullmatch(text)) and int(ages[1]) <= int(ages[2]):
        return int(ages[1]), int(ages[2])
    return None


def _said_on(record: Record, statement: Statement) -> Span:
    """The days on which the age was so."""
    content = statement.current.content
    span, learned = record.happened(content), content.learned_on()
    return Span(span.earliest or span.latest or learned, span.latest or span.earliest or learned)


def _born_between(ages: tuple[int, int], on: Span) -> Span:
    youngest, oldest = ages
    assert on.earliest, "an age is said on some day"
    assert on.latest, "an age is said on some day"
    return Span(years_later(on.earliest, -oldest - 1) + timedelta(days=1), years_later(on.latest, -youngest))


def _at(birthday: Span, day: date) -> Under18:
    assert birthday.earliest, "a birthday is between two days"
    assert birthday.latest, "a birthday is between two days"
    if years_later(birthday.earliest, OF_AGE) > day:
        return Under18.YES
    return Under18.NO if years_later(birthday.latest, OF_AGE) <= day else Under18.NOT_KNOWN
