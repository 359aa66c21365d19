"""By which procedure the lists were worked out, so that a changed one is noticed."""

from django.db import migrations

TABLES = [
    "CREATE TABLE lists_follow (procedure text NOT NULL)",
    "INSERT INTO lists_follow VALUES ('')",
]


class Migration(migrations.Migration):
    """One row, for the owner alone."""

    dependencies = [("record", "0029_settled_notices")]
    operations = [migrations.RunSQL(TABLES)]
