"""Presence and summary, and access by name only while somebody works for the agency that it was given for.

The next start remakes what older code projected; until then access by name opens nothing.
"""

from typing import Any

from django.db import migrations, models

from firsthome.access.policies import LEVEL_POLICIES

FILL = "UPDATE record_access SET agency = principal WHERE principal < 1000000000"
"""Access of a whole agency names it already."""


class InAccess(migrations.operations.base.Operation):
    """One operation on a table of `access`: who may see a record is given by the ledger, and changes with it."""

    def __init__(self, operation: Any) -> None:
        self.operation = operation

    def state_forwards(self, app_label: str, state: Any) -> None:
        """In the state of `access`."""
        self.operation.state_forwards("access", state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """On the table of `access`."""
        self.operation.database_forwards("access", schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What it does."""
        return str(self.operation.describe())


class Migration(migrations.Migration):
    """The two lower levels."""

    dependencies = [("record", "0005_recent_contacts"), ("access", "0002_policies")]
    operations = [
        InAccess(
            migrations.AddField(
                "recordaccess",
                "agency",
                models.BigIntegerField(
                    db_default=0,
                    help_text="For whom the involvement is: it opens for nobody who works elsewhere today",
                ),
            )
        ),
        InAccess(migrations.RemoveIndex("recordaccess", "record_access_by_principal")),
        InAccess(
            migrations.AddIndex(
                "recordaccess",
                models.Index(
                    fields=["principal", "record"],
                    include=("level", "begins", "until", "agency"),
                    name="record_access_by_principal",
                ),
            )
        ),
        migrations.CreateModel(
            name="RecordInvolved",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record", "statement", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record", models.UUIDField()),
                ("statement", models.UUIDField()),
                ("agency", models.IntegerField()),
                ("practitioner", models.IntegerField(null=True)),
                ("lead", models.BooleanField()),
                ("begins", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
            options={"db_table": "record_involved"},
        ),
        migrations.CreateModel(
            name="RecordOutline",
            fields=[
                ("record", models.UUIDField(primary_key=True, serialize=False)),
                ("mother", models.UUIDField(db_index=True, null=True)),
                ("edd", models.DateField(null=True)),
                ("born_on", models.DateField(null=True)),
                ("ended", models.BooleanField()),
                ("lost", models.BooleanField()),
            ],
            options={"db_table": "record_outline"},
        ),
        migrations.RunSQL([FILL, *LEVEL_POLICIES]),
    ]
