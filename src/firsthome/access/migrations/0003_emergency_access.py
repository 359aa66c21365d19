"""Exclusions keep their history; restricted records; emergency access for four hours; notices."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from firsthome.access.policies import EMERGENCY_LOOK_POLICY, EMERGENCY_POLICIES
from firsthome.audit.changes import watch

PROTECT = django.db.models.deletion.PROTECT

EXCLUSION = [
    "ALTER TABLE record_exclusion DROP CONSTRAINT record_exclusion_pkey",
    "ALTER TABLE record_exclusion DROP CONSTRAINT not_excluded_by_themselves",
    """ALTER TABLE record_exclusion
        ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
        ADD COLUMN decided_words text NOT NULL DEFAULT '',
        ADD COLUMN declared boolean NOT NULL DEFAULT false,
        ADD COLUMN ended_by_id bigint REFERENCES practitioner,
        ADD COLUMN why_ended text NOT NULL DEFAULT '',
        ADD CONSTRAINT excluded_by_themselves_only_if_declared
            CHECK (declared = (practitioner_id = decided_by_id)),
        ADD CONSTRAINT not_ended_by_themselves CHECK (ended_by_id <> practitioner_id)""",
    """CREATE UNIQUE INDEX excluded_once_at_a_time ON record_exclusion (record, practitioner_id)
        WHERE until IS NULL""",
]
RESTRICTION = [
    "CREATE UNIQUE INDEX restricted_once_at_a_time ON record_restriction (record) WHERE until IS NULL",
]
EMERGENCY = [
    """ALTER TABLE emergency_access
        ADD CONSTRAINT four_hours_at_most CHECK (until <= begins + interval '4 hours'),
        ADD CONSTRAINT not_reviewed_by_themselves CHECK (reviewed_by_id <> practitioner_id),
        ADD CONSTRAINT reviewed_in_whole
            CHECK ((outcome = '') = (reviewed_by_id IS NULL) AND (outcome = '') = (reviewed_at IS NULL))""",
    """ALTER TABLE record_access ADD CONSTRAINT emergency_of_four_hours_at_most
        CHECK (principal < 3000000000 OR until <= begins + interval '4 hours')""",
]
LOOKS = [
    "ALTER TABLE audit_look ADD COLUMN emergency uuid",
    "CREATE INDEX audit_look_by_emergency ON audit_look (emergency, at) WHERE emergency IS NOT NULL",
    # what was sealed before has no emergency, and its leaf stays what it was
    """CREATE OR REPLACE FUNCTION audit_look_leaf(l audit_look) RETURNS bytea LANGUAGE sql STABLE AS $$
        SELECT sha256(convert_to((jsonb_build_array(l.id, extract(epoch FROM l.at), l.practitioner, l.agency, l.record,
            l.page, l.denied, l.entries, host(l.address), l.request)
            || CASE WHEN l.emergency IS NULL THEN '[]' ELSE jsonb_build_array(l.emergency) END)::text, 'UTF8'))
    $$""",
]


def _id() -> tuple[str, models.UUIDField]:
    return "id", models.UUIDField(primary_key=True, default=uuid.uuid4, serialize=False)


def _practitioner(**more: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=PROTECT, to=settings.AUTH_USER_MODEL, **more)


def _numbers(**more: object) -> models.Field:
    return django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), **more)


class Migration(migrations.Migration):
    """What involvement alone does not say about who may see a record."""

    dependencies = [("access", "0002_policies"), ("audit", "0001_looks_and_changes")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(EXCLUSION)],
            state_operations=[
                migrations.DeleteModel("RecordExclusion"),
                migrations.CreateModel(
                    "RecordExclusion",
                    [
                        _id(),
                        ("record", models.UUIDField()),
                        ("practitioner", _practitioner()),
                        ("why", models.TextField()),
                        ("decided_by", _practitioner(related_name="+")),
                        ("decided_words", models.TextField(default="")),
                        (
                            "declared",
                            models.BooleanField(
                                default=False, help_text="Said by the practitioner themselves"
                            ),
                        ),
                        ("begins", models.DateTimeField(auto_now_add=True)),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("ended_by", _practitioner(related_name="+", null=True)),
                        ("why_ended", models.TextField(default="")),
                    ],
                    options={"db_table": "record_exclusion"},
                ),
            ],
        ),
        migrations.CreateModel(
            "RecordRestriction",
            [
                _id(),
                ("record", models.UUIDField()),
                ("why", models.TextField()),
                ("decided_by", _practitioner(related_name="+")),
                ("begins", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("ended_by", _practitioner(related_name="+", null=True)),
                ("why_ended", models.TextField(default="")),
            ],
            options={"db_table": "record_restriction"},
        ),
        migrations.CreateModel(
            "EmergencyAccess",
            [
                _id(),
                ("record", models.UUIDField()),
                ("reference", models.TextField()),
                ("practitioner", _practitioner()),
                ("agency", models.ForeignKey(on_delete=PROTECT, to="access.agency")),
                ("reason", models.TextField()),
                ("words", models.TextField()),
                ("begins", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("reviewers", _numbers()),
                ("outcome", models.TextField(default="")),
                ("outcome_words", models.TextField(default="")),
                ("reviewed_by", _practitioner(related_name="+", null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "emergency_access",
                "indexes": [models.Index(fields=["record", "until"], name="emergency_access_by_record")],
            },
        ),
        migrations.CreateModel(
            "Notice",
            [
                _id(),
                ("recipient", models.BigIntegerField()),
                ("agency", models.ForeignKey(on_delete=PROTECT, to="access.agency")),
                ("what", models.TextField()),
                ("record", models.UUIDField(null=True)),
                ("reference", models.TextField(default="")),
                ("opens", models.TextField(default="")),
                ("created", models.DateTimeField()),
                ("read_by", _numbers(default=list)),
            ],
            options={
                "db_table": "notice",
                "indexes": [models.Index(fields=["recipient", "created"], name="notice_by_recipient")],
            },
        ),
        migrations.RunSQL(
            [
                *RESTRICTION,
                *EMERGENCY,
                *EMERGENCY_POLICIES,
                *watch("record_restriction", "emergency_access"),
                *LOOKS,
                *EMERGENCY_LOOK_POLICY,
            ]
        ),
    ]
