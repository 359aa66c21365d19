"""What each database role may do with each table, on one screen. A table that is not listed gets nothing.

`firsthome_app` is what every page connects as: it owns nothing and row policies bind it.
`firsthome_worker` is what the worker connects as: no words about a family, and lists only of a reader it announces.
`firsthome_caretaker` is what the worker becomes for one transaction, to look across records at days and never at words.
`firsthome_ledger` numbers, chains and projects inside `append`, and nowhere else.
`firsthome_redactor` may delete one entry's words, on an order.
`firsthome_destroyer` may delete everything of one record, when two people have signed that its time is over.
"""

from __future__ import annotations

from typing import Any

READ = "SELECT"
ADD = "SELECT, INSERT"
CHANGE = "SELECT, INSERT, UPDATE"
ALL = "SELECT, INSERT, UPDATE, DELETE"

APP: dict[str, str] = {
    # sign-in and sessions
    "practitioner": "SELECT, UPDATE",
    "django_session": ALL,
    "django_migrations": READ,  # whether this version's tables are there
    "axes_accessattempt": ALL,
    "axes_accessattemptexpiration": ALL,
    "axes_accessfailurelog": ALL,
    "axes_accesslog": ALL,
    # second steps and sessions: row policies show each practitioner their own
    "authenticator_app": ALL,
    "passkey": ALL,
    "recovery_code": ALL,
    "wrong_code": "SELECT, INSERT, DELETE",
    "signed_in_session": "SELECT, INSERT, DELETE",
    "sign_in_service": READ,
    # who is who
    "partnership": READ,
    "agency": READ,
    "membership": READ,
    "sharing_agreement": CHANGE,
    # row policies bind all of these
    "record_access": READ,
    "record_exclusion": READ,
    "record_holder": READ,
    "record_restriction": "SELECT (record, until)",
    "emergency_access": READ,
    "notice": READ,
    # not the head of its chain, which counts entries that a reader may not see
    "record": "SELECT (id, reference, opened_at, opened_by, invented)",
    "entry": READ,
    "entry_body": READ,
    "shown_to": READ,
    "class_shown_to": READ,
    "record_summary": READ,
    "record_involved": READ,
    "record_outline": READ,
    "person_index": READ,
    "subject_request": READ,
    "caseload": READ,
    "caseload_day": READ,
    "open_request": READ,
    "involvement_request": READ,
    "outside_answer": READ,
    "record_move": READ,
    "record_review": READ,
    "destruction_certificate": READ,
    "quiet_question": READ,
    "work": READ,
    "escalation": READ,
    # who covers for whom: each their own
    "absence": "SELECT, INSERT, DELETE",
    "approved_procedure": ADD,
    "person_pair": READ,
    "person_apart": READ,
    "person_merge": READ,
    "person_merged": READ,
    "person": "SELECT, INSERT",
    # each their own choice of a digest by e-mail
    "digest": CHANGE,
    # each person's own unsent text
    "draft": ALL,
    # each reader's own thoughts
    "reflection": ALL,
    # written on their own connection, never changed
    "audit_look": ADD,
    # kept by the database as looks are written
    "record_visit": READ,
}

WORKER: dict[str, str] = {
    "procrastinate_jobs": ALL,
    "procrastinate_events": ALL,
    "procrastinate_periodic_defers": ALL,
    "procrastinate_workers": ALL,
    # who works where, and who covers for whom
    "practitioner": "SELECT (id, name, sign_in_name, is_active)",
    "agency": READ,
    "membership": READ,
    "absence": READ,
    # who chose a digest, and who had theirs
    "digest": "SELECT, UPDATE (asked_sent_at)",
    "digest_sent": "SELECT, INSERT, DELETE",
    # of one announced reader: how much is due, and how much is new
    "record_access": READ,
    "record_exclusion": READ,
    "record_holder": READ,
    "notice": READ,
    "work": READ,
}
WORKERS_SEQUENCES = (
    "procrastinate_jobs_id_seq",
    "procrastinate_events_id_seq",
    "procrastinate_periodic_defers_id_seq",
)

