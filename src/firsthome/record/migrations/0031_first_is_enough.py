"""Whoever is named in one thing that reached the reader is known to them: the policies look no further than the first."""

from django.db import migrations

from firsthome.access.policies import FIRST_IS_ENOUGH


class Migration(migrations.Migration):
    """The same rows are visible as before."""

    dependencies = [("record", "0030_lists_follow")]
    operations = [migrations.RunSQL(FIRST_IS_ENOUGH)]
