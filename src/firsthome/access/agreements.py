"""Sharing agreements: which agencies may be given access today, and what one agency says of itself.

Source: an agency without a signed agreement that is in date cannot be given access (feature rows 24 and 37).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from firsthome.access.models import SharingAgreement

TODAY = "(now() AT TIME ZONE 'Europe/London')::date"
HOLDS = f"g.signed_on <= {TODAY} AND (g.until IS NULL OR g.until >= {TODAY})"
KEPT = (
    "signed_on",
    "until",
    "held_at",
    "assessed_on",
    "controller_contact",
    "safety_officer",
    "records_here",
    "not_here",
)
"""What an agreement says, field by field."""


class AgencyToday(NamedTuple):
    """One agency of a partnership, and whether it may be given access today."""

    agency: int
    name: str
    ring: str
    may_be_given_access: bool


def without_agreement(agencies: Collection[int], practitioners: Collection[int], own: int) -> list[str]:
    """The names of those agencies that may not be given access today, those of the practitioners too.

    An agency needs no agreement with itself.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT a.name FROM agency a
            LEFT JOIN sharing_agreement g ON g.agency_id = a.id AND {HOLDS}
            WHERE g.agency_id IS NULL AND a.id <> %(own)s AND (a.id = ANY (%(agencies)s) OR EXISTS (
                SELECT FROM membership m WHERE m.agency_id = a.id AND m.practitioner_id = ANY (%(people)s)
                AND m.begins <= now() AND (m.ends IS NULL OR m.ends > now())))
            ORDER BY a.name""",  # noqa: S608 only this module's own text
            {"agencies": list(agencies), "people": list(practitioners), "own": own},
        )
        return [row[0] for row in cursor.fetchall()]


def agencies_today(partnership: int) -> list[AgencyToday]:
    """Every agency of a partnership in the order of their names."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT a.id, a.name, a.contact, g.agency_id IS NOT NULL FROM agency a
            LEFT JOIN sharing_agreement g ON g.agency_id = a.id AND {HOLDS}
            WHERE a.partnership_id = %(partnership)s ORDER BY a.name, a.id""",  # noqa: S608 this module's own
            {"partnership": partnership},
        )
        return [AgencyToday(*row) for row in cursor.fetchall()]


def agreement_of(agency: int) -> SharingAgreement:
    """What an agency's agreement says; all of it empty where none was kept yet."""
    return SharingAgreement.objects.filter(pk=agency).first() or SharingAgreement(agency_id=agency)


def keep_agreement_of(agency: int, said: dict[str, Any]) -> None:
    """Put down what is agreed with an agency today."""
    SharingAgreement.objects.update_or_create(agency_id=agency, defaults=said)


def last_active(agency: int) -> date | None:
    """The day on which somebody of an agency last signed in."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (max(p.last_login) AT TIME ZONE 'Europe/London')::date FROM practitioner p
            JOIN membership m ON m.practitioner_id = p.id WHERE m.agency_id = %s""",
            [agency],
        )
        day: date | None = cursor.fetchone()[0]
    return day
