"""Who is reading: the tokens that the database's row policies compare, set inside the transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import connections

from firsthome.access.permissions import Role

EVERYONE_WITH_FULL_ACCESS = 0
_PRACTITIONERS_FROM = 1_000_000_000
_LEADS_FROM = 2_000_000_000
_OFFICERS_FROM = 2_500_000_000
_EMERGENCIES_FROM = 3_000_000_000


def agency_principal(agency: int) -> int:
    """The token of everybody in an agency."""
    return agency


def practitioner_principal(practitioner: int) -> int:
    """The token of one practitioner."""
    return _PRACTITIONERS_FROM + practitioner


def lead_principal(agency: int) -> int:
    """The token of an agency's safeguarding leads."""
    return _LEADS_FROM + agency


def officer_principal(agency: int) -> int:
    """The token of an agency's officers: it opens lists without names, and no record."""
    return _OFFICERS_FROM + agency


def emergency_principal(practitioner: int) -> int:
    """The token of one practitioner in an emergency: what it opens ends after four hours."""
    return _EMERGENCIES_FROM + practitioner


def is_of_emergency(principal: int) -> bool:
    """Whether a token opens a record in an emergency only, and not by involvement."""
    return principal >= _EMERGENCIES_FROM


def is_of_agency(principal: int) -> bool:
    """Whether a token is that of a whole agency."""
    return EVERYONE_WITH_FULL_ACCESS < principal < _PRACTITIONERS_FROM


_BY_ROLE = {Role.SAFEGUARDING_LEAD: lead_principal, Role.AGENCY_OFFICER: officer_principal}


@dataclass(frozen=True, slots=True)
class Reader:
    """A practitioner at work: for which agency, in which partnership, in which role."""

    practitioner: int
    agency: int
    partnership: int
    role: Role
    agency_name: str = field(default="", compare=False)

    @property
    def principals(self) -> list[int]:
        """Every token that opens something for this reader."""
        own = [
            agency_principal(self.agency),
            practitioner_principal(self.practitioner),
            emergency_principal(self.practitioner),
        ]
        return own + [token(self.agency) for role, token in _BY_ROLE.items() if role is self.role]


AT_WORK = """SELECT a.id AS agency, a.partnership_id, m.role, a.name AS agency_name
    FROM membership m JOIN agency a ON a.id = m.agency_id
    WHERE m.practitioner_id = {practitioner} AND m.begins <= statement_timestamp()
        AND (m.ends IS NULL OR m.ends > statement_timestamp()) ORDER BY m.begins LIMIT 1"""
"""Where a practitioner works at this moment."""


def reader_of(practitioner: int) -> Reader | None:
    """The reader behind a practitioner; None without a membership that holds today."""
    with connections["default"].cursor() as cursor:
        cursor.execute(AT_WORK.format(practitioner="%s"), [practitioner])
        row = cursor.fetchone()
    return as_reader(practitioner, *row) if row else None


def as_reader(practitioner: int, agency: int, partnership: int, role: str, agency_name: str) -> Reader:
    """The reader behind a practitioner who works there, as `AT_WORK` found it."""
    return Reader(practitioner, agency, partnership, Role(role), agency_name)


def announce(reader: Reader | None, record: UUID | None = None, using: str = "default") -> None:
    """Tell the database who reads in the rest of this transaction, and which one record may open; nobody reads nothing.

    Must run inside a transaction: a setting for the session would leak through the connection pool.
    """
    principals = reader.principals if reader else []
    with connections[using].cursor() as cursor:
        cursor.execute(
            """SELECT set_config('app.principals', %s, true), set_config('app.practitioner', %s, true),
            set_config('app.partnership', %s, true), set_config('app.record', %s, true)""",
            [
                "{" + ",".join(map(str, principals)) + "}",
                str(reader.practitioner) if reader else "",
                str(reader.partnership) if reader else "",
                str(record) if record else "",
            ],
        )


def announce_practitioner(practitioner: int) -> None:
    """Tell the database who is signing in: it shows their own second steps and sessions, and no record at all."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('app.practitioner', %s, true)", [str(practitioner)])
