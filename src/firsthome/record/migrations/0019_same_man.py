"""Two fathers or partners who may be one man: who they are, and who has checked it."""

from django.db import migrations

from firsthome.access.policies import MAN_POLICIES, destroyer
from firsthome.record.known_twice import KNOWN_TWICE

WHOM = "pair uuid PRIMARY KEY, one uuid NOT NULL, other uuid NOT NULL, record_one uuid NOT NULL, record_other uuid NOT NULL"
TABLES = [
    f"CREATE TABLE man_pair ({WHOM}, why text[] NOT NULL, CHECK (record_one <> record_other))",
    f"""CREATE TABLE man_checked ({WHOM}, identifiers text[] NOT NULL DEFAULT '{{}}', words text NOT NULL,
        asked_by bigint, asked_agency bigint, asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        seconded_by bigint, seconded_agency bigint, seconded_at timestamptz, two_by bigint, two_at timestamptz,
        CONSTRAINT by_two_things CHECK (asked_by IS NULL OR cardinality(identifiers) >= 2),
        CONSTRAINT by_two_people CHECK (seconded_at IS NULL OR (seconded_by <> asked_by) IS TRUE))""",
    *(
        f"CREATE INDEX {table}_by_{side} ON {table} ({side})"
        for table in ("man_pair", "man_checked")
        for side in ("record_one", "record_other")
    ),
    *MAN_POLICIES,
    *destroyer("man_pair", "man_checked"),
    *KNOWN_TWICE,
]


class Migration(migrations.Migration):
    """Read through two functions alone, which hold to every wall by themselves."""

    dependencies = [("record", "0018_one_person")]
    operations = [migrations.RunSQL(TABLES)]
