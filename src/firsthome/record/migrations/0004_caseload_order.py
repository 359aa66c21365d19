"""The caseload by expected date and by next date. Run `firsthome rebuild` after it, which fills both for old records."""

from django.db import migrations, models

from firsthome.access.policies import CASELOAD_DAY_POLICIES

BY_DUE = "CREATE INDEX caseload_by_due ON caseload (principal, coalesce(due, 'infinity'::date), record)"


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0003_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="caseload",
            name="due",
            field=models.DateField(help_text="The expected date, while the baby is awaited", null=True),
        ),
        migrations.AddField(model_name="caseload", name="due_said_at", field=models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="CaseloadDay",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "principal",
                        "day",
                        "record",
                        "level",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("principal", models.BigIntegerField()),
                ("day", models.DateField()),
                ("record", models.UUIDField()),
                ("level", models.SmallIntegerField()),
            ],
            options={
                "db_table": "caseload_day",
                "indexes": [
                    models.Index(fields=["record", "principal", "day"], name="caseload_day_by_record")
                ],
            },
        ),
        migrations.RunSQL([BY_DUE, *CASELOAD_DAY_POLICIES]),
    ]
