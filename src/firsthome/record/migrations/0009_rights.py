"""To be filled."""

from django.db import migrations


class Migration(migrations.Migration):
    """To be filled."""

    dependencies = [("record", "0008_who_tried")]
    operations = []
