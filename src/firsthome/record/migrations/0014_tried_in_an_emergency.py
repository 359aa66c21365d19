"""Those who may see who looked at a record also see who tried to open it in an emergency, and could not."""

from django.db import migrations

from firsthome.access.policies import TRIED_IN_EMERGENCY_POLICY


class Migration(migrations.Migration):
    """A policy beside the one for other attempts."""

    dependencies = [("record", "0013_redacted_names")]
    operations = [migrations.RunSQL([TRIED_IN_EMERGENCY_POLICY])]
