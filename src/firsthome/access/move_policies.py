"""Row policies of a move: two partnerships hold a record, and afterwards one; SQL that a migration runs."""

from __future__ import annotations

from firsthome.access.policies import (
    ACCESS_TODAY,
    AT_WORK_THERE,
    INVOLVED,
    NOT_EXCLUDED,
    OWN_AGENCY,
    PRINCIPALS,
    destroyer,
    protect,
)

HELD_BY = """
CREATE FUNCTION partnerships_of_record() RETURNS TABLE (partnership bigint, holds boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.partnership_id, h.begins <= statement_timestamp() AND (h.until IS NULL OR h.until > statement_timestamp())
    FROM record_holder h WHERE h.record = nullif(current_setting('app.record', true), '')::uuid
    AND EXISTS (SELECT FROM record_holder o WHERE o.record = h.record
        AND o.partnership_id = nullif(current_setting('app.partnership', true), '')::bigint)
$$;
REVOKE ALL ON FUNCTION partnerships_of_record() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION partnerships_of_record() TO firsthome_app, firsthome_ledger;
"""
"""Which partnerships hold or held the announced record; for a reader whose own partnership is one of them."""

OF_LEADS = "(principal >= 2000000000 AND principal < 2500000000)"
"""What the safeguarding leads of an agency keep when their partnership holds the record no more: see decision 0010."""
_HOLDERS = "(SELECT count(*) FROM record_holder h WHERE h.record = record_access.record) > 0"
assert _HOLDERS in ACCESS_TODAY, "the policy on access asks whether the reader's partnership holds the record"
KEPT_OR_HELD = ACCESS_TODAY.replace(_HOLDERS, f"({OF_LEADS} OR {_HOLDERS})")

MOVE_POLICIES = [
    HELD_BY,
    f"ALTER POLICY reader ON record_access USING ({KEPT_OR_HELD} AND {AT_WORK_THERE})",
    f"""ALTER POLICY reader ON sharing_agreement USING ({OWN_AGENCY} OR agency_id IN (SELECT a.id FROM agency a
        JOIN partnerships_of_record() h ON h.partnership = a.partnership_id AND h.holds))""",  # noqa: S608 its own text
    *protect(
        "record_move",
        f"""{NOT_EXCLUDED.format(table="record_move")} AND ({INVOLVED.format(table="record_move")} >= 4
        OR (leads = ANY ({PRINCIPALS}) AND stands IN ('asked', 'accepted', 'handed_over')) IS TRUE)""",
    ),
    *destroyer("record_move"),
]
"""Whoever has full access follows a move, on either side; those who are asked, while it is under way."""
