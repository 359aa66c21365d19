"""What somebody without an account is asked by a link and a code, and what they say."""

from django.db import migrations

from firsthome.access.policies import OUTSIDE_ANSWER_POLICIES

TABLES = [
    """CREATE TABLE outside_answer (
        id uuid PRIMARY KEY, record uuid NOT NULL, agency bigint NOT NULL, asked_by bigint NOT NULL,
        asked_at timestamptz NOT NULL, of_whom text NOT NULL, question text NOT NULL, until timestamptz NOT NULL,
        link bytea NOT NULL UNIQUE, code text NOT NULL, tries smallint NOT NULL DEFAULT 0,
        said text NOT NULL DEFAULT '', said_by text NOT NULL DEFAULT '', said_at timestamptz,
        settled_at timestamptz, settled_by bigint, entry uuid, why_not text NOT NULL DEFAULT '',
        CONSTRAINT settled_after_it_was_said CHECK (settled_at IS NULL OR said_at IS NOT NULL))""",
    "CREATE INDEX outside_answer_by_record ON outside_answer (record, asked_at)",
    *OUTSIDE_ANSWER_POLICIES,
]


class Migration(migrations.Migration):
    """One table. The link is kept as a digest and the code as a slow hash: neither can be read out of it."""

    dependencies = [("record", "0021_approved_procedure")]
    operations = [migrations.RunSQL(TABLES)]
