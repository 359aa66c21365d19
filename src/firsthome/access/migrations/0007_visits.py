"""When somebody last looked at a record, kept beside the log of looks."""

from django.db import migrations

from firsthome.access.policies import VISIT_POLICIES
from firsthome.audit.visits import REMAKE, TABLE


class Migration(migrations.Migration):
    """The table with its row policies, filled from the looks there are."""

    dependencies = [("access", "0006_adoption_bridge"), ("record", "0003_drafts")]
    operations = [
        migrations.RunSQL([TABLE, *VISIT_POLICIES, REMAKE]),
        migrations.RunSQL("DROP POLICY own_looks ON audit_look"),  # it was there for this only
    ]
