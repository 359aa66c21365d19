"""What was taken further to an agency's safeguarding leads because its day passed long ago, and until when."""

from django.db import migrations

from firsthome.access.worker_policies import ESCALATION_POLICIES

TABLES = [
    """CREATE TABLE escalation (record uuid NOT NULL, item text NOT NULL, agency bigint NOT NULL, due date NOT NULL,
        since date NOT NULL, ended date, PRIMARY KEY (record, item, agency, due),
        CONSTRAINT ended_after CHECK (ended >= since))""",
    "CREATE INDEX escalation_open ON escalation (agency, due) WHERE ended IS NULL",
    "ALTER TABLE notice ADD COLUMN settled timestamptz",
    *ESCALATION_POLICIES,
]


class Migration(migrations.Migration):
    """A table without words, and of a notice, since when there is nothing more to do about it."""

    dependencies = [("record", "0026_worker"), ("access", "0008_what_was_tried")]
    operations = [migrations.RunSQL(TABLES)]
