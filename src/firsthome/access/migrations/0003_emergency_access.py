"""To be filled."""

from django.db import migrations


class Migration(migrations.Migration):
    """To be filled."""

    dependencies = [("access", "0002_policies")]
    operations = []
