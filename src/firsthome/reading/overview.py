"""The one screen: what somebody who opens the record at ten to five needs to know, worked out from the entries.

Pure. Nothing here weighs or scores: it gathers what was said, and says nothing about what was not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.help_offer import HelpOffer
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.missing_alert import MissingAlert
from firsthome.kinds.own_safeguarding import OwnSafeguarding
from firsthome.kinds.planning import Action, Meeting, Progress
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.vulnerability import Standing, Vulnerability
from firsthome.kinds.worked_out import worked_out_once
from firsthome.kit.dates import years_later
from firsthome.reading.asking_for_help import challenges
from firsthome.reading.plan import due_on

DAYS_THAT_COUNT = 1001
"""From conception to the second birthday. Source: «The best start for life: a vision for the 1,001 critical days»."""


@dataclass(frozen=True, slots=True)
class Told:
    """A few words somebody wrote, and the statement they stand in."""

    statement: Statement
    words: str


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that is to happen on a day."""

    day: date
    statement: Statement
    what: str


@dataclass(frozen=True, slots=True)
class LastSeen:
    """The last contact that a service recorded as kept."""

    agency: int
    day: date
    statement: Statement


def day_of_1001(record: Record, today: date) -> int | None:
    """Which of the 1,001 days it is, counted back from the second birthday; None outside them or when not known."""
    birth = record.born_on or record.edd
    if birth is None:
        return None
    day = DAYS_THAT_COUNT - (years_later(birth, 2) - today).days
    return day if 1 <= day <= DAYS_THAT_COUNT else None


def strengths(record: Record) -> list[Told]:
    """What was said to help or protect."""
    return [
        Told(statement, said.protective) for statement, said in record.of(Vulnerability) if said.protective
    ]


@worked_out_once
def planned(record: Record, today: date) -> tuple[Planned, ...]:
    """What is to come, and actions whose day has passed, in order. What was agreed and then offered stands once."""
    contacts = list(record.of(Contact))
    found = [
        Planned(day, statement, "Contact offered")
        for statement, contact in contacts
        if contact.outcome is ContactOutcome.OFFERED
        and (day := statement.current.content.happened.earliest)
        and day >= today
    ]
    offered = {(one.day, one.statement.current.content.agency) for one in found}
    found += [
        Planned(contact.next_date, statement, "Next contact")
        for statement, contact in contacts
        if contact.next_date
        and contact.next_date >= today
        and (contact.next_date, statement.current.content.agency) not in offered
    ]
    found += [
        Planned(said.next_date, statement, f"Meeting: {said.type}")
        for statement, said in record.of(Meeting)
        if said.next_date and said.next_date >= today
    ]
    found += [
        Planned(said.review, statement, f"Look again: {said.topic.label}")
        for statement, said in record.of(Vulnerability)
        if said.review and said.standing is not Standing.RULED_OUT
    ]
    found += [
        Planned(said.review, statement, "Look again: a young parent’s own safeguarding")
        for statement, said in record.of(OwnSafeguarding)
        if said.review
    ]
    found += [
        Planned(day, statement, f"Ask again about early help: {said.what}")
        for statement, said in record.of(HelpOffer)
        if (day := said.waits_until)
    ]
    found += [
        Planned(day, statement, "An alert ends: renew it or stand it down")
        for statement, said in record.of(MissingAlert)
        if (day := said.waits_until)
    ]
    found += [
        Planned(one.due, one.statement, "An answer to a challenge is due")
        for one in challenges(record)
        if one.due
    ]
    found += [
        Planned(due, statement, action.what)
        for statement, action in record.of(Action)
        if (due := due_on(record, action)) and action.progress is Progress.TO_DO
    ]
    return tuple(sorted(found, key=lambda one: (one.day, str(one.statement.id))))


@worked_out_once
def last_seen(record: Record) -> tuple[LastSeen, ...]:
    """The last kept contact that each service recorded here, latest first. No row says nothing about care."""
    latest: dict[int, LastSeen] = {}
    for statement, contact in record.of(Contact):
        entry = statement.current.content
        span = record.happened(entry)
        day = span.earliest or span.latest
        if not contact.outcome.kept or day is None:
            continue
        before = latest.get(entry.agency)
        if before is None or day > before.day:
            latest[entry.agency] = LastSeen(entry.agency, day, statement)
    return tuple(sorted(latest.values(), key=lambda one: one.day, reverse=True))


def involved(record: Record, today: date) -> list[tuple[Statement, Involvement]]:
    """Who is involved today, the lead professional first."""
    current = [(one, said) for one, said in record.involvements if not said.ends or said.ends >= today]
    return sorted(current, key=lambda pair: not pair[1].lead)


def changed_since(record: Record, moment: datetime | None, by_others_than: int) -> list[Statement]:
    """Statements that somebody else added to or changed after a moment, latest first; everything if it is None."""
    changed: list[tuple[datetime, Statement]] = []
    for statement in record.statements:
        times = [
            one.recorded_at for one in statement.entries if one.author != by_others_than and one.recorded_at
        ]
        if times and (moment is None or max(times) > moment):
            changed.append((max(times), statement))
    return [one for _, one in sorted(changed, key=lambda pair: pair[0], reverse=True)]
