"""The end of a record: its review, the certificate of its destruction, and what an adoption order separates."""

import django.contrib.postgres.fields
from django.db import migrations, models

from firsthome.access.policies import RETENTION_POLICIES, also_deletable, destroyer


def tokens(help_text: str) -> django.contrib.postgres.fields.ArrayField:
    """A list of tokens or of practitioners."""
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.BigIntegerField(), help_text=help_text, size=None
    )


DESTROYED = (
    "entry_body", "entry", "shown_to", "class_shown_to", "record_summary", "record_involved", "record_outline",
    "record_review", "person_index", "caseload", "caseload_day", "open_request", "involvement_request",
    "subject_request", "record_visit",
    "record_access", "record_exclusion", "record_restriction", "record_holder", "emergency_access",
    "never_in_emergency", "adoption_bridge", "notice", "draft", "person", "record",
)  # fmt: skip
"""Tables behind row policies of which the job deletes; one that comes later brings its own policy for that role."""
NEVER_CHANGED = [
    """CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON destruction_certificate
    FOR EACH ROW EXECUTE FUNCTION audit_never_changes()""",
    """CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON adoption_look
    FOR EACH ROW EXECUTE FUNCTION audit_never_changes()""",
    also_deletable("entry", "firsthome_destroyer"),
    also_deletable("entry_body", "firsthome_redactor", "firsthome_destroyer"),
    also_deletable("audit_change", "firsthome_destroyer"),
    "DROP TRIGGER never_changes ON audit_change",
    """CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON audit_change
    FOR EACH ROW EXECUTE FUNCTION audit_change_never_changes()""",
]
"""The history of a person goes with the person."""

OTHER_SIDE = """
CREATE FUNCTION other_side_of_adoption(asked_for text, why_asked text)
RETURNS TABLE (reference text, made_on date, court text, seen_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    asker bigint := nullif(current_setting('app.practitioner', true), '')::bigint;
    found adoption_bridge;
    asked_record uuid;
BEGIN
    IF NOT EXISTS (SELECT FROM membership m WHERE m.practitioner_id = asker AND m.role = 'adoption_bridge'
            AND m.begins <= statement_timestamp() AND (m.ends IS NULL OR m.ends > statement_timestamp())) THEN
        RAISE EXCEPTION 'only the adoption bridge asks this' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT r.id INTO asked_record FROM record r WHERE r.reference = asked_for
        AND EXISTS (SELECT FROM record_holder h JOIN membership m ON m.practitioner_id = asker
            JOIN agency a ON a.id = m.agency_id AND a.partnership_id = h.partnership_id
            WHERE h.record = r.id AND m.role = 'adoption_bridge'
            AND (h.until IS NULL OR h.until > statement_timestamp()));
    SELECT b.* INTO found FROM adoption_bridge b
        WHERE asked_record IN (b.old_record, b.new_record)
        AND NOT EXISTS (SELECT FROM record_exclusion x WHERE x.record IN (b.old_record, b.new_record)
            AND x.practitioner_id = asker AND (x.until IS NULL OR x.until > statement_timestamp()))
        ORDER BY b.at LIMIT 1;
    INSERT INTO adoption_look (id, at, practitioner, asked, why, bridge)
    VALUES (gen_random_uuid(), clock_timestamp(), asker, asked_for, why_asked, found.id);
    RETURN QUERY SELECT r.reference::text, b.made_on, b.court, b.seen_by FROM adoption_bridge b
        LEFT JOIN record r ON r.id = CASE WHEN asked_record = b.old_record THEN b.new_record ELSE b.old_record END
        WHERE asked_record IN (b.old_record, b.new_record) AND found.id IS NOT NULL ORDER BY b.at;
END $$;
REVOKE ALL ON FUNCTION other_side_of_adoption(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION other_side_of_adoption(text, text) TO firsthome_app;
"""
"""The one way across: for one role, and each asking is written down, also when nothing is found."""


class Migration(migrations.Migration):
    """Tables, policies, and the one way across."""

    dependencies = [
        ("record", "0010_requests"),
        ("access", "0007_visits"),
        ("audit", "0001_looks_and_changes"),
    ]
    operations = [
        migrations.CreateModel(
            name="RecordReview",
            fields=[
                ("record", models.UUIDField(primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=12)),
                ("kept_as", models.CharField(blank=True, max_length=40)),
                (
                    "due",
                    models.DateField(
                        help_text="The earliest day for a review; empty where it is not set", null=True
                    ),
                ),
                ("held", models.BooleanField(help_text="A legal hold stands")),
                ("signed", tokens("Practitioners whose signature counts")),
                ("reviewers", tokens("Tokens of leads and officers of its agencies")),
            ],
            options={
                "db_table": "record_review",
                "indexes": [models.Index(fields=["due"], name="record_review_by_due")],
            },
        ),
        migrations.CreateModel(
            name="DestructionCertificate",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("record", models.UUIDField(unique=True)),
                ("reference", models.CharField(max_length=12)),
                ("kept_as", models.CharField(max_length=40)),
                (
                    "procedure",
                    models.CharField(help_text="Which version of the schedule was in force", max_length=40),
                ),
                ("due", models.DateField()),
                ("signed", models.JSONField(help_text="practitioner, agency and moment of each who signed")),
                ("entries", models.IntegerField()),
                ("head_hash", models.BinaryField()),
                ("reviewers", tokens("Tokens of those who may read this")),
                ("previous", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={"db_table": "destruction_certificate"},
        ),
        migrations.CreateModel(
            name="NeverInEmergency",
            fields=[("record", models.UUIDField(primary_key=True, serialize=False))],
            options={"db_table": "never_in_emergency"},
        ),
        migrations.CreateModel(
            name="AdoptionBridge",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("old_record", models.UUIDField()),
                ("baby", models.UUIDField()),
                ("new_record", models.UUIDField()),
                ("child", models.UUIDField()),
                ("made_on", models.DateField(help_text="The day of the order")),
                ("court", models.TextField()),
                ("seen_by", models.TextField()),
                ("separated_by", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "adoption_bridge"},
        ),
        migrations.CreateModel(
            name="AdoptionLook",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("practitioner", models.BigIntegerField()),
                ("asked", models.TextField(help_text="The reference that was asked about")),
                ("why", models.TextField()),
                ("bridge", models.UUIDField(help_text="What was found; empty where nothing was", null=True)),
            ],
            options={"db_table": "adoption_look"},
        ),
        migrations.RunSQL(
            [
                *RETENTION_POLICIES,
                *NEVER_CHANGED,
                *destroyer(*DESTROYED),
            ]
        ),
        migrations.RunSQL(OTHER_SIDE),
    ]
