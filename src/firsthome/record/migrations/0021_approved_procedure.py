"""Editions of the timetable that a partnership approved."""

from django.db import migrations

from firsthome.access.policies import PROCEDURE_POLICIES
from firsthome.audit.changes import watch

TABLES = [
    """CREATE TABLE approved_procedure (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        partnership_id bigint NOT NULL, text text NOT NULL, effective_from date NOT NULL, approved_by bigint NOT NULL,
        approved_at timestamptz NOT NULL DEFAULT clock_timestamp(), UNIQUE (partnership_id, effective_from))""",
    *PROCEDURE_POLICIES,
    *watch("approved_procedure"),
]


class Migration(migrations.Migration):
    """Added to, and never changed."""

    dependencies = [("record", "0020_work")]
    operations = [migrations.RunSQL(TABLES)]
