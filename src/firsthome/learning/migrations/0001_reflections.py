"""Reflections: only the one who wrote them reads them, not even the ledger's role. No log of changes watches them."""

from django.db import migrations, models

from firsthome.access.policies import PRACTITIONER

OWN = f"practitioner = {PRACTITIONER}"
POLICIES = [
    "ALTER TABLE reflection ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE reflection FORCE ROW LEVEL SECURITY",
    "CREATE POLICY owner ON reflection TO CURRENT_USER USING (true) WITH CHECK (true)",
    f"CREATE POLICY author ON reflection TO firsthome_app USING ({OWN}) WITH CHECK ({OWN})",
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="Reflection",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "practitioner",
                        "briefing",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("practitioner", models.IntegerField()),
                ("briefing", models.CharField(max_length=100)),
                ("words", models.TextField(blank=True)),
                ("read_at", models.DateTimeField()),
            ],
            options={
                "db_table": "reflection",
            },
        ),
        migrations.RunSQL(POLICIES),
    ]
