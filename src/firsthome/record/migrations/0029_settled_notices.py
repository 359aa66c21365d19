"""Notices that are not settled yet are found by what they say."""

from django.db import migrations


class Migration(migrations.Migration):
    """An index."""

    dependencies = [("record", "0028_approved_parts"), ("access", "0009_digests")]
    operations = [migrations.RunSQL("CREATE INDEX notice_not_settled ON notice (what) WHERE settled IS NULL")]
