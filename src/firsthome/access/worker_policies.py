"""Row policies of what is done by itself: what the worker sees, and the caretaker it becomes; SQL for migrations."""

from __future__ import annotations

from firsthome.access.policies import PRACTITIONER, PRINCIPALS, destroyer, protect

ALSO_THE_WORKERS = ("work", "notice", "record_access", "record_exclusion", "record_holder", "absence")
LOOKED_AFTER = (
    "open_request", "work", "record", "record_access", "record_holder", "record_outline", "record_review", "notice",
    "destruction_certificate", "audit_look",
)  # fmt: skip
"""What the caretaker looks through, whosever it is: days, levels, heads of chains, and not a word about a family."""

WORKER_POLICIES = [
    *(f"ALTER POLICY reader ON {table} TO firsthome_app, firsthome_worker" for table in ALSO_THE_WORKERS),
    *(
        f"CREATE POLICY caretaker ON {table} FOR SELECT TO firsthome_caretaker USING (true)"
        for table in LOOKED_AFTER
    ),
    "CREATE POLICY caretaker_tells ON notice FOR INSERT TO firsthome_caretaker WITH CHECK (true)",
]
"""The worker sees of these lists what the reader sees whom it announces: announcing nobody, nothing."""

ESCALATION_POLICIES = [
    *protect(
        "escalation",
        f"""agency = ANY ({PRINCIPALS}) AND (SELECT count(*) FROM work w WHERE w.record = escalation.record
        AND w.item = escalation.item AND w.agency = escalation.agency) > 0""",  # noqa: S608 this module's own
    ),
    *destroyer("escalation"),
    "CREATE POLICY caretaker ON escalation TO firsthome_caretaker USING (true) WITH CHECK (true)",
    "CREATE POLICY caretaker_settles ON notice FOR UPDATE TO firsthome_caretaker USING (true) WITH CHECK (true)",
]
"""What was taken further is known at the agency whose it is, to whoever sees the thing itself."""

DIGEST_POLICIES = [
    *protect("digest", f"practitioner_id = {PRACTITIONER}"),
    f"CREATE POLICY adder ON digest FOR INSERT TO firsthome_app WITH CHECK (practitioner_id = {PRACTITIONER})",
    f"CREATE POLICY keeper ON digest FOR UPDATE TO firsthome_app USING (practitioner_id = {PRACTITIONER})",
    "CREATE POLICY worker ON digest TO firsthome_worker USING (true)",
    *protect("digest_sent", "false"),
    "CREATE POLICY worker ON digest_sent TO firsthome_worker USING (true) WITH CHECK (true)",
]
"""Each practitioner chooses for themselves; the worker reads who chose what."""