CARETAKER: dict[str, str] = {
    "record": "SELECT (id, reference, head_seq, head_hash)",
    "record_access": READ,
    "record_holder": READ,
    "record_outline": "SELECT (record, lost)",
    "record_review": "SELECT (record)",
    "open_request": READ,
    "work": READ,
    "escalation": CHANGE,
    "agency": READ,
    "membership": READ,
    "notice": "SELECT, INSERT, UPDATE (settled)",
    "audit_look": "SELECT (id, transaction, leaf)",
    "audit_seal": ADD,
    "destruction_certificate": READ,
}

LEDGER: dict[str, str] = {
    "partnership": READ,
    "agency": READ,
    "membership": READ,
    "practitioner": READ,
    "record": CHANGE,
    "entry": ADD,
    "entry_body": ADD,
    "record_access": ALL,
    "record_exclusion": CHANGE,
    "record_holder": CHANGE,
    "record_restriction": CHANGE,
    "emergency_access": CHANGE,
    "notice": CHANGE,
    "shown_to": ALL,
    "class_shown_to": ALL,
    "record_summary": ALL,
    "record_involved": ALL,
    "record_outline": ALL,
    "person_index": ALL,
    "subject_request": ALL,
    "caseload": ALL,
    "caseload_day": ALL,
    "open_request": ALL,
    "involvement_request": CHANGE,
    "outside_answer": CHANGE,
    "record_move": ALL,
    "record_review": ALL,
    "destruction_certificate": READ,
    "never_in_emergency": ADD,
    # put in, and never read back: see record/adoption.py
    "adoption_bridge": "INSERT",
    "quiet_question": ALL,
    "work": ALL,
    "approved_procedure": READ,
    # searched through one function, which looks at who asks
    "findable": ALL,
    "find_key": ALL,
    "person_pair": ALL,
    "person_apart": ADD,
    "person_merge": CHANGE,
    "person_merged": ALL,
    "man_pair": ALL,
    "man_checked": CHANGE,
    "person": READ,
}

REDACTOR: dict[str, str] = {"entry_body": "SELECT, DELETE", "audit_change": "SELECT, DELETE"}

DESTROYER: dict[str, str] = dict.fromkeys(
    (
        "entry_body",
        "entry",
        "shown_to",
        "class_shown_to",
        "record_summary",
        "record_involved",
        "record_outline",
        "record_review",
        "person_index",
        "caseload",
        "caseload_day",
        "quiet_question",
        "work",
        "escalation",
        "find_key",
        "findable",
        "person_pair",
        "person_apart",
        "person_merge",
        "person_merged",
        "man_pair",
        "man_checked",
        "open_request",
        "involvement_request",
        "outside_answer",
        "record_move",
        "subject_request",
        "record_visit",
        "record_access",
        "record_exclusion",
        "record_restriction",
        "record_holder",
        "emergency_access",
        "never_in_emergency",
        "adoption_bridge",
        "notice",
        "draft",
        "person",
        "audit_change",
        "record",
    ),
    "SELECT, DELETE",
)
"""In the order in which they are emptied of a record."""

ROLES: dict[str, dict[str, str]] = {
    "firsthome_app": APP,
    "firsthome_worker": WORKER,
    "firsthome_caretaker": CARETAKER,
    "firsthome_ledger": LEDGER,
    "firsthome_redactor": REDACTOR,
    "firsthome_destroyer": DESTROYER,
}


def apply(cursor: Any) -> None:
    """Take every right away, then give what is listed. Safe to run again; needs the owner's connection."""
    for role, tables in ROLES.items():
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        for table, rights in tables.items():
            cursor.execute(f"GRANT {rights} ON {table} TO {role}")
    cursor.execute("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM firsthome_app, firsthome_worker")
    cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO firsthome_app")
    for sequence in WORKERS_SEQUENCES:
        cursor.execute(f"REVOKE ALL ON SEQUENCE {sequence} FROM firsthome_app")
        cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO firsthome_worker")
