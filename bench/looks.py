"""Ten million looks, and how long a safeguarding lead waits to see who looked at one record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connections

from bench.measure import Figure, Large, page, plain, signed_in
from firsthome.access.models import Membership, Practitioner
from firsthome.access.principals import Reader, reader_of
from firsthome.audit.partitions import make_months
from firsthome.audit.visits import remake_visits

MONTHS = 12


def fill_looks(looks: int) -> None:
    """Looks at every record by everybody, spread over a year. Their seals are not measured, so they have none."""
    with connections["owner"].cursor() as cursor:
        today = datetime.now(UTC).date()
        make_months(cursor, today.replace(year=today.year - 1))
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            """INSERT INTO audit_look (id, at, practitioner, agency, record, page, address, leaf)
            SELECT gen_random_uuid(), now() - make_interval(secs => n * (%(months)s * 30 * 86400.0 / %(looks)s)),
                n %% 6 + 1, n %% 6 + 1, records.ids[n %% cardinality(records.ids) + 1], 'record', '192.0.2.1', ''
            FROM generate_series(1, %(looks)s) n, (SELECT array_agg(id) ids FROM record) records""",
            {"months": MONTHS, "looks": looks},
        )
        cursor.execute("SET session_replication_role = DEFAULT")
        remake_visits(cursor)
        cursor.execute("VACUUM ANALYZE audit_look")


def who_looked(large: Large, looks: int) -> Iterator[Figure]:
    """The hundred latest looks at one record."""
    address = f"{large.address}looks"
    floor = plain("SELECT * FROM audit_look WHERE record = %s ORDER BY at DESC LIMIT 101", [large.record])
    yield page(
        signed_in(_lead_beside(large.reader)), f"page: who looked, of {looks:,} looks", address, floor, 50
    )


def _lead_beside(reader: Reader) -> Reader:
    """A safeguarding lead of the same agency."""
    someone = Practitioner.objects.using("owner").create(sign_in_name="lead@example.invalid", name="The lead")
    Membership.objects.using("owner").create(
        practitioner=someone,
        agency_id=reader.agency,
        role="safeguarding_lead",
        begins=datetime(2020, 1, 1, tzinfo=UTC),
    )
    lead = reader_of(someone.pk)
    assert lead
    return lead
