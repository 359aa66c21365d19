"""A role for the one person who finds what an adoption order separated."""

from django.db import migrations, models

ROLES = ("practitioner", "safeguarding_lead", "partnership_officer", "agency_officer", "adoption_bridge")


class Migration(migrations.Migration):
    """One more role."""

    dependencies = [("access", "0005_signing_in")]
    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(choices=[(role, role) for role in ROLES], max_length=30),
        ),
    ]
