"""Those who may see who looked at a record also see who tried to and was told that there is no such record."""

from django.db import migrations

from firsthome.access.policies import TRIED_POLICY


class Migration(migrations.Migration):
    """A look at no record, whose page is the reference that was tried."""

    dependencies = [("record", "0007_handling"), ("audit", "0001_looks_and_changes")]
    operations = [
        migrations.RunSQL(
            [
                "CREATE INDEX audit_look_tried ON audit_look (page, at) WHERE record IS NULL AND denied",
                TRIED_POLICY,
            ]
        )
    ]
