"""A challenge stands in the list of what waits for an answer, also where no day is set. `rebuild` fills it in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column more, and a day that may be empty."""

    dependencies = [("record", "0023_moves")]
    operations = [
        migrations.AddField(
            model_name="openrequestrow",
            name="what",
            field=models.TextField(
                default="information", help_text="Information, or an answer to a challenge"
            ),
        ),
        migrations.AlterField(
            model_name="openrequestrow",
            name="due",
            field=models.DateField(null=True, help_text="Empty where the procedure sets no day"),
        ),
    ]
