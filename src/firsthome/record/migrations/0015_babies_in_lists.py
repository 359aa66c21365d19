"""Each baby in each line of the caseload, and what each planned date is for.

`firsthome demo` and `firsthome upgrade` remake every list right after it: see `remake_outdated`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


def texts(name: str) -> migrations.AddField:
    """A list of short texts, empty until it is remade."""
    return migrations.AddField("recordsummary", name, ArrayField(models.TextField(), default=list))


class Migration(migrations.Migration):
    dependencies = [("record", "0014_tried_in_an_emergency")]

    operations = [
        migrations.RemoveField("recordsummary", "ended_on"),
        migrations.RemoveField("recordsummary", "ended_as"),
        migrations.RemoveField("recordsummary", "born_on"),
        migrations.RemoveField("recordsummary", "dates"),
        migrations.AddField("recordsummary", "expected_babies", models.SmallIntegerField(null=True)),
        texts("babies"),
        texts("outcomes"),
        texts("dates"),
    ]
