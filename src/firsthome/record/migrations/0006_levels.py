"""To be filled."""

from django.db import migrations


class Migration(migrations.Migration):
    """To be filled."""

    dependencies = [("record", "0005_recent_contacts")]
    operations = []
