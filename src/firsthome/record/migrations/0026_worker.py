"""What the worker may see of the lists, and what the caretaker it becomes looks through."""

from django.db import migrations

from firsthome.access.worker_policies import WORKER_POLICIES


class Migration(migrations.Migration):
    """Row policies."""

    dependencies = [("record", "0025_work_by_owner"), ("audit", "0001_looks_and_changes")]
    operations = [migrations.RunSQL(WORKER_POLICIES)]
