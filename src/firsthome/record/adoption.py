"""Separating a baby's record after an adoption order: what the child needs lives on in a record that nothing leads to.

The new record has a reference and a person of its own, opens to those alone who were named in the act, and to nobody
in an emergency. The old one says that an order was made and no more. The one thing that joins both is a row that the
ledger's role puts in and no role of the service can read; `other_side` asks through a function of the database's owner.
Source: domain facts, hazard 9.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from firsthome.access.agreements import without_agreement
from firsthome.access.permissions import ROLE_MAY, Permission, role_may
from firsthome.access.principals import Reader, announce
from firsthome.kinds.adoption import AdoptionOrder, CarriedOver
from firsthome.kinds.entry import How, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kinds.when import When
from firsthome.kit.addresses import address
from firsthome.people.actions import add_person
from firsthome.record.append import as_ledger, check_may, write
from firsthome.record.errors import NoAgreement, NotThere
from firsthome.record.notices import tell
from firsthome.record.open import new_reference
from firsthome.record.separated import babies_with_an_order
from firsthome.record.sign import signed

NAMED = "You were named on a record: it is on your caseload."
ONLY_THOSE_NAMED = "Opened for those alone who were named."
KEPT_OUT = "Kept out from the day on which the record was opened."
INVENTED = "Invented for demonstration."
READ = Source(how=How.DOCUMENT)
WITH_FAMILIES = [role.value for role in ROLE_MAY if role_may(role, Permission.READ_RECORD)]
ORDER_STANDS = "An adoption order is recorded for this baby already"


@dataclass(frozen=True, slots=True)
class Carried:
    """One fact that goes along, in words that somebody checked, with the day that it is about."""

    fact: str
    happened: When


@dataclass(frozen=True, slots=True)
class Separation:
    """Everything that is decided in the act."""

    baby: UUID
    made_on: date
    court: str
    seen_by: str
    name: str
    born: date
    named: tuple[int, ...]
    carried: tuple[Carried, ...]


def separate(record: UUID, act: Separation, by: Reader, *, invented: bool) -> None:
    """Carry the act out, all of it or nothing. Nothing about the new record goes back to whoever asked."""
    with transaction.atomic():
        announce(by, record)
        check_may(record, by, Permission.SEPARATE_FOR_ADOPTION)
        agencies = _agencies_of(act.named, by)
        child = add_person(act.name, act.born)
        with as_ledger() as cursor:
            cursor.execute("SELECT FROM record WHERE id = %s FOR UPDATE", [record])
            if act.baby in babies_with_an_order(cursor, record):
                raise NotThere(ORDER_STANDS)
            new, reference = _open(cursor, record, by, invented=invented)
            for practitioner, agency in agencies.items():
                said = Involvement(agency=agency, practitioner=practitioner, level=Level.FULL)
                write(cursor, new, signed(said, by, uuid4()))
            write(cursor, new, signed(PersonOnRecord(person=child, role=Role.BABY), by, uuid4()))
            born = Outcome(result=Result.LIVE_BIRTH, baby=child)
            write(
                cursor,
                new,
                signed(born, by, uuid4(), about=(child,), happened=When.on(act.born), source=READ),
            )
            for one in act.carried:
                write(cursor, new, _carried(one, child, by))
            order = AdoptionOrder(baby=act.baby, made_on=act.made_on)
            write(cursor, record, signed(order, by, about=(act.baby,)))
            _bridge(cursor, record, new, child, act, by)
            for practitioner, agency in agencies.items():
                tell(
                    cursor,
                    practitioner,
                    agency,
                    NAMED,
                    new,
                    reference,
                    address("record", reference=reference),
                )


def _agencies_of(named: Collection[int], by: Reader) -> dict[int, int]:
    """For which agency each of those named works today; every agency has signed an agreement."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT m.practitioner_id, m.agency_id FROM membership m JOIN agency a ON a.id = m.agency_id
            WHERE m.practitioner_id = ANY (%s) AND a.partnership_id = %s AND m.role = ANY (%s) AND m.begins <= now()
              AND (m.ends IS NULL OR m.ends > now()) ORDER BY m.begins DESC""",
            [list(named), by.partnership, WITH_FAMILIES],
        )
        agencies = dict(cursor.fetchall())
    if not named or set(named) - set(agencies):
        raise NotThere("Choose practitioners who work with families in your partnership today.")
    if missing := without_agreement(tuple(agencies.values()), (), by.agency):
        raise NoAgreement(missing)
    return agencies


def _open(cursor: Any, old: UUID, by: Reader, *, invented: bool) -> tuple[UUID, str]:
    """A record that only those named on it read, that no emergency opens, and from which the same people are kept out.

    Its id is no neighbour of anything: ids that tell the time would stand beside the order's.
    """
    new, reference = uuid4(), new_reference()
    cursor.execute(
        """INSERT INTO record (id, reference, opened_at, opened_by, invented, head_seq, head_hash)
        VALUES (%s, %s, clock_timestamp(), %s, %s, 0, '')""",
        [new, reference, by.practitioner, INVENTED if invented else ""],
    )
    cursor.execute(
        "INSERT INTO record_holder (record, partnership_id, begins) VALUES (%s, %s, now())",
        [new, by.partnership],
    )
    cursor.execute("INSERT INTO never_in_emergency (record) VALUES (%s)", [new])
    cursor.execute(
        """INSERT INTO record_restriction (id, record, why, decided_by_id, begins, why_ended)
        VALUES (gen_random_uuid(), %s, %s, %s, statement_timestamp(), '')""",
        [new, ONLY_THOSE_NAMED, by.practitioner],
    )
    cursor.execute(
        """INSERT INTO record_exclusion (record, practitioner_id, why, decided_by_id, decided_words, declared, begins)
        SELECT %s, x.practitioner_id, %s, %s, '', false, statement_timestamp() FROM record_exclusion x
        WHERE x.record = %s AND x.until IS NULL""",
        [new, KEPT_OUT, by.practitioner, old],
    )
    return new, reference


def _carried(one: Carried, child: UUID, by: Reader) -> Any:
    """A fact, signed anew; the words of its date stay behind, as they may name somebody."""
    return signed(
        CarriedOver(fact=one.fact),
        by,
        uuid4(),
        about=(child,),
        happened=one.happened.model_copy(update={"words": ""}),
        source=READ,
    )


def _bridge(cursor: Any, old: UUID, new: UUID, child: UUID, act: Separation, by: Reader) -> None:
    cursor.execute(
        """INSERT INTO adoption_bridge
            (id, old_record, baby, new_record, child, made_on, court, seen_by, separated_by, at)
        VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s, %s, %s, clock_timestamp())""",
        [old, act.baby, new, child, act.made_on, act.court, act.seen_by, by.practitioner],
    )


@dataclass(frozen=True, slots=True)
class OtherSide:
    """What the bridge finds: where the other part is, and what is known of the order."""

    reference: str | None
    """None where that record was destroyed."""
    made_on: date
    court: str
    seen_by: str


def other_side(reference: str, why: str) -> list[OtherSide]:
    """Ask across. The database itself checks who asks, and writes the asking down, whatever is found."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM other_side_of_adoption(%s, %s)", [reference, why])
        return [OtherSide(*row) for row in cursor.fetchall()]
