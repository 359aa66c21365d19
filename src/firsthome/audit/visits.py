"""When somebody last had a record's first page open: worked out from the log of looks as each look is written.

The log itself is partitioned by month, so asking it for the last look of somebody costs a search of every month; a
list of fifty records took 9 ms at ten million looks. These rows can be thrown away and remade from the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

ONE_VISIT = timedelta(minutes=30)
"""Looks so close together are one visit: coming back from an entry does not make the news old."""
PAGE = "record"
"""The name of the page that counts: the record's first."""

TABLE = f"""
CREATE TABLE record_visit (
    practitioner bigint NOT NULL,
    record uuid NOT NULL,
    latest timestamptz NOT NULL,
    before timestamptz,
    PRIMARY KEY (practitioner, record)
);
CREATE INDEX record_visit_by_record ON record_visit (record);
COMMENT ON TABLE record_visit IS 'The latest look of each practitioner at each record, and the last before that visit';

CREATE FUNCTION record_visit_keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    INSERT INTO record_visit AS v (practitioner, record, latest) VALUES (NEW.practitioner, NEW.record, NEW.at)
    ON CONFLICT (practitioner, record) DO UPDATE SET latest = EXCLUDED.latest,
        before = CASE WHEN EXCLUDED.latest - v.latest > interval '{ONE_VISIT.seconds} seconds'
            THEN v.latest ELSE v.before END;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_visit AFTER INSERT ON audit_look FOR EACH ROW
    WHEN (NEW.page = '{PAGE}' AND NOT NEW.denied AND NEW.record IS NOT NULL AND NEW.practitioner IS NOT NULL)
    EXECUTE FUNCTION record_visit_keep();
"""  # noqa: S608 only this module's own text

REMAKE = f"""
TRUNCATE record_visit;
INSERT INTO record_visit (practitioner, record, latest, before)
SELECT practitioner, record, max(latest), max(at) FILTER (WHERE latest - at > interval '{ONE_VISIT.seconds} seconds')
FROM (SELECT practitioner, record, at, max(at) OVER (PARTITION BY practitioner, record) latest FROM audit_look
    WHERE page = '{PAGE}' AND NOT denied AND record IS NOT NULL AND practitioner IS NOT NULL) looks
GROUP BY practitioner, record;
"""  # noqa: S608 only this module's own text


def remake_visits(cursor: Any) -> None:
    """Work all of it out again from the log, as its owner."""
    cursor.execute(REMAKE)


@dataclass(frozen=True, slots=True)
class LastVisit:
    """When somebody last looked, and when last before this visit began."""

    latest: datetime
    before: datetime | None


def last_visit(practitioner: int, record: UUID) -> LastVisit | None:
    """Their own last visit of a record; row policies show nobody else's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT latest, before FROM record_visit WHERE practitioner = %s AND record = %s",
            [practitioner, record],
        )
        row = cursor.fetchone()
    return LastVisit(*row) if row else None
