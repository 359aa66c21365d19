"""From asking for help to what was decided, offered and challenged: what belongs together, and what is waited for.

Pure, of what one reader may see. What names no referral or decision goes with the last one before it, as a reader
would take it. Source: briefing, section 04; domain facts, 2, 7.13 and 7.16.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.challenge import Challenge
from firsthome.kinds.closing import CameTo, Closing
from firsthome.kinds.entry import Entry
from firsthome.kinds.help_offer import HelpOffer
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.referral import Decision, Referral, ReferralReceived, Settled
from firsthome.procedures.challenge import challenge_stages
from firsthome.reading.babies import only_losses

WITHOUT_MORE = (Settled.NO_FURTHER_ACTION,)
"""What needs a decision about early help before anything is closed."""
ANSWERS_NOTHING = (None, Settled.CLOSED)
"""What leaves it open what is offered instead: that somebody ended their work is no offer."""


class Received(NamedTuple):
    """That the referral is there."""

    statement: Statement
    said: ReferralReceived


class Decided(NamedTuple):
    """One decision."""

    statement: Statement
    said: Decision


class Offered(NamedTuple):
    """One offer of early help, or the reason for none."""

    statement: Statement
    said: HelpOffer


class Differing(NamedTuple):
    """One challenge as it stands, and by when its stage is answered."""

    statement: Statement
    said: Challenge
    due: date | None


@dataclass
class Thread:
    """One referral, or a decision or an offer that nobody referred for, with everything that followed."""

    referral: tuple[Statement, Referral] | None = None
    received: list[Received] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    offers: list[Offered] = field(default_factory=list)
    challenges: list[Differing] = field(default_factory=list)

    @property
    def needs_early_help(self) -> Decided | None:
        """The decision of no further action after which nobody has said whether early help is offered."""
        last = next(
            (one for one in reversed(self.decisions) if one.said.settled not in ANSWERS_NOTHING), None
        )
        if last is None or last.said.settled not in WITHOUT_MORE:
            return None
        answered = any(answers(one, last.statement) for one in self.offers)
        return None if answered else last

    @property
    def statements(self) -> list[Statement]:
        """Everything but the challenges."""
        return [
            *([self.referral[0]] if self.referral else []),
            *(one.statement for one in self.received),
            *(one.statement for one in self.decisions),
            *(one.statement for one in self.offers),
        ]

    def holds(self, statement: UUID) -> bool:
        """Whether a statement is part of it."""
        return any(one.id == statement for one in self.statements)


def threads(record: Record) -> list[Thread]:
    """Each referral with what followed, and what stands alone, in the order in which they began."""
    found = [Thread(referral=one) for one in record.of(Referral)]
    for one, received in record.of(ReferralReceived):
        if thread := _of_entry(record, found, received.referral):
            thread.received.append(Received(one, received))
    for one, decision in record.of(Decision):
        _place_decision(record, found, Decided(one, decision))
    for one, offer in record.of(HelpOffer):
        _place_offer(record, found, Offered(one, offer))
    found.sort(key=_began)
    _place_challenges(record, found)
    return found


def without_early_help(record: Record) -> list[Decided]:
    """Every decision of no further action after which nobody has said whether early help is offered."""
    return [one for one in (thread.needs_early_help for thread in threads(record)) if one]


def closes_too_soon(record: Record, said: Closing) -> bool:
    """Whether nobody has said yet what is offered instead. After a loss nobody is asked for it (safety rule 4)."""
    lost = said.came_to is CameTo.LOSS or only_losses(record)
    return not lost and bool(without_early_help(record))


def answers(offer: Offered, decision: Statement) -> bool:
    """Whether an offer says what is offered after a decision: it names it, or was made on that day or later."""
    named = offer.said.decision in {entry.id for entry in decision.entries}
    return named or known(offer.statement) >= known(decision)


def challenges(record: Record) -> list[Differing]:
    """Every challenge that stands, with the day by which its stage is answered."""
    return [_differing(one, said) for one, said in record.of(Challenge)]


def raised_with(record: Record, one: Differing) -> int:
    """The agency that has to answer a challenge: the last that was named, or else whose words are seen differently."""
    named = [
        line.said.agency
        for line in one.statement.standing
        if isinstance(line.said, Challenge) and line.said.agency
    ]
    about = record.by_entry.get(one.said.about_entry)
    return named[-1] if named else (about or one.statement).current.content.agency


def known(one: Statement) -> date:
    """The day on which whoever had the last word on it knew."""
    return one.current.content.learned_on()


def due_of(said: Challenge, entry: Entry) -> date | None:
    """The day by which an open challenge is answered: as was agreed, or as the procedure has it."""
    stage = challenge_stages().get(said.stage)
    if not said.open or said.answer:
        return None
    return said.answer_by or (stage.answer_by(entry.learned_on()) if stage else None)


def _differing(one: Statement, said: Challenge) -> Differing:
    return Differing(one, said, due_of(said, one.current.content))


def _of_entry(record: Record, found: list[Thread], entry: UUID | None) -> Thread | None:
    """The thread to which an entry belongs that something names."""
    named = record.by_entry.get(entry) if entry else None
    return next((one for one in found if named and one.holds(named.id)), None)


def _place_decision(record: Record, found: list[Thread], one: Decided) -> None:
    """With the referral that it names or rests on; else, if it is about help, with the last referral before it."""
    named = (_of_entry(record, found, entry) for entry in one.said.cited())
    thread = next((thread for thread in named if thread), None)
    if thread is None and one.said.settled:
        before = [each for each in found if each.referral and known(each.referral[0]) <= known(one.statement)]
        thread = before[-1] if before else None
    if thread:
        thread.decisions.append(one)
    elif one.said.settled:
        found.append(Thread(decisions=[one]))


def _place_offer(record: Record, found: list[Thread], one: Offered) -> None:
    """With the decision that it names; else with the last one that still waits for it; else by itself."""
    thread = _of_entry(record, found, one.said.decision)
    if thread is None:
        waits = [each for each in found if (last := each.needs_early_help) and answers(one, last.statement)]
        thread = waits[-1] if waits else None
    if thread:
        thread.offers.append(one)
    else:
        found.append(Thread(offers=[one]))


def _place_challenges(record: Record, found: list[Thread]) -> None:
    for one in challenges(record):
        thread = _of_entry(record, found, one.said.about_entry)
        if thread is None:
            thread = Thread()
            found.append(thread)
        thread.challenges.append(one)


def _began(thread: Thread) -> tuple[date, str]:
    return min((known(one), str(one.id)) for one in thread.statements)
