"""Row policies on who may see what until when, and the history of who works where."""

from django.db import migrations

from firsthome.access.policies import ACCESS_POLICIES
from firsthome.audit.changes import watch


class Migration(migrations.Migration):
    """The access half of the second wall."""

    dependencies = [("access", "0001_tables"), ("audit", "0001_looks_and_changes")]
    operations = [
        migrations.RunSQL(
            [
                *ACCESS_POLICIES,
                *watch(
                    "partnership", "agency", "practitioner", "membership", "record_holder", "record_exclusion"
                ),
            ]
        )
    ]
