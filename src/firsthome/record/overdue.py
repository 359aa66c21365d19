"""Work whose day has passed: notice to its owner, and later to the safeguarding leads of the owner's agency.

A notice says nothing of what it is, and goes only to those whose access shows it. After a loss and while a record is
closed nobody is chased. Source: feature row 49; safety rule 4.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from firsthome.procedures.timings import timings
from firsthome.record.involving import HOLDS_TODAY

YOURS = (
    "Something on a record that is yours or your team’s to see to had a day, and that day has passed. Please say how "
    "it stands: done, done elsewhere, or what you need for it."
)
FOR_LEADS = (
    "Something that your agency was to see to on a record had a day, and that day passed some days ago. Please ask "
    "whoever owns it what they need."
)
OPENS = "/work"
"""The list of it. Written out, because this runs where no pages are."""
LOOKED_BACK = timedelta(days=60)
"""What is older was told long ago."""

_TELL = f"""INSERT INTO notice (id, recipient, agency_id, what, record, reference, opens, created, read_by)
    SELECT gen_random_uuid(), recipient, agency, %(what)s, record, reference, %(opens)s, statement_timestamp(), '{{}}'
    FROM (SELECT w.record, r.reference, w.agency, max(w.due) AS due,
            CASE WHEN %(leads)s THEN 2000000000 + w.agency WHEN w.practitioner IS NOT NULL
                THEN 1000000000 + w.practitioner ELSE w.principal END AS recipient
        FROM work w JOIN record r ON r.id = w.record LEFT JOIN record_outline o ON o.record = w.record
        WHERE w.due BETWEEN %(since)s AND %(until)s AND NOT w.after_loss AND o.lost IS NOT TRUE
          AND NOT EXISTS (SELECT FROM record_review v WHERE v.record = w.record)
          AND w.level = (SELECT max(a.level) FROM record_access a WHERE a.record = w.record
            AND a.principal = w.principal AND {HOLDS_TODAY.format(a="a")})
        GROUP BY 1, 2, 3, 5) told
    WHERE NOT EXISTS (SELECT FROM notice n WHERE n.record = told.record AND n.recipient = told.recipient
        AND n.what = %(what)s AND n.created >= (told.due + 1)::timestamp AT TIME ZONE 'Europe/London')"""  # noqa: S608


def chase_work(cursor: Any, today: date) -> int:
    """Give every notice that is due and was not given yet; how many those were. As the owner, as often as one likes."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('chase_work'))")
    told = {"since": today - LOOKED_BACK, "opens": OPENS}
    cursor.execute(_TELL, {**told, "what": YOURS, "leads": False, "until": today - timedelta(days=1)})
    given = int(cursor.rowcount)
    cursor.execute(_TELL, {**told, "what": FOR_LEADS, "leads": True, "until": _long_ago(today)})
    return given + int(cursor.rowcount)


def _long_ago(today: date) -> date:
    """The last day of which the leads hear today."""
    day, rule = today, timings().work_escalated
    while rule.after(day) > today:
        day -= timedelta(days=1)
    return day
