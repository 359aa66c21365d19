"""Questions that somebody quieted for everyone on a record."""

from django.db import migrations, models

from firsthome.access.policies import QUIET_POLICIES, destroyer


class Migration(migrations.Migration):
    """One projection with its row policies."""

    dependencies = [("record", "0011_ends")]
    operations = [
        migrations.CreateModel(
            name="QuietQuestion",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record", models.UUIDField()),
                ("key", models.CharField(max_length=300)),
            ],
            options={"db_table": "quiet_question"},
        ),
        migrations.RunSQL([*QUIET_POLICIES, *destroyer("quiet_question")]),
    ]
