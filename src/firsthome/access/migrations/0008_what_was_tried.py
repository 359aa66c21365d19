"""Searches by name in an emergency are counted beside wrong codes, each for itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0007_visits")]

    operations = [
        migrations.AddField(
            "wrongcode",
            "what",
            models.CharField(
                max_length=20,
                default="wrong_code",
                choices=[
                    ("wrong_code", "A second step that did not fit"),
                    ("emergency_search", "A search by name and birthday in an emergency"),
                ],
            ),
        ),
    ]
