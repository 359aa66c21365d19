"""The contacts that a list keeps of a record, so that it can show the last weeks without reading any entry.

Pure. Each is a short text: its last day, its first day, what became of it and how many, as in
«2025-03-03 = attended 1»; «=» means the same day and «~» an end that is not known. Weeks of pregnancy («~146», in
days) and parts of life («~pregnancy») stay as they were said. The texts sort by the last day; those without one come
last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.gestation import day_of
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.record import Record, fold
from firsthome.kinds.when import Phase, Precision, When
from firsthome.kit.dates import Span
from firsthome.reading.axis import days_meant
from firsthome.reading.offers import BECAME, WEEKS_SHOWN, Offer

MOST_KEPT = 250
"""More than anybody is offered in twelve weeks. Beyond it the latest stay, and numbers become «at least»."""
OPEN, SAME = "~", "="
Texts = tuple[str, ...]


def kept(contact: Contact, when: When) -> str:
    """One contact as a list keeps it."""
    last, first = _ends(when)
    number = f"{contact.times}{'+' if contact.at_least else ''}"
    return f"{last} {SAME if first == last else first} {contact.outcome.value} {number}"


def kept_together(one: Texts | None, other: Texts | None, updated: datetime | None) -> Texts | None:
    """The contacts of two parts of a record, without those too old to be shown ever again; None if a part has no list.

    Nobody looks at a record before it was last changed, so what was over twelve weeks before that can go.
    This and the limit both cut from the old end of one order: it is the same however the parts are put together.
    """
    if one is None or other is None:
        return None
    both = sorted(one + other) if one and other else list(one or other)
    oldest = (updated.astimezone(UTC) - timedelta(weeks=WEEKS_SHOWN)).date().isoformat() if updated else ""
    return tuple(both[max(bisect_left(both, oldest), len(both) - MOST_KEPT) :])


def offers_kept(texts: Sequence[str], edd: date | None, born_on: date | None, today: date) -> Iterator[Offer]:
    """The contacts behind the texts, with the days that they mean today."""
    perhaps_more = len(texts) >= MOST_KEPT
    for text in texts:
        offer = _offer(text, edd, born_on, today) if OPEN in text else _offer_in_days(text)
        yield offer._replace(at_least=True) if perhaps_more else offer


def _offer(text: str, edd: date | None, born_on: date | None, today: date) -> Offer:
    last, first, became, number = text.split(" ")
    if phase := _PHASES.get(last):
        span = days_meant(When.in_phase(phase), _record(edd, born_on), today)
    else:
        span = Span(_day(last if first == SAME else first, edd), _day(last, edd))
    return Offer(span, _SHAPES[became], int(number.removesuffix("+")), number.endswith("+"))


@lru_cache(maxsize=5000)
def _offer_in_days(text: str) -> Offer:
    """Nearly every contact: its days are known and stay the same, whatever else is said of the pregnancy."""
    return _offer(text, None, None, date.min)


_PHASES = {OPEN + phase.value: phase for phase in Phase}
_SHAPES = {outcome.value: shape for outcome, shape in BECAME.items()}


def _ends(when: When) -> tuple[str, str]:
    """The last and the first end of a time, as they were said."""
    if when.precision is Precision.GESTATION:
        return _week(when.gestation_to), _week(when.gestation_from)
    if when.phase and not (when.earliest or when.latest):
        return OPEN + when.phase.value, OPEN
    return _calendar(when.latest), _calendar(when.earliest)


def _week(days: int | None) -> str:
    return OPEN if days is None else f"{OPEN}{days}"


def _calendar(day: date | None) -> str:
    return day.isoformat() if day else OPEN


def _day(end: str, edd: date | None) -> date | None:
    """The day that one end of a time means; None where it is open, or weeks and no expected date to count them from."""
    if not end.startswith(OPEN):
        return date.fromisoformat(end)
    return day_of(int(end[1:]), edd) if end != OPEN and edd else None


def _record(edd: date | None, born_on: date | None) -> Record:
    """A record that says only when a baby is expected and when it was born: all that a part of life is counted by."""
    expected: list[tuple[Said, When]] = [(Pregnancy(edd=edd), When())] if edd else []
    born: list[tuple[Said, When]] = [(Outcome(result=Result.LIVE_BIRTH), When.on(born_on))] if born_on else []
    return fold(_entries([*expected, *born]))


def _entries(said: Iterable[tuple[Said, When]]) -> Iterator[Entry]:
    for number, (one, when) in enumerate(said):
        yield Entry(
            id=UUID(int=number), kind=one.kind, said=one, happened=when, author=0, entered_by=0, agency=0
        )
