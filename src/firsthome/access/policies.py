"""Row-level security, the second wall: SQL that migrations run.

Every test is a scalar subquery, so that it stays an index probe per row; EXISTS inside OR would be hashed
over the whole table. The policies stand on one another: a row of `shown_to` is visible only with enough
`record_access`, which is visible only without an exclusion and inside a holding partnership.
"""

from __future__ import annotations

PRINCIPALS = "(SELECT nullif(current_setting('app.principals', true), '')::bigint[])"
PRACTITIONER = "(SELECT nullif(current_setting('app.practitioner', true), '')::bigint)"
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
    return [
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


SHOWN = "(SELECT max(s.level) FROM shown_to s WHERE s.record = {table}.record AND s.subject = {table}.{subject}) > 0"
HAS_ACCESS = "(SELECT max(a.level) FROM record_access a WHERE a.record = {table}.{record})"

ACCESS_POLICIES = [
    *protect("record_exclusion", f"practitioner_id = {PRACTITIONER} AND (until IS NULL OR until > now())"),
    *protect("record_holder", f"partnership_id = {PARTNERSHIP} AND begins <= now() AND (until IS NULL OR until > now())"),
    *protect(
        "record_access",
        f"""principal = ANY ({PRINCIPALS}) AND begins <= now() AND until > now()
        AND (SELECT count(*) FROM record_exclusion x WHERE x.record = record_access.record) = 0
        AND (SELECT count(*) FROM record_holder h WHERE h.record = record_access.record) > 0""",
    ),
]

RECORD_POLICIES = [
    *protect("record", HAS_ACCESS.format(table="record", record="id") + " >= 1"),
    *protect(
        "shown_to",
        f"(principal = 0 OR principal = ANY ({PRINCIPALS})) AND "
        + HAS_ACCESS.format(table="shown_to", record="record")
        + " >= level",
    ),
    *protect("entry", SHOWN.format(table="entry", subject="statement")),
    *protect("entry_body", SHOWN.format(table="entry_body", subject="statement")),
    *protect("record_summary", SHOWN.format(table="record_summary", subject="audience_class")),
    *protect("person_index", SHOWN.format(table="person_index", subject="statement")),
    *protect("caseload", f"principal = ANY ({PRINCIPALS}) AND " + HAS_ACCESS.format(table="caseload", record="record") + " >= 1"),
    *protect("person", "(SELECT count(*) FROM person_index i WHERE i.person = person.id) > 0"),
    "CREATE POLICY adder ON person FOR INSERT TO firsthome_app WITH CHECK (true)",
    *never_changed("entry"),
    *never_changed("entry_body", deletable_by="firsthome_redactor"),
    "CREATE POLICY redactor ON entry_body TO firsthome_redactor USING (true)",
]

LOOK_POLICIES = [
    *protect("audit_look", HAS_ACCESS.format(table="audit_look", record="record") + " >= 3"),
    "CREATE POLICY adder ON audit_look FOR INSERT TO firsthome_app WITH CHECK (true)",
]
