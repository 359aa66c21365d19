"""What a list says of a record: a handful of facts that can be worked out in pieces and put together.

Pure. Each audience class keeps the summary of its own entries; a reader's list row is those of the classes
they may see, put together. So nothing hidden shows through «last seen», order or dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from uuid import UUID

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.gestation import day_of
from firsthome.kinds.planning import Action, Meeting, Progress
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.record import fold
from firsthome.kinds.when import Precision
from firsthome.reading.babies import State, babies
from firsthome.reading.recent import kept, kept_together


@dataclass(frozen=True, slots=True)
class Summary:
    """The facts of a list row. `dates` are all dates that are planned or due; which is next depends on the day."""

    edd: date | None = None
    edd_certainty: str = ""
    edd_said_at: datetime | None = None
    ended_on: date | None = None
    ended_as: str = ""
    born_on: date | None = None
    """The first live birth."""
    last_seen: date | None = None
    last_seen_by: int | None = None
    last_seen_gestation: int | None = None
    """The same for contacts of which only the week is known: it takes the expected date to make a day of it."""
    last_seen_gestation_by: int | None = None
    dates: tuple[date, ...] = ()
    contacts: tuple[str, ...] | None = ()
    """What was offered lately and what became of it, as `recent` writes it; None until an old list is rebuilt."""
    mother: UUID | None = None
    updated_at: datetime | None = None
    entries: int = 0

    def next_date(self, today: date) -> date | None:
        """The first planned date from today on."""
        return min((day for day in self.dates if day >= today), default=None)

    def in_days(self) -> Summary:
        """With weeks of pregnancy made into days: only once all parts are put together is the date at hand."""
        if self.edd is None or self.last_seen_gestation is None:
            return self
        day = day_of(self.last_seen_gestation, self.edd)
        return together(self, Summary(last_seen=day, last_seen_by=self.last_seen_gestation_by))


def together(one: Summary, other: Summary) -> Summary:
    """Two parts of one record put together, whichever comes first."""
    edd = max(
        one, other, key=lambda part: (_or_never(part.edd_said_at), part.edd or date.min, part.edd_certainty)
    )
    ended = max(one, other, key=lambda part: (bool(part.ended_as), part.ended_on or date.min, part.ended_as))
    seen = max(one, other, key=lambda part: (part.last_seen or date.min, part.last_seen_by or 0))
    weeks = max(
        one, other, key=lambda part: (part.last_seen_gestation or -1, part.last_seen_gestation_by or 0)
    )
    updated_at = max(filter(None, (one.updated_at, other.updated_at)), default=None)
    return Summary(
        edd=edd.edd,
        edd_certainty=edd.edd_certainty,
        edd_said_at=edd.edd_said_at,
        ended_on=ended.ended_on,
        ended_as=ended.ended_as,
        born_on=min(filter(None, (one.born_on, other.born_on)), default=None),
        last_seen=seen.last_seen,
        last_seen_by=seen.last_seen_by,
        last_seen_gestation=weeks.last_seen_gestation,
        last_seen_gestation_by=weeks.last_seen_gestation_by,
        dates=tuple(sorted({*one.dates, *other.dates})),
        contacts=kept_together(one.contacts, other.contacts, updated_at),
        mother=min(filter(None, (one.mother, other.mother)), default=None),
        updated_at=updated_at,
        entries=one.entries + other.entries,
    )


def summarise(entries: Iterable[Entry]) -> Summary:
    """The summary of some entries of one record, folded from those alone."""
    entries = list(entries)
    record = fold(entries)
    lines = [line for statement in record.statements for line in statement.standing]
    counted = Summary(
        updated_at=max((entry.recorded_at for entry in entries if entry.recorded_at), default=None),
        entries=len(entries),
    )
    said = reduce(together, (said_by_line(line.content, line.said) for line in lines), counted)
    if said.ended_as and any(baby.state is State.EXPECTED for baby in babies(record)):
        return replace(said, ended_on=None, ended_as="")  # a twin is still expected: the pregnancy goes on
    return said


def said_by_new(entry: Entry) -> Summary:
    """What one new entry adds that replaces nothing."""
    added = said_by_line(entry, entry.said)
    return together(added, Summary(updated_at=entry.recorded_at, entries=1))


def said_by_line(entry: Entry, said: Said | None) -> Summary:
    """What one standing line adds to the list row."""
    match said:
        case Pregnancy():
            return Summary(edd=said.edd, edd_certainty=said.certainty.value, edd_said_at=entry.recorded_at)
        case Outcome():
            day = entry.happened.earliest
            born_on = day if said.result is Result.LIVE_BIRTH else None
            return Summary(ended_on=day, ended_as=said.result.value, born_on=born_on)
        case Contact():
            return _contact(entry, said)
        case Meeting():
            return Summary(dates=_dates(said.next_date))
        case Action(progress=Progress.TO_DO):
            return Summary(dates=_dates(said.due))
        case PersonOnRecord(role=Role.MOTHER):
            return Summary(mother=said.person)
        case _:
            return Summary()


def _contact(entry: Entry, said: Contact) -> Summary:
    """What was offered, when she was seen, and what comes next; a contact still to come is a date too."""
    to_come = entry.happened.earliest if said.outcome is ContactOutcome.OFFERED else None
    planned = Summary(dates=_dates(said.next_date, to_come), contacts=(kept(said, entry.happened),))
    return together(_seen(entry), planned) if said.outcome.kept else planned


def _seen(entry: Entry) -> Summary:
    """When a contact was; a span counts by its first day, never later than known."""
    happened = entry.happened
    if happened.precision is Precision.GESTATION:
        days = (happened.gestation_from, happened.gestation_to)
        week = next((one for one in days if one is not None), None)
        return Summary(
            last_seen_gestation=week, last_seen_gestation_by=None if week is None else entry.agency
        )
    day = happened.earliest or happened.latest
    return Summary(last_seen=day, last_seen_by=entry.agency if day else None)


def _dates(*days: date | None) -> tuple[date, ...]:
    return tuple(day for day in days if day)


def _or_never(moment: datetime | None) -> float:
    return moment.timestamp() if moment else float("-inf")
