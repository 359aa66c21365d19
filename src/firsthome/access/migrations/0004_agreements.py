"""What an agency signed before others may give it access."""

import django.db.models.deletion
from django.db import migrations, models

from firsthome.access.policies import AGREEMENT_POLICIES
from firsthome.audit.changes import watch


class Migration(migrations.Migration):
    """Agreements with their row policies and their history."""

    dependencies = [("access", "0003_emergency_access")]
    operations = [
        migrations.CreateModel(
            name="SharingAgreement",
            fields=[
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="agreement",
                        serialize=False,
                        to="access.agency",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True)),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="The last day; empty where none was agreed", null=True
                    ),
                ),
                (
                    "held_at",
                    models.CharField(
                        blank=True, help_text="Where the signed agreement is kept", max_length=300
                    ),
                ),
                (
                    "assessed_on",
                    models.DateField(blank=True, help_text="Data protection impact assessment", null=True),
                ),
                ("controller_contact", models.CharField(blank=True, max_length=300)),
                (
                    "safety_officer",
                    models.CharField(blank=True, help_text="The clinical safety officer", max_length=300),
                ),
                ("records_here", models.TextField(blank=True)),
                ("not_here", models.TextField(blank=True)),
            ],
            options={"db_table": "sharing_agreement"},
        ),
        migrations.RunSQL([*AGREEMENT_POLICIES, *watch("sharing_agreement")]),
    ]
