"""Row-level security, the second wall: SQL that migrations run.

The policies stand on one another: a row of `shown_to` is visible only with enough `record_access`, which is
visible only without an exclusion and inside a holding partnership.

Entries are read one record at a time, and the policy holds to that: only the record announced for this
transaction opens at all, so its access and its reach are worked out once and each row costs one look-up. Lists
look across records through small tables, where the test is a scalar subquery per row (EXISTS inside OR would
be hashed over the whole table). Figures: docs/decisions/0001-the-ledger.md.
"""

from __future__ import annotations

PRINCIPALS = "(SELECT nullif(current_setting('app.principals', true), '')::bigint[])::bigint[]"
PRACTITIONER = "(SELECT nullif(current_setting('app.practitioner', true), '')::bigint)"
RECORD = "(SELECT nullif(current_setting('app.record', true), '')::uuid)"
PARTNERSHIP = "(SELECT nullif(current_setting('app.partnership', true), '')::bigint)"


def protect(table: str, may_read: str) -> list[str]:
    """Nobody reads a row of the table but through `may_read`, and the ledger role while it appends."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY ledger ON {table} TO firsthome_ledger USING (true) WITH CHECK (true)",
        f"CREATE POLICY owner ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)",
        f"CREATE POLICY reader ON {table} FOR SELECT TO firsthome_app USING ({may_read})",
    ]


def never_changed(table: str, deletable_by: str = "") -> list[str]:
    """Updates and deletes are refused whoever asks, but for one role that may delete on an order."""
    unless = f"current_user <> '{deletable_by}'" if deletable_by else "true"
    return [  # the names are only this module's own
        f"""CREATE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' OR {unless} THEN
                RAISE EXCEPTION 'rows of {table} are never changed' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN OLD;
        END $$""",
        f"""CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_never_changes()""",
    ]


HAS_ACCESS = "(SELECT max(a.level) FROM record_access a WHERE a.record = {record})"
"""How much access the reader has to a record: uncorrelated, so tested once, when the record is the announced one."""
SHOWN = f"""record = {RECORD}
    AND (statement IN (SELECT s.statement FROM shown_to s WHERE s.record = {RECORD})) IS TRUE"""  # noqa: S608 this module's own
"""IS TRUE keeps the planner from joining: what reached the reader is gathered once and looked up."""
CLASS_SHOWN = """(SELECT max(s.level) FROM class_shown_to s
    WHERE s.record = {table}.record AND s.audience_class = {table}.audience_class) > 0"""
LEVEL_TODAY = """(SELECT max(a.level) FROM record_access a
    WHERE a.record = {table}.record AND a.principal = {table}.principal)"""
"""How much access a token has today: its row for more, from when it had more, would show when hidden things came."""
MINE = f"(principal = 0 OR principal = ANY ({PRINCIPALS}))"

ACCESS_TODAY = f"""principal = ANY ({PRINCIPALS}) AND begins <= statement_timestamp() AND until > statement_timestamp()
        AND (SELECT count(*) FROM record_exclusion x WHERE x.record = record_access.record) = 0
        AND (SELECT count(*) FROM record_holder h WHERE h.record = record_access.record) > 0"""  # noqa: S608
AT_WORK_THERE = f"agency = ANY ({PRINCIPALS})"
"""Access by name lasts only while its holder works for the agency that it was given for."""

ACCESS_POLICIES = [
    *protect(
        "record_exclusion",
        f"practitioner_id = {PRACTITIONER} AND (until IS NULL OR until > statement_timestamp())",
    ),
    *protect(
        "record_holder",
        f"partnership_id = {PARTNERSHIP} AND begins <= statement_timestamp()"
        " AND (until IS NULL OR until > statement_timestamp())",
    ),
    *protect(
        "record_access",
        ACCESS_TODAY,
    ),
]

RECORD_POLICIES = [
    *protect("record", HAS_ACCESS.format(record="record.id") + " >= 1"),
    *protect("shown_to", f"record = {RECORD} AND {MINE} AND {HAS_ACCESS.format(record=RECORD)} >= level"),
    *protect("entry", SHOWN),
    *protect("entry_body", SHOWN),
    *protect("class_shown_to", f"{MINE} AND {HAS_ACCESS.format(record='class_shown_to.record')} >= level"),
    *protect("record_summary", CLASS_SHOWN.format(table="record_summary")),
    *protect("person_index", CLASS_SHOWN.format(table="person_index")),
    *protect(
        "caseload", f"principal = ANY ({PRINCIPALS}) AND level = {LEVEL_TODAY.format(table='caseload')}"
    ),
    *protect("person", "(SELECT count(*) FROM person_index i WHERE i.person = person.id) > 0"),
    "CREATE POLICY adder ON person FOR INSERT TO firsthome_app WITH CHECK (true)",
    *never_changed("entry"),
    *never_changed("entry_body", deletable_by="firsthome_redactor"),
    "CREATE POLICY redactor ON entry_body TO firsthome_redactor USING (true)",
]

LEVEL_POLICIES = [
    f"ALTER POLICY reader ON record_access USING ({ACCESS_TODAY} AND {AT_WORK_THERE})",
    *protect("record_involved", f"record = {RECORD} AND {HAS_ACCESS.format(record=RECORD)} IN (1, 2)"),
    *protect("record_outline", HAS_ACCESS.format(record="record_outline.record") + " = 2"),
    """ALTER POLICY reader ON person USING ((SELECT count(*) FROM person_index i WHERE i.person = person.id) > 0
        OR (SELECT count(*) FROM record_outline o WHERE o.mother = person.id) > 0)""",
]
"""Presence and summary: whom to ring and the outline, and only to them. Whoever contributes reads what was shared."""

ANY_CLASS_SHOWN = """(SELECT true FROM class_shown_to s
    WHERE s.record = {table}.record AND s.audience_class = {table}.audience_class LIMIT 1)"""
FIRST_IS_ENOUGH = [
    *(
        f"ALTER POLICY reader ON {table} USING ({ANY_CLASS_SHOWN.format(table=table)})"
        for table in ("record_summary", "person_index", "subject_request")
    ),
    """ALTER POLICY reader ON person USING ((SELECT true FROM person_index i WHERE i.person = person.id LIMIT 1)
        OR (SELECT true FROM record_outline o WHERE o.mother = person.id LIMIT 1))""",
]
"""The same rows, found quicker: a person may be in many entries, and one that reached the reader is enough."""

CASELOAD_DAY_POLICIES = protect(
    "caseload_day", f"principal = ANY ({PRINCIPALS}) AND level = {LEVEL_TODAY.format(table='caseload_day')}"
)

SUBJECT_REQUEST_POLICIES = protect("subject_request", CLASS_SHOWN.format(table="subject_request"))

OWN_AGENCY = f"agency_id IN (SELECT a.id FROM agency a WHERE a.partnership_id = {PARTNERSHIP})"  # noqa: S608 ours
"""Agreements are read and kept inside one partnership; who there may keep them is the permission matrix's business."""

