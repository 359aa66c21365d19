"""Somebody's own work, and not their whole agency's, is found by one short walk."""

from django.db import migrations


class Migration(migrations.Migration):
    """An index."""

    dependencies = [("record", "0024_challenges_await_an_answer")]
    operations = [
        migrations.RunSQL("CREATE INDEX work_by_owner ON work (principal, practitioner, due, record, item)")
    ]
