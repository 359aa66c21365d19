"""What agencies ask of each other: open requests for information, and who asks to be involved."""

import uuid

from django.db import migrations, models

from firsthome.access.policies import REQUEST_POLICIES
from firsthome.audit.changes import watch


class Migration(migrations.Migration):
    """Two tables with their policies; nothing that is there changes."""

    dependencies = [
        ("record", "0009_subject_requests"),
        ("access", "0003_emergency_access"),
        ("audit", "0001_looks_and_changes"),
    ]
    operations = [
        migrations.CreateModel(
            name="OpenRequestRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record",
                        "statement",
                        "agency",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("record", models.UUIDField()),
                ("statement", models.UUIDField()),
                ("agency", models.IntegerField()),
                ("other", models.IntegerField()),
                ("asks", models.BooleanField()),
                ("due", models.DateField()),
                ("level", models.SmallIntegerField()),
            ],
            options={
                "db_table": "open_request",
                "indexes": [models.Index(fields=["agency", "due"], name="open_request_by_agency")],
            },
        ),
        migrations.CreateModel(
            name="InvolvementRequestRow",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("reference", models.TextField(help_text="As it was typed")),
                ("record", models.UUIDField(null=True)),
                (
                    "level_then",
                    models.SmallIntegerField(
                        help_text="How much of the record their agency had when they asked"
                    ),
                ),
                ("practitioner", models.IntegerField()),
                ("agency", models.IntegerField()),
                ("why", models.TextField()),
                ("due", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.IntegerField(null=True)),
                ("why_not", models.TextField(default="")),
                (
                    "told",
                    models.TextField(
                        default="", help_text="What whoever asked reads as the answer; empty: nothing"
                    ),
                ),
            ],
            options={
                "db_table": "involvement_request",
                "indexes": [
                    models.Index(fields=["practitioner", "asked_at"], name="involvement_request_by_asker"),
                    models.Index(fields=["record"], name="involvement_request_by_record"),
                ],
            },
        ),
        migrations.RunSQL([*REQUEST_POLICIES, *watch("involvement_request")]),
    ]
