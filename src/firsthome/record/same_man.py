"""A father or partner who may be known in another pregnancy: possible and unchecked, until two people have checked it.

Nobody learns of it before that but a safeguarding lead who reads one of the two records in full. It takes two things
that identify him beside his name, and a second lead. Then whoever reads either record in full, and may see him there,
reads that he is known elsewhere too and whom to ring, and nothing of the other family: not who, not where, not which
record. He stays two persons, so no name goes from one record to the other. Source: safety rule 12; hazard 13.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from firsthome.access.permissions import WHY_NOT, Permission, role_may
from firsthome.access.principals import Reader, announce
from firsthome.kinds.choices import Choice
from firsthome.record.append import as_ledger
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.notices import tell_leads

NOT_THERE = (
    "These two are not on the list any more. Somebody may have decided it already: look at the list again."
)
ANOTHER = "Another safeguarding lead than the one who checked first has to check it too."
TAKEN_BACK = (
    "A father or partner was said to be known in another pregnancy, and that is not so any more. Look at what you have "
    "kept, printed or passed on about it, and take it out. Tell whoever you gave it to."
)
NEEDED = 2


class Identifier(Choice):
    """What identifies somebody beside their name."""

    BIRTH = "birth", "Date of birth"
    NUMBER = "number", "NHS number"
    ADDRESS = "address", "An address where he lived"
    PHONE = "phone", "Phone number"
    PAPERS = "papers", "Papers that show who he is"
    HIMSELF = "himself", "He was asked safely, and says so himself"


@dataclass(frozen=True, slots=True)
class PossibleMan:
    """Two who may be one man, as far as one safeguarding lead may know; of a record that they do not read, nothing."""

    pair: UUID
    one: UUID
    other: UUID
    record_one: UUID
    record_other: UUID
    name_one: str
    name_other: str
    """Empty where the lead does not read that record in full."""
    reference_one: str
    reference_other: str
    ring_one: str
    ring_other: str
    why: list[str]
    identifiers: list[str]
    words: str
    asked_by: int | None
    asked_name: str
    seconded_name: str
    seconded_at: datetime | None
    two_at: datetime | None

    @property
    def stands(self) -> str:
        """What has become of it."""
        if self.two_at:
            return "Two different men"
        if self.seconded_at:
            return "The same man: checked by two"
        return (
            "Checked by one: waits for a second safeguarding lead" if self.asked_by else "Possible, unchecked"
        )

    @property
    def names(self) -> list[str]:
        """Those names that this lead may read."""
        return list(dict.fromkeys(filter(None, (self.name_one, self.name_other))))

    @property
    def checked(self) -> list[str]:
        """What was checked beside the name, in words."""
        return [one.label for one in Identifier if one.value in self.identifiers]


def possible_men() -> list[PossibleMan]:
    """For a safeguarding lead: whoever may be known in another pregnancy, with what was decided."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM possible_men()")
        return [PossibleMan(*row) for row in cursor.fetchall()]


