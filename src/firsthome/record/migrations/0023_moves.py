"""Moves of a record to another area: where each stands, and what two partnerships hold together."""

from django.db import migrations

from firsthome.access.move_policies import MOVE_POLICIES

TABLES = [
    """CREATE TABLE record_move (
        id uuid PRIMARY KEY, record uuid NOT NULL, together uuid NOT NULL, asked_at timestamptz NOT NULL,
        asked_by bigint NOT NULL, asked_for bigint NOT NULL, from_partnership bigint NOT NULL,
        to_partnership bigint, to_agency bigint, leads bigint, practitioner bigint,
        stands text NOT NULL, latest uuid NOT NULL)""",
    "CREATE INDEX record_move_by_record ON record_move (record)",
    "CREATE INDEX record_move_together ON record_move (together)",
    "CREATE INDEX record_move_by_leads ON record_move (leads) WHERE leads IS NOT NULL",
    *MOVE_POLICIES,
]


class Migration(migrations.Migration):
    """One table without words: what was asked and answered stands in the entries."""

    dependencies = [("record", "0022_outside_answer"), ("access", "0008_what_was_tried")]
    operations = [migrations.RunSQL(TABLES)]
