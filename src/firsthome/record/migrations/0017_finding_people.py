"""Finding people: two small tables worked out from the entries, and the one function that searches them."""

from django.db import migrations

from firsthome.access.policies import destroyer, protect
from firsthome.record.finding import FIND_PEOPLE

TABLES = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE TABLE findable (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        record uuid NOT NULL, person uuid NOT NULL, audience_class uuid NOT NULL,
        role text NOT NULL, names text[] NOT NULL, born text[] NOT NULL, numbers text[] NOT NULL,
        phones text[] NOT NULL, postcodes text[] NOT NULL,
        plain text[] NOT NULL, days date[] NOT NULL, years smallint[] NOT NULL, keys bigint[] NOT NULL,
        UNIQUE (record, person, audience_class))""",
    "CREATE TABLE find_key (k bigint NOT NULL, findable bigint NOT NULL, PRIMARY KEY (k, findable))",
    *protect("findable", "false"),
    *protect("find_key", "false"),
    *destroyer("findable", "find_key"),
    FIND_PEOPLE,
]


class Migration(migrations.Migration):
    """No page reads the tables: the function is the only way in, and it looks at who asks."""

    dependencies = [("record", "0016_closed_in_lists"), ("access", "0007_visits"), ("people", "0001_tables")]
    operations = [migrations.RunSQL(TABLES)]
