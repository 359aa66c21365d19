"""Who asked what is held about them, for the list of those who answer."""

from django.db import migrations, models

from firsthome.access.policies import SUBJECT_REQUEST_POLICIES


class Migration(migrations.Migration):
    """A projection, as hidden as the entries that it comes from."""

    dependencies = [("record", "0009_rights")]
    operations = [
        migrations.CreateModel(
            name="SubjectRequestRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record", "statement", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record", models.UUIDField()),
                ("statement", models.UUIDField()),
                ("audience_class", models.UUIDField()),
                ("request", models.UUIDField()),
                (
                    "given",
                    models.BooleanField(
                        help_text="Whether it says that an answer was handed over, not that somebody asked"
                    ),
                ),
                ("agency", models.IntegerField()),
                ("begins", models.DateField()),
                ("extended", models.BooleanField()),
            ],
            options={"db_table": "subject_request"},
        ),
        migrations.RunSQL(SUBJECT_REQUEST_POLICIES),
    ]
