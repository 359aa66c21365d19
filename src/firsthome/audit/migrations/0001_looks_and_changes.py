"""The log of looks (partitioned by month, a hash per row, sealed in batches) and the log of changes."""

from django.db import migrations

from firsthome.audit.changes import FUNCTION

LOOKS = """
CREATE TABLE audit_look (
    id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    practitioner bigint,
    agency bigint,
    record uuid,
    page text NOT NULL,
    denied boolean NOT NULL DEFAULT false,
    entries uuid[] NOT NULL DEFAULT '{}',
    address inet,
    request text NOT NULL DEFAULT '',
    leaf bytea NOT NULL,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE TABLE audit_look_rest PARTITION OF audit_look DEFAULT;
CREATE INDEX audit_look_by_record ON audit_look (record, at);
CREATE INDEX audit_look_by_transaction ON audit_look (transaction, id);

CREATE FUNCTION audit_look_leaf(l audit_look) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(l.id, extract(epoch FROM l.at), l.practitioner, l.agency, l.record,
        l.page, l.denied, l.entries, host(l.address), l.request)::text, 'UTF8'))
$$;

CREATE FUNCTION audit_look_seal_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := clock_timestamp();
    NEW.transaction := pg_current_xact_id();
    NEW.leaf := audit_look_leaf(NEW);
    RETURN NEW;
END $$;
CREATE TRIGGER seal_row BEFORE INSERT ON audit_look FOR EACH ROW EXECUTE FUNCTION audit_look_seal_row();

CREATE FUNCTION audit_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON audit_look
    FOR EACH ROW EXECUTE FUNCTION audit_never_changes();

CREATE TABLE audit_seal (
    number bigint PRIMARY KEY,
    sealed_at timestamptz NOT NULL,
    from_transaction xid8 NOT NULL,
    to_transaction xid8 NOT NULL,
    looks bigint NOT NULL,
    root bytea NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL
);
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_never_changes();

CREATE TABLE audit_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    changed text NOT NULL,
    how text NOT NULL,
    practitioner bigint,
    before jsonb,
    after jsonb
);
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON audit_change
    FOR EACH ROW EXECUTE FUNCTION audit_never_changes();
"""


class Migration(migrations.Migration):
    """First tables of the log."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(LOOKS), migrations.RunSQL(FUNCTION)]
