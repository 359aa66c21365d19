"""Drafts, each its author's alone; and each practitioner may see when they last looked at a record."""

from django.db import migrations, models

from firsthome.access.policies import PRACTITIONER, protect

OWN = f"practitioner = {PRACTITIONER}"
POLICIES = [
    *protect("draft", OWN),
    f"CREATE POLICY author ON draft TO firsthome_app USING ({OWN}) WITH CHECK ({OWN})",
    f"CREATE POLICY own_looks ON audit_look FOR SELECT TO firsthome_app USING ({OWN})",
    "CREATE INDEX audit_look_by_practitioner ON audit_look (practitioner, record, at)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0002_policies"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "practitioner", "page", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("practitioner", models.IntegerField()),
                ("page", models.CharField(max_length=200)),
                ("typed", models.JSONField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "db_table": "draft",
            },
        ),
        migrations.RunSQL(POLICIES),
    ]
