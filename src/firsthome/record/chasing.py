"""Requests, challenges and reports whose day has passed: notice to who has to answer, and later to the leads of both.

A notice goes only to whoever has enough access to read the request, says nothing of it, and opens the list where it
stands. After a loss and while a record is closed nobody is chased. Source: feature row 29; hazard 16; safety rule 4.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from firsthome.access.principals import lead_principal
from firsthome.kit.dates import LONDON
from firsthome.procedures.timings import timings
from firsthome.record.involving import HELD_TODAY, HOLDS_TODAY
from firsthome.record.open_requests import Awaited

NOT_ANSWERED = (
    "Your agency was asked for information, and the day by which it was needed has passed. Please answer it, or say "
    "why it is not given: that is an answer too."
)
FOR_LEADS = (
    "Information that one agency asked another for has not been given, days after it was needed. It is now for the "
    "safeguarding leads of both agencies to take up."
)
DIFFERENCE_NOT_ANSWERED = (
    "Another agency sees a decision on a record differently, and the day by which your agency was to answer has "
    "passed. Please answer, or say when you will."
)
DIFFERENCE_FOR_LEADS = (
    "Two agencies see a decision on a record differently, and days after an answer was due there is none. It is now "
    "for the safeguarding leads of both to take it to the next stage."
)
REPORT_NOT_GIVEN = (
    "Your agency was asked for a report before a meeting, and the day by which it was needed has passed. Please write "
    "it, or say there that it was sent another way."
)
WORDS = {
    Awaited.INFORMATION: (NOT_ANSWERED, FOR_LEADS),
    Awaited.CHALLENGE: (DIFFERENCE_NOT_ANSWERED, DIFFERENCE_FOR_LEADS),
    Awaited.REPORT: (REPORT_NOT_GIVEN, ""),
}
"""For whoever has to answer, and for the leads. Of a report these are not told: the meeting sees that it is missing."""
OPENS = "/requests"
"""The list of what waits. Written out, because this runs where no pages are."""

_OVERDUE = """SELECT q.record, r.reference, q.agency, q.level, q.asks, q.due, q.what
    FROM open_request q JOIN record r ON r.id = q.record LEFT JOIN record_outline o ON o.record = q.record
    WHERE q.due < %s AND o.lost IS NOT TRUE AND NOT EXISTS (SELECT FROM record_review v WHERE v.record = q.record)"""

_TELL = f"""INSERT INTO notice (id, recipient, agency_id, what, record, reference, opens, created, read_by)
    SELECT gen_random_uuid(), recipient, %(agency)s, %(what)s, %(record)s, %(reference)s, %(opens)s,
        statement_timestamp(), '{{}}'
    FROM (SELECT DISTINCT CASE WHEN a.principal = a.agency THEN %(whole_agency)s ELSE a.principal END AS recipient
        FROM record_access a WHERE a.record = %(record)s AND a.agency = %(agency)s AND a.level >= %(level)s
        AND a.principal < 3000000000 AND {HOLDS_TODAY.format(a="a")} AND {HELD_TODAY.format(a="a")}) reader
    WHERE NOT EXISTS (SELECT FROM notice n WHERE n.record = %(record)s AND n.recipient = reader.recipient
        AND n.what = %(what)s AND n.created >= %(since)s)"""  # noqa: S608 only this module's own text
"""Where only some of an agency are named, they are told and nobody else there."""

_SETTLE = """UPDATE notice n SET settled = statement_timestamp() WHERE n.what = ANY (%s) AND n.settled IS NULL
    AND NOT EXISTS (SELECT FROM open_request q
        WHERE q.record = n.record AND q.agency = n.agency_id AND q.what = %s AND q.due < %s)"""
"""What was answered, or has another day, asks nothing of anybody any more."""


def chase_requests(cursor: Any, today: date) -> int:
    """Give every notice that is due and was not given yet; how many those were. As the owner, as often as one likes."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('chase_requests'))")
    for awaited, words in WORDS.items():
        cursor.execute(_SETTLE, [list(words), awaited.value, today])
    cursor.execute(_OVERDUE, [today])
    given = 0
    for record, reference, agency, level, asks, due, what in cursor.fetchall():
        to_answer, to_leads = WORDS[Awaited(what)]
        where = {"record": record, "reference": reference, "agency": agency, "level": level, "opens": OPENS}
        if not asks:
            given += _tell(cursor, where, to_answer, agency, due + timedelta(days=1))
        if to_leads and (from_then := timings().request_escalated.after(due)) <= today:
            given += _tell(cursor, where, to_leads, lead_principal(agency), from_then)
    return given


def _tell(cursor: Any, where: dict[str, Any], what: str, whole_agency: int, since: date) -> int:
    """Those who were not told since the day on which this became due: a day that was moved counts anew."""
    began = datetime.combine(since, time.min, LONDON)
    cursor.execute(_TELL, {**where, "what": what, "whole_agency": whole_agency, "since": began})
    return int(cursor.rowcount)
