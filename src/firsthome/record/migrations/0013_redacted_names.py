"""The history of a person's name goes where an order destroys the only entry that names them."""

from django.db import migrations

from firsthome.access.policies import also_deletable


class Migration(migrations.Migration):
    """The one role that carries out an order may also delete the history of a name."""

    dependencies = [("record", "0012_quiet_questions")]
    operations = [
        migrations.RunSQL([also_deletable("audit_change", "firsthome_redactor", "firsthome_destroyer")])
    ]
