"""Nothing to change in the tables. It keeps its place because installations have it already, and later ones follow it."""

from django.db import migrations


class Migration(migrations.Migration):
    """No operation."""

    dependencies = [("record", "0008_who_tried")]
    operations = []