AGREEMENT_POLICIES = [
    *protect("sharing_agreement", OWN_AGENCY),
    f"CREATE POLICY adder ON sharing_agreement FOR INSERT TO firsthome_app WITH CHECK ({OWN_AGENCY})",
    f"CREATE POLICY keeper ON sharing_agreement FOR UPDATE TO firsthome_app USING ({OWN_AGENCY})",
]

ALL_SHOWN = """(SELECT count(*) FROM entry e
    WHERE e.record = audit_look.record AND e.id = ANY (entries)) = cardinality(entries)"""
"""A look at an entry is as hidden as the entry."""

LOOK_POLICIES = [
    *protect("audit_look", f"record = {RECORD} AND {HAS_ACCESS.format(record=RECORD)} >= 3 AND {ALL_SHOWN}"),
    "CREATE POLICY adder ON audit_look FOR INSERT TO firsthome_app WITH CHECK (true)",
]

TRIED_POLICY = f"""CREATE POLICY tried ON audit_look FOR SELECT TO firsthome_app USING (
    record IS NULL AND denied AND page = (SELECT 'tried ' || r.reference FROM record r WHERE r.id = {RECORD})
    AND {HAS_ACCESS.format(record=RECORD)} >= 4)"""  # noqa: S608 this module's own
"""Who tried the announced record's reference and was told that there is nothing."""

TRIED_IN_EMERGENCY_POLICY = f"""CREATE POLICY tried_in_emergency ON audit_look FOR SELECT TO firsthome_app USING (
    record IS NULL AND denied
    AND page = (SELECT 'tried in an emergency ' || r.reference FROM record r WHERE r.id = {RECORD})
    AND {HAS_ACCESS.format(record=RECORD)} >= 4)"""  # noqa: S608 this module's own
"""The same for who tried to open it in an emergency."""

NOT_EXCLUDED = "(SELECT count(*) FROM record_exclusion x WHERE x.record = {table}.record) = 0"
"""Whoever is kept out of a record learns of it nowhere: not from a notice, not from a review."""

EMERGENCY_POLICIES = [
    *protect(
        "emergency_access",
        f"""reviewers && {PRINCIPALS} AND practitioner_id <> {PRACTITIONER}
        AND {NOT_EXCLUDED.format(table="emergency_access")}""",
    ),
    *protect("record_restriction", HAS_ACCESS.format(record="record_restriction.record") + " >= 3"),
    *protect(
        "notice",
        f"""recipient = ANY ({PRINCIPALS}) AND agency_id = ANY ({PRINCIPALS})
        AND {NOT_EXCLUDED.format(table="notice")}""",
    ),
]
"""A notice for a practitioner is for them at the agency that they then worked for."""

INVOLVED = """(SELECT max(a.level) FROM record_access a WHERE a.record = {table}.record
    AND a.principal < 3000000000)"""
"""How much access the reader has by involvement: an emergency opens no requests."""

