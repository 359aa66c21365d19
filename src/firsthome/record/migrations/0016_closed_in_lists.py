"""Whether a record is closed, in each of its places in lists, by what is seen there.

`firsthome demo` and `firsthome upgrade` remake every list right after it: see `remake_outdated`.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0015_babies_in_lists")]

    operations = [
        migrations.AddField("caseload", "closed", models.BooleanField(default=False)),
        migrations.AddField(
            "caseload",
            "closed_said_at",
            models.DateTimeField(
                null=True, help_text="When it was last said that it is closed, or open again"
            ),
        ),
    ]
