"""A partnership approves other parts of its procedure beside the timetable: each has editions of its own."""

from django.db import migrations

PARTS = [
    "ALTER TABLE approved_procedure ADD COLUMN part text NOT NULL DEFAULT 'timetable'",
    "ALTER TABLE approved_procedure DROP CONSTRAINT approved_procedure_partnership_id_effective_from_key",
    "ALTER TABLE approved_procedure ADD UNIQUE (partnership_id, part, effective_from)",
]


class Migration(migrations.Migration):
    """What was approved before is the timetable."""

    dependencies = [("record", "0027_escalation")]
    operations = [migrations.RunSQL(PARTS)]
