"""Who chose a digest by e-mail, and on which days they had one."""

from django.db import migrations

from firsthome.access.worker_policies import DIGEST_POLICIES

TABLES = [
    """CREATE TABLE digest (practitioner_id bigint PRIMARY KEY REFERENCES practitioner,
        often text NOT NULL CHECK (often IN ('never', 'daily', 'weekly')), address text NOT NULL,
        asked_at timestamptz, asked_sent_at timestamptz, confirmed_at timestamptz)""",
    """CREATE TABLE digest_sent (practitioner_id bigint NOT NULL REFERENCES practitioner, day date NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (practitioner_id, day))""",
    *DIGEST_POLICIES,
]


class Migration(migrations.Migration):
    """Two tables that say nothing of a family."""

    dependencies = [("access", "0008_what_was_tried")]
    operations = [migrations.RunSQL(TABLES)]
