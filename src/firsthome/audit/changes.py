"""One trigger that keeps the history of people, agencies, memberships and exclusions: bulk and raw writes too."""

from __future__ import annotations

FUNCTION = """
CREATE FUNCTION audit_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    kept_out text[] := ARRAY['password', 'last_login', 'secret', 'client_secret', 'hashed', 'credential',
        'last_step', 'counter', 'last_used'];
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - kept_out END;
    later jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - kept_out END;
BEGIN
    IF before IS DISTINCT FROM later THEN
        INSERT INTO audit_change (at, changed, how, practitioner, before, after)
        VALUES (clock_timestamp(), TG_TABLE_NAME, TG_OP,
            nullif(current_setting('app.practitioner', true), '')::bigint, before, later);
    END IF;
    RETURN NULL;
END $$
"""


def watch(*tables: str) -> list[str]:
    """SQL that puts the trigger on some tables."""
    return [
        f"CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION audit_change()"
        for table in tables
    ]
