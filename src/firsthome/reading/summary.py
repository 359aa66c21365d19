"""What a list says of a record: a handful of facts that can be worked out in pieces and put together.

Pure. Each audience class keeps the summary of its own entries; a reader's list row is those of the classes
they may see, put together. So nothing hidden shows through «last seen», order or dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.challenge import Challenge
from firsthome.kinds.choices import Choice
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.gestation import day_of
from firsthome.kinds.help_offer import HelpOffer
from firsthome.kinds.missing_alert import MissingAlert
from firsthome.kinds.own_safeguarding import OwnSafeguarding
from firsthome.kinds.planning import Action, Meeting, Progress
from firsthome.kinds.pregnancy import Outcome, Pregnancy
from firsthome.kinds.question import Question
from firsthome.kinds.record import Record, fold
from firsthome.kinds.vulnerability import Standing, Vulnerability
from firsthome.kinds.when import Precision
from firsthome.reading.asking_for_help import due_of
from firsthome.reading.babies import State, babies, lost_babies, only_losses
from firsthome.reading.listed_babies import first_birth, kept_outcome, record_of_babies
from firsthome.reading.recent import kept, kept_together

Dates = tuple[str, ...]


class DateFor(Choice):
    """What a planned date is for."""

    CONTACT = "contact", "Next contact"
    MEETING = "meeting", "Meeting"
    ACTION = "action", "Action due"
    QUESTION = "question", "An answer is due"
    VULNERABILITY = "vulnerability", "Look again at a vulnerability"
    HELP = "help", "Ask again about early help"
    ALERT = "alert", "An alert ends: renew it or stand it down"
    CHALLENGE = "challenge", "An answer to a challenge is due"
    OWN_SAFEGUARDING = "own_safeguarding", "Look again at a young parent’s own safeguarding"


WAITS: dict[type[Said], DateFor] = {HelpOffer: DateFor.HELP, MissingAlert: DateFor.ALERT}
"""What stays open until its day, and what that day is for."""


class Planned(NamedTuple):
    """A day, and what it is for."""

    day: date
    purpose: DateFor


@dataclass(frozen=True, slots=True)
class Summary:
    """The facts of a list row. `dates` are all dates that are planned or due; which is next depends on the day."""

    edd: date | None = None
    edd_certainty: str = ""
    edd_said_at: datetime | None = None
    expected_babies: int | None = None
    """How many, by whoever had the last word on the expected date."""
    babies: tuple[str, ...] = ()
    """The ids of those who are on the record."""
    outcomes: tuple[str, ...] = ()
    """What was said to have become of them, as `listed_babies` writes it."""
    last_seen: date | None = None
    last_seen_by: int | None = None
    last_seen_gestation: int | None = None
    """The same for contacts of which only the week is known: it takes the expected date to make a day of it."""
    last_seen_gestation_by: int | None = None
    dates: tuple[str, ...] = ()
    """Each as «2025-03-03 meeting», then the ids of those whom it is about."""
    contacts: tuple[str, ...] | None = ()
    """What was offered lately and what became of it, as `recent` writes it; None until an old list is rebuilt."""
    mother: UUID | None = None
    updated_at: datetime | None = None
    entries: int = 0

    def next_dates(self, today: date) -> list[Planned]:
        """All that is planned for the first planned day from today on."""
        coming = [
            text for text in sorted(self.dates) if text >= today.isoformat() and not self._about_lost(text)
        ]
        return list(dict.fromkeys(_planned_as(text) for text in coming if text[:10] == coming[0][:10]))

    def _about_lost(self, text: str) -> bool:
        """Whether a date is about babies who were lost and nobody else, while another baby lives or is expected."""
        if not self.outcomes or only_losses(self.record_of_babies):
            return False
        whom = text.split(" ")[2:]
        return bool(whom) and set(map(UUID, whom)) <= lost_babies(self.record_of_babies)

    @property
    def planned(self) -> list[Planned]:
        """Every planned date, in order."""
        return [_planned_as(text) for text in self.dates]

    @property
    def record_of_babies(self) -> Record:
        """What `reading.babies` looks at."""
        return record_of_babies(self.expected_babies, self.babies, self.outcomes)

    @property
    def over(self) -> bool:
        """Whether no baby is expected any more."""
        every = babies(self.record_of_babies) if self.outcomes else []
        return bool(every) and all(baby.state is not State.EXPECTED for baby in every)

    @property
    def born_on(self) -> date | None:
        """The first live birth."""
        return first_birth(self.outcomes)

    def in_days(self) -> Summary:
        """With weeks of pregnancy made into days: only once all parts are put together is the date at hand."""
        if self.edd is None or self.last_seen_gestation is None:
            return self
        day = day_of(self.last_seen_gestation, self.edd)
        return together(self, Summary(last_seen=day, last_seen_by=self.last_seen_gestation_by))


def together(one: Summary, other: Summary) -> Summary:
    """Two parts of one record put together, whichever comes first."""
    edd = max(one, other, key=_said_last)
    seen = max(one, other, key=lambda part: (part.last_seen or date.min, part.last_seen_by or 0))
    weeks = max(
        one, other, key=lambda part: (part.last_seen_gestation or -1, part.last_seen_gestation_by or 0)
    )
    updated_at = max(filter(None, (one.updated_at, other.updated_at)), default=None)
    return Summary(
        edd=edd.edd,
        edd_certainty=edd.edd_certainty,
        edd_said_at=edd.edd_said_at,
        expected_babies=edd.expected_babies,
        babies=_both(one.babies, other.babies),
        outcomes=_both(one.outcomes, other.outcomes),
        last_seen=seen.last_seen,
        last_seen_by=seen.last_seen_by,
        last_seen_gestation=weeks.last_seen_gestation,
        last_seen_gestation_by=weeks.last_seen_gestation_by,
        dates=_both(one.dates, other.dates),
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
    return reduce(together, (said_by_line(line.content, line.said) for line in lines), counted)


def said_by_new(entry: Entry) -> Summary:
    """What one new entry adds that replaces nothing."""
    added = said_by_line(entry, entry.said)
    return together(added, Summary(updated_at=entry.recorded_at, entries=1))


def said_by_line(entry: Entry, said: Said | None) -> Summary:
    """What one standing line adds to the list row."""
    match said:
        case Pregnancy():
            sure, said_at = said.certainty.value, entry.recorded_at
            return Summary(said.edd, edd_certainty=sure, edd_said_at=said_at, expected_babies=said.babies)
        case Outcome():
            return Summary(outcomes=(kept_outcome(said, entry.happened),))
        case Contact():
            return _contact(entry, said)
        case PersonOnRecord(role=Role.MOTHER):
            return Summary(mother=said.person)
        case PersonOnRecord(role=Role.BABY):
            return Summary(babies=(str(said.person),))
        case _:
            return Summary(dates=_planned(entry, said))


def _planned_as(text: str) -> Planned:
    day, purpose, *_ = text.split(" ")
    return Planned(date.fromisoformat(day), DateFor.stored_as(purpose))


def _planned(entry: Entry, said: Said | None) -> Dates:
    """The days that were set for something to be done, or looked at again."""
    match said:
        case Meeting():
            return _dates(entry, DateFor.MEETING, said.next_date)
        case Action(progress=Progress.TO_DO):
            return _dates(entry, DateFor.ACTION, said.due)
        case Question() if said.open:
            return _dates(entry, DateFor.QUESTION, said.due)
        case Vulnerability() if said.standing is not Standing.RULED_OUT:
            return _dates(entry, DateFor.VULNERABILITY, said.review)
        case HelpOffer() | MissingAlert():
            return _dates(entry, WAITS[type(said)], said.waits_until)
        case Challenge():
            return _dates(entry, DateFor.CHALLENGE, due_of(said, entry))
        case OwnSafeguarding():
            return _dates(entry, DateFor.OWN_SAFEGUARDING, said.review)
        case _:
            return ()


def _contact(entry: Entry, said: Contact) -> Summary:
    """What was offered, when she was seen, and what comes next; a contact still to come is a date too."""
    to_come = entry.happened.earliest if said.outcome is ContactOutcome.OFFERED else None
    dates = _dates(entry, DateFor.CONTACT, said.next_date, to_come)
    planned = Summary(dates=dates, contacts=(kept(said, entry.happened),))
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


def _dates(entry: Entry, purpose: DateFor, *days: date | None) -> Dates:
    whom = "".join(f" {person}" for person in sorted(map(str, entry.about)))
    return tuple(sorted({f"{day} {purpose.value}{whom}" for day in days if day}))


def _both(one: Dates, other: Dates) -> Dates:
    return tuple(sorted({*one, *other})) if one and other else one or other


def _said_last(part: Summary) -> tuple[float, date, str, int]:
    """By which the last word on the expected date is chosen, the same whichever part comes first."""
    return (
        _or_never(part.edd_said_at),
        part.edd or date.min,
        part.edd_certainty,
        part.expected_babies or 0,
    )


def _or_never(moment: datetime | None) -> float:
    return moment.timestamp() if moment else float("-inf")
