"""What was offered in the last weeks, for each line of the caseload.

Run `firsthome rebuild` after it: until then the list says nothing of the contacts of old records.
"""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0004_caseload_order"),
    ]

    operations = [
        migrations.AddField(model_name="recordsummary", name="born_on", field=models.DateField(null=True)),
        migrations.AddField(
            model_name="recordsummary",
            name="contacts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                help_text="Empty on old rows until they are rebuilt",
                null=True,
                size=None,
            ),
        ),
    ]
