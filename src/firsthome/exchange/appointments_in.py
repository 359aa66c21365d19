"""Rows of a list of appointments become entries, signed by whoever adds the list, for their own agency.

Each appointment has an id of its own that is worked out from the agency, the record and the appointment. So a list that
comes twice adds nothing, whoever of the agency sends it, and one that says something else of an appointment corrects
the entry that is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.db import connection

from firsthome.access.permissions import Permission, level_allows
from firsthome.access.principals import Reader
from firsthome.exchange.appointment_list import Appointment, Faulty
from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Entry, How, Mark, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.identity import Identity
from firsthome.kinds.newborn import Newborn
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.when import When
from firsthome.record.append import append
from firsthome.record.errors import NotAppended
from firsthome.record.read import Found, find, read
from firsthome.record.sign import signed

NO_RECORD = "record: there is no record with this reference that you can add to"
NO_NUMBER = "nhs_number: no record that you can add to has this number. Write the record’s reference instead"
SEVERAL = "nhs_number: it stands on more than one record. Write the record’s reference instead"
ANOTHER = "nhs_number: it is not the one that stands on this record. Check whose row this is"
FROM_A_LIST = Source(how=How.DOCUMENT, by="List of appointments")
SAYS_NOW = "The list of appointments says so now."
_APPOINTMENTS = UUID("6f1c2b9e-5d43-5a0b-9c0e-7a1f3e9d2b64")
_OWN = """SELECT DISTINCT r.reference FROM record_access a JOIN record r ON r.id = a.record
    WHERE a.principal = ANY (%(principals)s) AND a.agency = ANY (%(principals)s)
        AND a.begins <= statement_timestamp() AND a.until > statement_timestamp()"""


class Placed(NamedTuple):
    """A row with the record that it belongs to, and the entry that comes of it."""

    appointment: Appointment
    found: Found
    entry: Entry | None
    """None where the record says it already."""


class _Opened(NamedTuple):
    found: Found
    record: Record


@dataclass
class Incoming:
    """Where the rows of one list belong, for whoever adds it. Each record is read once."""

    reader: Reader
    _opened: dict[str, _Opened | None] = field(default_factory=dict)
    _numbers: dict[str, set[str]] | None = None

    def place(self, one: Appointment) -> Placed:
        """Where a row belongs and what comes of it; Faulty says why it cannot be added."""
        reference = one.reference or self._by_number(one.nhs_number)
        opened = self._open(reference)
        if opened is None:
            raise Faulty(NO_RECORD)
        if one.reference and one.nhs_number and _numbers_of(opened.record) - {one.nhs_number}:
            raise Faulty(ANOTHER)
        return Placed(one, opened.found, self._entry(one, opened))

    def add(self, placed: Placed) -> None:
        """Add what comes of a row; Faulty says why it was not added."""
        if placed.entry is None:
            return
        try:
            append(placed.found.id, placed.entry, self.reader)
        except NotAppended as why:
            raise Faulty(str(why)) from None

    def _open(self, reference: str) -> _Opened | None:
        if reference not in self._opened:
            found = find(reference, self.reader)
            may = found and level_allows(found.own_level, Permission.ADD_ENTRY)
            kinds = (Contact.kind, PersonOnRecord.kind, Identity.kind, Newborn.kind)
            self._opened[reference] = (
                _Opened(found, read(found, self.reader, only=kinds)) if found and may else None
            )
        return self._opened[reference]

    def _by_number(self, number: str) -> str:
        """The one record of the reader's that a number stands on."""
        if self._numbers is None:
            with connection.cursor() as cursor:
                cursor.execute(_OWN, {"principals": self.reader.principals})
                own = sorted(row[0] for row in cursor.fetchall())
            self._numbers = {}
            for reference in own:
                opened = self._open(reference)
                for each in _numbers_of(opened.record) if opened else ():
                    self._numbers.setdefault(each, set()).add(reference)
        found = self._numbers.get(number, set())
        if len(found) != 1:
            raise Faulty(SEVERAL if found else NO_NUMBER)
        return next(iter(found))

    def _entry(self, one: Appointment, opened: _Opened) -> Entry | None:
        """A new entry, or a correction of the one that is there; None where a list said the same before.

        What somebody added by hand since stays: a list changes only what it says itself.
        """
        id_ = uuid5(_APPOINTMENTS, f"{self.reader.agency} {opened.found.id} {one.key}")
        parts: dict[str, Any] = {"happened": When.on(one.day), "source": FROM_A_LIST}
        statement = opened.record.by_entry.get(id_)
        if statement is None:
            mother = opened.record.mother
            return signed(one.said, self.reader, id_, about=(mother,) if mother else (), **parts)
        now = statement.current
        if not isinstance(now.said, Contact) or _said_by_a_list(statement, one):
            return None
        said = now.said.model_copy(update=one.said.model_dump(exclude_unset=True))
        changed = uuid5(id_, f"{now.tip.id} {one.day} {one.said.model_dump_json()}")
        more = {
            "replaces": now.tip.id,
            "mark": Mark.CORRECTION,
            "reason": SAYS_NOW,
            "about": now.content.about,
        }
        return signed(said, self.reader, changed, **parts, **more)


def _said_by_a_list(statement: Statement, one: Appointment) -> bool:
    """Whether the last list that said something of it said the same."""
    last = next((entry for entry in reversed(statement.entries) if entry.source == FROM_A_LIST), None)
    if last is None or last.happened != When.on(one.day):
        return False
    return all(
        getattr(last.said, name) == answer for name, answer in one.said.model_dump(exclude_unset=True).items()
    )


def _numbers_of(record: Record) -> set[str]:
    """The NHS numbers of the mother and the babies, as they stand on a record."""
    of_them = {who for who, said in record.people.items() if said.role in (Role.MOTHER, Role.BABY)}
    found = {said.nhs_number for _, said in record.of(Identity) if said.person in of_them}
    return {number for number in found | {said.nhs_number for _, said in record.of(Newborn)} if number}
