"""The ledger's keys and row policies; entries are never changed; looks are shown to those inside a record."""

from django.db import migrations

from firsthome.access.policies import LOOK_POLICIES, RECORD_POLICIES
from firsthome.audit.changes import watch

KEYS = [
    "ALTER TABLE entry ADD CONSTRAINT entry_of_record FOREIGN KEY (record) REFERENCES record (id)",
    """ALTER TABLE entry ADD CONSTRAINT entry_replaces_entry
        FOREIGN KEY (record, replaces) REFERENCES entry (record, id)""",
    "ALTER TABLE entry_body ADD CONSTRAINT body_of_entry FOREIGN KEY (record, entry) REFERENCES entry (record, id)",
]


class Migration(migrations.Migration):
    """The record half of the second wall."""

    dependencies = [("record", "0001_tables"), ("access", "0002_policies"), ("people", "0001_tables")]
    operations = [migrations.RunSQL([*KEYS, *RECORD_POLICIES, *LOOK_POLICIES, *watch("person")])]
