"""Work whose day has passed: notice to its owner, and later it is taken further to the owner's safeguarding leads.

A notice says nothing of what it is, and goes only to those whose access shows it. What is taken further is noted once
for each thing and day, and ends by itself when the thing is done or its day is moved. After a loss and while a record
is closed nobody is chased. Source: feature row 49; safety rule 4.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from firsthome.access.permissions import Role
from firsthome.procedures.timings import timings
from firsthome.procedures.working_days import works
from firsthome.record.involving import HELD_TODAY, HOLDS_TODAY

YOURS = (
    "Something on a record that is yours or your team’s to see to had a day, and that day has passed. Please say how "
    "it stands: done, done elsewhere, or what you need for it."
)
FOR_LEADS = (
    "Something that your agency was to see to on a record had a day, and that day passed some days ago. Please ask "
    "whoever owns it what they need."
)
OPENS = "/work"
OPENS_FOR_LEADS = "/work?whose=team"
"""The lists of it. Written out, because this runs where no pages are."""
LOOKED_BACK = timedelta(days=60)
"""What is older was told long ago."""

_OVERDUE = f"""SELECT w.record, w.item, w.agency, w.due, w.practitioner, w.principal
    FROM work w LEFT JOIN record_outline o ON o.record = w.record
    WHERE w.due BETWEEN %(since)s AND %(until)s AND NOT w.after_loss AND o.lost IS NOT TRUE
      AND NOT EXISTS (SELECT FROM record_review v WHERE v.record = w.record)
      AND w.level = (SELECT max(a.level) FROM record_access a WHERE a.record = w.record
        AND a.principal = w.principal AND {HOLDS_TODAY.format(a="a")})
      AND {HELD_TODAY.format(a="w")}"""  # noqa: S608 only this module's own text
_GIVE = """INSERT INTO notice (id, recipient, agency_id, what, record, reference, opens, created, read_by)
    SELECT gen_random_uuid(), told.recipient, told.agency, %(what)s, told.record, r.reference, %(opens)s,
        statement_timestamp(), '{}' FROM"""
_TELL_OWNERS = f"""{_GIVE} (SELECT w.record, w.agency, max(w.due) AS due,
            CASE WHEN w.practitioner IS NULL THEN w.principal ELSE 1000000000 + w.practitioner END AS recipient
        FROM ({_OVERDUE}) w GROUP BY 1, 2, 4) told JOIN record r ON r.id = told.record
    WHERE NOT EXISTS (SELECT FROM notice n WHERE n.record = told.record AND n.recipient = told.recipient
        AND n.what = %(what)s AND n.created >= (told.due + 1)::timestamp AT TIME ZONE 'Europe/London')"""  # noqa: S608
_LEADS_TOO = """EXISTS (SELECT FROM membership m WHERE m.practitioner_id = w.principal - 1000000000
    AND m.agency_id = w.agency AND m.role = %(lead)s AND m.begins <= statement_timestamp()
    AND (m.ends IS NULL OR m.ends > statement_timestamp()))"""
_TAKE_FURTHER = f"""WITH seen AS (SELECT w.record, w.item, w.agency, w.due,
            CASE WHEN w.principal = w.agency THEN 2000000000 + w.agency ELSE w.principal END AS recipient
        FROM ({_OVERDUE}) w WHERE w.principal = w.agency OR {_LEADS_TOO}),
    further AS (INSERT INTO escalation (record, item, agency, due, since)
        SELECT DISTINCT record, item, agency, due, %(today)s::date FROM seen
        ON CONFLICT DO NOTHING RETURNING record, item, agency)
    {_GIVE} (SELECT DISTINCT record, agency, recipient FROM seen JOIN further USING (record, item, agency)) told
    JOIN record r ON r.id = told.record"""  # noqa: S608
"""To the leads of an agency that sees it as a whole; where only some of it are named, to a lead who is one of them."""
_END = """UPDATE escalation e SET ended = %(today)s WHERE e.ended IS NULL AND NOT EXISTS (
        SELECT FROM work w LEFT JOIN record_outline o ON o.record = w.record
        WHERE (w.record, w.item, w.agency, w.due) = (e.record, e.item, e.agency, e.due)
          AND NOT w.after_loss AND o.lost IS NOT TRUE)
    RETURNING e.record, e.agency"""
_SETTLE_OWNERS = """UPDATE notice n SET settled = statement_timestamp() WHERE n.what = %(what)s AND n.settled IS NULL
    AND NOT EXISTS (SELECT FROM work w WHERE w.record = n.record AND w.agency = n.agency_id AND w.due < %(today)s
        AND NOT w.after_loss AND n.recipient IN (w.principal, 1000000000 + w.practitioner))"""
_SETTLE = """UPDATE notice n SET settled = statement_timestamp() WHERE n.record = %s AND n.agency_id = %s
    AND n.what = %s AND n.settled IS NULL AND NOT EXISTS (
        SELECT FROM escalation e WHERE e.record = n.record AND e.agency = n.agency_id AND e.ended IS NULL)"""


def chase_work(cursor: Any, today: date) -> int:
    """Give every notice that is due and was not given yet; how many those were. As often as one likes."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('chase_work'))")
    _end_what_is_done(cursor, today)
    asked = {"since": today - LOOKED_BACK, "today": today, "lead": Role.SAFEGUARDING_LEAD.value}
    asked |= {"until": today - timedelta(days=1), "what": YOURS, "opens": OPENS}
    cursor.execute(_TELL_OWNERS, asked)
    given = int(cursor.rowcount)
    if works(today):
        asked |= {"until": _long_ago(today), "what": FOR_LEADS, "opens": OPENS_FOR_LEADS}
        cursor.execute(_TAKE_FURTHER, asked)
        given += int(cursor.rowcount)
    return given


def _end_what_is_done(cursor: Any, today: date) -> None:
    """What is done, or has another day, is with the leads no more; and what anybody was told of it is settled."""
    cursor.execute(_SETTLE_OWNERS, {"what": YOURS, "today": today})
    cursor.execute(_END, {"today": today})
    for record, agency in set(cursor.fetchall()):
        cursor.execute(_SETTLE, [record, agency, FOR_LEADS])


def _long_ago(today: date) -> date:
    """The last day of which the leads hear today."""
    day, rule = today, timings().work_escalated
    while rule.after(day) > today:
        day -= timedelta(days=1)
    return day