def known_elsewhere(record: UUID) -> dict[UUID, list[str]]:
    """Who of this record is known in another pregnancy, checked by two; and whom to ring about it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, ring FROM known_elsewhere(%s)", [record])
        found: dict[UUID, list[str]] = {}
        for person, ring in cursor.fetchall():
            found.setdefault(person, []).append(ring)
        return found


# --- deciding


def check_first(pair: UUID, identifiers: list[Identifier], words: str, by: Reader) -> None:
    """One safeguarding lead has checked it by two things at least; nobody else learns of it yet."""
    with transaction.atomic():
        found = _found(pair, by)
        with as_ledger() as cursor:
            cursor.execute(
                """INSERT INTO man_checked AS m (pair, one, other, record_one, record_other, identifiers, words,
                    asked_by, asked_agency) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
                ON CONFLICT (pair) DO UPDATE SET identifiers = excluded.identifiers, words = excluded.words,
                    asked_by = excluded.asked_by, asked_agency = excluded.asked_agency, asked_at = clock_timestamp(),
                    seconded_by = NULL, seconded_agency = NULL, seconded_at = NULL, two_by = NULL, two_at = NULL
                WHERE m.two_at IS NOT NULL""",
                [pair, found.one, found.other, found.record_one, found.record_other, sorted(set(identifiers)), words,
                 by.practitioner, by.agency],
            )  # fmt: skip


def check_second(pair: UUID, by: Reader) -> None:
    """A second one has checked it too: now those who work with either family read that he is known elsewhere."""
    with transaction.atomic():
        _found(pair, by)
        with as_ledger() as cursor:
            cursor.execute(
                """UPDATE man_checked SET seconded_by = %s, seconded_agency = %s, seconded_at = clock_timestamp()
                WHERE pair = %s AND asked_by <> %s AND seconded_at IS NULL AND two_at IS NULL""",
                [by.practitioner, by.agency, pair, by.practitioner],
            )
            if not cursor.rowcount:
                raise NotAllowed(ANOTHER)


def two_men(pair: UUID, words: str, by: Reader) -> None:
    """They are two: nothing is said of it from now on, and the leads of whoever could read it are told."""
    with transaction.atomic():
        found = _found(pair, by)
        with as_ledger() as cursor:
            cursor.execute(
                """INSERT INTO man_checked AS m (pair, one, other, record_one, record_other, words, two_by, two_at)
                VALUES (%s, %s, %s, %s, %s, %s, %s, clock_timestamp())
                ON CONFLICT (pair) DO UPDATE SET words = excluded.words, two_by = excluded.two_by,
                    two_at = excluded.two_at
                WHERE m.two_at IS NULL""",
                [pair, found.one, found.other, found.record_one, found.record_other, words, by.practitioner],
            )
            if found.seconded_at and cursor.rowcount:
                _tell(cursor, found.record_one, found.record_other)
                _tell(cursor, found.record_other, found.record_one)


def tell_other_pregnancies(cursor: Any, person: UUID, record: UUID) -> None:
    """Somebody was named in error here: the leads are told where he was said to be known elsewhere. As the ledger."""
    cursor.execute(
        """SELECT record_other FROM man_checked WHERE one = %(person)s AND record_one = %(record)s
            AND seconded_at IS NOT NULL AND two_at IS NULL
        UNION SELECT record_one FROM man_checked WHERE other = %(person)s AND record_other = %(record)s
            AND seconded_at IS NOT NULL AND two_at IS NULL""",
        {"person": person, "record": record},
    )
    for (elsewhere,) in cursor.fetchall():
        _tell(cursor, elsewhere, record)


def _found(pair: UUID, by: Reader) -> PossibleMan:
    """The pair, only as far as this lead may decide about it."""
    announce(by)
    if not role_may(by.role, Permission.CHECK_SAME_MAN):
        raise NotAllowed(WHY_NOT[Permission.CHECK_SAME_MAN])
    found = next((one for one in possible_men() if one.pair == pair), None)
    if found is None:
        raise NotThere(NOT_THERE)
    return found


def _tell(cursor: Any, here: UUID, there: UUID) -> None:
    """The leads of the agencies that read this record in full; none where somebody is kept out of the other one."""
    cursor.execute(
        """SELECT DISTINCT a.agency, r.reference FROM record_access a JOIN record r ON r.id = a.record
        WHERE a.record = %(here)s AND a.level = 4 AND a.principal < 3000000000
          AND a.begins <= statement_timestamp() AND a.until > statement_timestamp()
          AND NOT EXISTS (SELECT FROM record_exclusion x JOIN membership m ON m.practitioner_id = x.practitioner_id
            WHERE x.record = %(there)s AND m.agency_id = a.agency
              AND (x.until IS NULL OR x.until > statement_timestamp()))""",
        {"here": here, "there": there},
    )
    rows = cursor.fetchall()
    if rows:
        tell_leads(cursor, {agency for agency, _ in rows}, TAKEN_BACK, here, rows[0][1])
