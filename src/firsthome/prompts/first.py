"""The first questions: what a single practitioner needs from the first entry on.

Each function takes a record as its reader sees it and yields dated questions. None of them knows what day it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry
from firsthome.kinds.family import Role
from firsthome.kinds.gestation import day_of
from firsthome.kinds.pregnancy import Result
from firsthome.kinds.record import Record
from firsthome.kinds.vulnerability import AffectedNow, Topic, Vulnerability
from firsthome.procedures.timings import Timings
from firsthome.prompts.prompt import Prompt, Urgency
from firsthome.reading.babies import unconfirmed_losses

NOT_KEPT = frozenset(
    {
        ContactOutcome.NOT_ATTENDED,
        ContactOutcome.CANCELLED_BY_FAMILY,
        ContactOutcome.NO_ACCESS,
    }
)


def loss_reported(record: Record, timings: Timings) -> Iterator[Prompt]:
    """After a reported loss one gentle question stays until a clinician confirms it. Source: safety rule 4."""
    for statement, _ in unconfirmed_losses(record):
        yield Prompt(
            key=f"loss_reported:{statement.id}",
            question="Who has confirmed this, and is she safe and cared for?",
            why="A loss was reported, and nobody is named who has confirmed it.",
            rests_on=(statement.id,),
            source="Safety rule 4 of this product",
            applies_from=_day(record, statement.current.content),
            urgency=Urgency.CANNOT_WAIT,
            answer_with="outcome",
        )


def missed_contact(record: Record, timings: Timings) -> Iterator[Prompt]:
    """After a contact that was not kept: does the pregnancy continue, and is she safe? Never blame.

    A new appointment does not answer it: only a contact that was kept does, or somebody who has found out.
    """
    telling = [pair for pair in record.of(Contact) if pair[1].outcome in NOT_KEPT or _tells_of_her(pair[1])]
    if not telling:
        return
    statement, last = max(telling, key=lambda pair: record.day_for_order(pair[0].current.content))
    if not _tells_of_her(last):
        wait = timedelta(days=timings.missed_contact.from_days or 0)
        asked = (
            "Are she and the baby safe?" if _born(record) else "Is the pregnancy continuing, and is she safe?"
        )
        yield Prompt(
            key=f"missed_contact:{statement.id}",
            question=f"{asked} Who can find out today?",
            why="A contact was not kept, and nothing recorded here since says how she is. Reasons come after that.",
            rests_on=(statement.id,),
            source=timings.missed_contact.say_source(),
            applies_from=_day(record, statement.current.content) + wait,
            urgency=Urgency.CANNOT_WAIT,
            answer_with="contact",
        )


def baby_affected_now(record: Record, timings: Timings) -> Iterator[Prompt]:
    """Every vulnerability asks whether the baby is affected now, before birth. Source: briefing, section 02."""
    if _born(record):
        return
    for statement, said in record.of(Vulnerability):
        if said.stands and said.affected_now is AffectedNow.NOT_CONSIDERED:
            yield Prompt(
                key=f"baby_affected_now:{statement.id}",
                question=f"{said.topic.label}: may the baby be affected now, before birth?",
                why="It is recorded, and nobody has said yet what it may mean for the baby today.",
                rests_on=(statement.id,),
                source="Briefing on unborn and newborn babies, section 02",
                applies_from=statement.current.content.learned_on(),
                urgency=Urgency.DUE,
                answer_with="vulnerability",
            )


def expected_date_not_known(record: Record, timings: Timings) -> Iterator[Prompt]:
    """When is the baby due? Everything that has to be ready in time hangs on it. Source: domain facts, 1.5."""
    first = _first_day(record)
    said = record.pregnancy
    answered = said and (said.edd or said.edd_earliest or said.edd_latest)
    if first and not answered and not record.outcomes:
        yield Prompt(
            key="expected_date_not_known",
            question="When is the baby due, and how sure is that?",
            why="No expected date of delivery is recorded here. A range of dates is an answer too.",
            rests_on=(),
            source="General professional knowledge; confirm with your partnership",
            applies_from=first,
            urgency=Urgency.DUE,
            answer_with="pregnancy",
        )


def father_not_known(record: Record, timings: Timings) -> Iterator[Prompt]:
    """Who is the baby's father, and who is a partner? Where abuse is suspected: who decides how we learn?

    Source: briefing, section 05; safety rule 11.
    """
    if any(said.role in (Role.FATHER, Role.PARTNER) for said in record.people.values()):
        return
    if record.edd is None:
        return
    abuse = [
        statement.id
        for statement, said in record.of(Vulnerability)
        if said.topic is Topic.DOMESTIC_ABUSE and said.possible
    ]
    question = "Who is the baby's father, and is there a partner? What do they see, and what could they do?"
    if abuse:
        question = "Who decides, safely, how we learn about the baby's father? Is a domestic abuse advocate involved?"
    yield Prompt(
        key="father_not_known",
        question=question,
        why="No father or partner is recorded here.",
        rests_on=tuple(abuse),
        source=timings.father_not_known.say_source(),
        applies_from=day_of((timings.father_not_known.from_week or 0) * 7, record.edd),
        urgency=Urgency.CONSIDER,
        answer_with="event" if abuse else "person",
    )


def not_seen_alone(record: Record, timings: Timings) -> Iterator[Prompt]:
    """Has she been seen alone? Some things can only be said then. Source: domain facts, 1.7 and 4.5."""
    kept = [(statement, said) for statement, said in record.of(Contact) if said.outcome.kept]
    if kept and not any(said.seen_alone is Asked.YES for _, said in kept):
        yield Prompt(
            key="not_seen_alone",
            question="Has she been seen alone? When could that safely happen?",
            why="Nothing recorded here says that anybody has seen her alone yet.",
            rests_on=(),
            source="General professional knowledge; confirm with your partnership",
            applies_from=_day(record, kept[0][0].current.content),
            urgency=Urgency.CONSIDER,
            answer_with="contact",
        )


def no_lead_professional(record: Record, timings: Timings) -> Iterator[Prompt]:
    """Several agencies are involved: who holds it together? Source: published reviews; briefing, section 05."""
    first_known: dict[int, date] = {}
    for statement, said in record.involvements:
        known = statement.current.content.learned_on()
        first_known[said.agency] = min(known, first_known.get(said.agency, known))
    leads = [said.ends for _, said in record.involvements if said.lead]
    if len(first_known) < 2 or None in leads:
        return
    applies_from = max([sorted(first_known.values())[1], *(end + timedelta(days=1) for end in leads if end)])
    agencies = {said.agency for _, said in record.involvements if not said.ends or said.ends >= applies_from}
    if len(agencies) > 1:
        yield Prompt(
            key="no_lead_professional",
            question="Who is the lead professional?",
            why=f"{len(agencies)} agencies are involved, and nobody is named as lead here.",
            rests_on=(),
            source="Briefing on unborn and newborn babies, section 05; published reviews",
            applies_from=applies_from,
            urgency=Urgency.CONSIDER,
            answer_with="involvement",
        )


def _tells_of_her(contact: Contact) -> bool:
    """Whether a contact says that the pregnancy continues and she is safe, or that somebody met her."""
    return contact.outcome.kept or contact.pregnancy_continues is Asked.YES


def _born(record: Record) -> bool:
    """Whether a live birth is recorded, its day known or not."""
    return any(outcome.result is Result.LIVE_BIRTH for _, outcome in record.outcomes)


def _day(record: Record, entry: Entry) -> date:
    """The last day on which it can have happened, and never later than the agency knew of it."""
    span = record.happened(entry)
    return min(span.latest or span.earliest or entry.learned_on(), entry.learned_on())


def _first_day(record: Record) -> date | None:
    return min((statement.current.content.learned_on() for statement in record.statements), default=None)
