"""What is to be done by when, across records, and who covers for whom."""

from django.db import migrations

from firsthome.access.policies import ABSENCE_POLICIES, WORK_POLICIES, destroyer
from firsthome.audit.changes import watch

TABLES = [
    """CREATE TABLE work (record uuid NOT NULL, principal bigint NOT NULL, level smallint NOT NULL, item text NOT NULL,
        due date NOT NULL, agency bigint NOT NULL, practitioner bigint, statement uuid, after_loss boolean NOT NULL,
        PRIMARY KEY (record, principal, level, item, agency))""",
    "CREATE INDEX work_by_day ON work (principal, due, record, item)",
    "CREATE INDEX work_overdue ON work (due)",
    *WORK_POLICIES,
    *destroyer("work"),
    """CREATE TABLE absence (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, practitioner_id bigint NOT NULL,
        cover_id bigint NOT NULL, agency_id bigint NOT NULL, begins date NOT NULL, ends date NOT NULL,
        CONSTRAINT ends_after CHECK (ends >= begins), CONSTRAINT by_another CHECK (cover_id <> practitioner_id))""",
    "CREATE INDEX absence_by_agency ON absence (agency_id, ends)",
    *ABSENCE_POLICIES,
    *watch("absence"),
]


class Migration(migrations.Migration):
    """Two tables; what is there is worked out when records are next remade."""

    dependencies = [("record", "0019_same_man"), ("audit", "0001_looks_and_changes")]
    operations = [migrations.RunSQL(TABLES)]
