"""Two persons who may be one: which they are, who decided, and as whom they are read since."""

from django.db import migrations

from firsthome.access.policies import PAIR_POLICIES, destroyer
from firsthome.record.finding import FIND_PEOPLE

TABLES = [
    """CREATE TABLE person_pair (
        one uuid NOT NULL, other uuid NOT NULL, record_one uuid NOT NULL, record_other uuid NOT NULL,
        why text[] NOT NULL, PRIMARY KEY (one, other, record_one, record_other), CHECK (one < other))""",
    "CREATE INDEX person_pair_by_record_one ON person_pair (record_one)",
    "CREATE INDEX person_pair_by_record_other ON person_pair (record_other)",
    """CREATE TABLE person_apart (
        one uuid NOT NULL, other uuid NOT NULL, record_one uuid NOT NULL, record_other uuid NOT NULL,
        why text NOT NULL, decided_by bigint NOT NULL, decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (one, other), CHECK (one < other))""",
    """CREATE TABLE person_merge (
        id uuid PRIMARY KEY, gone uuid NOT NULL, kept uuid NOT NULL, record_gone uuid NOT NULL, record_kept uuid NOT NULL,
        why text NOT NULL, asked_by bigint NOT NULL, asked_agency bigint NOT NULL, asked_at timestamptz NOT NULL,
        needs_second boolean NOT NULL, seconded_by bigint, done_at timestamptz,
        undone_by bigint, undone_at timestamptz, why_undone text NOT NULL DEFAULT '',
        CHECK (gone <> kept), CHECK (seconded_by <> asked_by),
        CONSTRAINT done_by_two_where_it_takes_two CHECK (done_at IS NULL OR NOT needs_second OR seconded_by IS NOT NULL))""",
    """CREATE UNIQUE INDEX merged_once_at_a_time ON person_merge (gone) WHERE undone_at IS NULL""",
    """CREATE TABLE person_merged (
        record uuid NOT NULL, gone uuid NOT NULL, kept uuid NOT NULL, PRIMARY KEY (record, gone))""",
    *PAIR_POLICIES,
    "DROP FUNCTION find_people",
    FIND_PEOPLE,
    *destroyer("person_pair", "person_apart", "person_merge", "person_merged"),
]


class Migration(migrations.Migration):
    """For those who read both records in full; the pointers for whoever reads the record."""

    dependencies = [("record", "0017_finding_people")]
    operations = [migrations.RunSQL(TABLES)]