REQUEST_POLICIES = [
    *protect(
        "open_request",
        f"agency = ANY ({PRINCIPALS}) AND {INVOLVED.format(table='open_request')} >= level",
    ),
    *protect(
        "involvement_request",
        f"practitioner <> {PRACTITIONER} AND {INVOLVED.format(table='involvement_request')} >= 4",
    ),
]
"""Who asks to be involved is read by those with full access. Whoever asked reads their own words through one function
of the ledger's, which says nothing of whether there is such a record.
"""

OUTSIDE_ANSWER_POLICIES = [
    *protect(
        "outside_answer",
        f"agency = ANY ({PRINCIPALS}) AND {INVOLVED.format(table='outside_answer')} >= 3",
    ),
    "CREATE POLICY destroyer ON outside_answer TO firsthome_destroyer USING (true)",
]
"""What somebody without an account is asked, and says, is for the agency that asked until it is on the record."""

RETENTION_POLICIES = [
    *protect("record_review", f"reviewers && {PRINCIPALS} AND {NOT_EXCLUDED.format(table='record_review')}"),
    *protect("destruction_certificate", f"reviewers && {PRINCIPALS}"),
    *protect("never_in_emergency", "false"),
    *protect("adoption_bridge", "false"),
    "ALTER POLICY ledger ON adoption_bridge USING (false) WITH CHECK (true)",
    *protect("adoption_look", "false"),
]
"""Whose time is over: its own list, for those who review. What an adoption order separated: for no role at all."""

DESTROYED_BY_ROLE = "firsthome_destroyer"


def destroyer(*tables: str) -> list[str]:
    """The one role that may delete everything of a record gets past the row policies of those tables."""
    return [f"CREATE POLICY destroyer ON {table} TO {DESTROYED_BY_ROLE} USING (true)" for table in tables]


def also_deletable(table: str, *roles: str) -> str:
    """`never_changed` anew, with more than one role that may delete."""
    names = ", ".join(f"'{role}'" for role in roles)
    return f"""CREATE OR REPLACE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' OR current_user NOT IN ({names}) THEN
                RAISE EXCEPTION 'rows of {table} are never changed' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN OLD;
        END $$"""


EMERGENCY_LOOK_POLICY = [
    """CREATE POLICY reviewers ON audit_look FOR SELECT TO firsthome_app
    USING (emergency IS NOT NULL
        AND (SELECT count(*) FROM emergency_access e WHERE e.id = audit_look.emergency) > 0)""",
]
"""Whoever reviews an emergency opening sees which pages were looked at during it."""

VISIT_POLICIES = protect("record_visit", f"practitioner = {PRACTITIONER}")
"""Each practitioner sees when they themselves last looked."""

WORK_POLICIES = protect(
    "work", f"principal = ANY ({PRINCIPALS}) AND level = {LEVEL_TODAY.format(table='work')}"
)

ABSENCE_POLICIES = [
    *protect("absence", f"agency_id = ANY ({PRINCIPALS})"),
    f"""CREATE POLICY adder ON absence FOR INSERT TO firsthome_app
        WITH CHECK (practitioner_id = {PRACTITIONER} AND agency_id = ANY ({PRINCIPALS}))""",
    f"CREATE POLICY taker ON absence FOR DELETE TO firsthome_app USING (practitioner_id = {PRACTITIONER})",
]
"""Who covers for whom is known at their agency; only whoever is away says so, or takes it back."""

PROCEDURE_POLICIES = [
    *protect("approved_procedure", f"partnership_id = {PARTNERSHIP}"),
    f"""CREATE POLICY adder ON approved_procedure FOR INSERT TO firsthome_app
        WITH CHECK (partnership_id = {PARTNERSHIP} AND approved_by = {PRACTITIONER})""",
]
"""Who there may approve is the permission matrix's business."""

QUIET_POLICIES = protect("quiet_question", HAS_ACCESS.format(record="quiet_question.record") + " >= 3")
"""Which questions are not asked any more is for whoever would be asked; who quieted them, and why, is in an entry."""

IN_FULL = """(SELECT max(a.level) FROM record_access a WHERE a.record = {table}.{record}
    AND a.principal < 3000000000) = 4"""


def _pair_policy(table: str, one: str, other: str) -> list[str]:
    both = (IN_FULL.format(table=table, record=record) for record in (one, other))
    return protect(table, " AND ".join(both))


PAIR_POLICIES = [
    *_pair_policy("person_pair", "record_one", "record_other"),
    *_pair_policy("person_apart", "record_one", "record_other"),
    *_pair_policy("person_merge", "record_gone", "record_kept"),
    *protect("person_merged", HAS_ACCESS.format(record="person_merged.record") + " >= 3"),
]
"""Whether two are one is for those who read both records in full, and not in an emergency."""

MAN_POLICIES = [*protect("man_pair", "false"), *protect("man_checked", "false")]
"""Who may be known in another pregnancy is read through functions alone (see `record.known_twice`)."""
