"""Who was told what, when, on what basis, and whether they have read it. Entries only.

Opening a page is never reading: only an acknowledgement is. Source: «shared» mistaken for «read» (domain facts,
hazard 16; 3.6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from firsthome.kinds.entry import Entry
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.procedures.working_days import working_days_between


@dataclass(frozen=True, slots=True)
class Receipt:
    """One agency or one practitioner who was told, and the entry in which they said that they have read it."""

    agency: int | None
    practitioner: int | None
    read: Entry | None


@dataclass(frozen=True, slots=True)
class Given:
    """One share as it stands: what was shared with whom, and who has read it."""

    statement: Statement
    said: Share
    on: date
    receipts: tuple[Receipt, ...]

    @property
    def unread(self) -> tuple[Receipt, ...]:
        """Those who have not said that they have read it."""
        return tuple(one for one in self.receipts if one.read is None)

    def days_waiting(self, today: date) -> int:
        """For how many working days somebody has not answered."""
        return working_days_between(self.on, today) if self.unread else 0


def given(record: Record) -> list[Given]:
    """Every share that stands, in the order in which they were recorded."""
    read = [(statement.current.content, said) for statement, said in record.of(Acknowledgement)]
    return [_given(statement, said, read) for statement, said in record.of(Share)]


def waiting_for(record: Record, agency: int, practitioner: int) -> list[Given]:
    """What was shared with an agency or with this practitioner, and is not acknowledged there yet."""
    return [
        one
        for one in given(record)
        if any(receipt.agency == agency or receipt.practitioner == practitioner for receipt in one.unread)
    ]


def _given(statement: Statement, said: Share, read: list[tuple[Entry, Acknowledgement]]) -> Given:
    mine = [entry for entry, ack in read if _answers(ack, statement, said)]
    receipts = (*_of_agencies(said, mine), *_of_practitioners(said, mine))
    return Given(statement, said, statement.entries[0].learned_on(), receipts)


def _answers(ack: Acknowledgement, statement: Statement, said: Share) -> bool:
    """Whether it says that this share was read, or everything that was shared with it."""
    versions = {entry.id for entry in statement.entries}
    cited: set[UUID] = set(ack.entries)
    return bool(cited & versions) or set(said.entries) <= cited


def _of_agencies(said: Share, read: list[Entry]) -> Iterator[Receipt]:
    for agency in said.agencies:
        yield Receipt(agency, None, next((one for one in read if one.agency == agency), None))


def _of_practitioners(said: Share, read: list[Entry]) -> Iterator[Receipt]:
    for practitioner in said.practitioners:
        yield Receipt(None, practitioner, next((one for one in read if one.author == practitioner), None))
