"""The functions of the database that say who may be known in another pregnancy: SQL that migrations run.

They run as the owner of the tables, so they hold to every wall by themselves: access of today by involvement,
exclusions from either record, the holding partnership of both, restrictions, adoption, and of each man only what is
open to everyone with full access. Nobody reads the two tables but through these.
"""

from __future__ import annotations

KNOWN_TWICE = [
    """
CREATE FUNCTION openly_there(here uuid, somebody uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM findable f JOIN class_shown_to c ON c.record = f.record
            AND c.audience_class = f.audience_class AND c.principal = 0
        WHERE f.record = here AND f.person = somebody AND f.role <> '')
    AND EXISTS (SELECT FROM record_holder h WHERE h.record = here AND h.begins <= statement_timestamp()
        AND h.partnership_id = nullif(current_setting('app.partnership', true), '')::bigint
        AND (h.until IS NULL OR h.until > statement_timestamp()))
    AND NOT EXISTS (SELECT FROM record_exclusion x WHERE x.record = here
        AND x.practitioner_id = nullif(current_setting('app.practitioner', true), '')::bigint
        AND (x.until IS NULL OR x.until > statement_timestamp()))
    AND NOT EXISTS (SELECT FROM record_restriction t WHERE t.record = here AND t.until IS NULL)
    AND NOT EXISTS (SELECT FROM never_in_emergency n WHERE n.record = here)
$$""",
    """
CREATE FUNCTION reads_in_full(here uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM record_access a,
            (SELECT nullif(current_setting('app.principals', true), '')::bigint[] AS tokens) t
        WHERE a.record = here AND a.level = 4 AND a.principal = ANY (t.tokens) AND a.agency = ANY (t.tokens)
        AND a.principal < 3000000000 AND a.begins <= statement_timestamp() AND a.until > statement_timestamp())
$$""",
    """
CREATE FUNCTION rings_first(here uuid) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT a.name || coalesce(nullif(': ' || a.contact, ': '), '')
    FROM record_involved i JOIN agency a ON a.id = i.agency
    WHERE i.record = here AND i.begins <= statement_timestamp() AND i.until > statement_timestamp()
    ORDER BY i.lead DESC, a.name LIMIT 1
$$""",
    """
CREATE FUNCTION possible_men() RETURNS TABLE (pair uuid, one uuid, other uuid, record_one uuid, record_other uuid,
    name_one text, name_other text, reference_one text, reference_other text, ring_one text, ring_other text,
    why text[],
    identifiers text[], words text, asked_by bigint, asked_name text, seconded_name text, seconded_at timestamptz,
    two_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH found AS (
    SELECT coalesce(p.pair, m.pair) AS pair, coalesce(p.one, m.one) AS one, coalesce(p.other, m.other) AS other,
        coalesce(p.record_one, m.record_one) AS record_one, coalesce(p.record_other, m.record_other) AS record_other,
        coalesce(p.why, '{}') AS why, coalesce(m.identifiers, '{}') AS identifiers, coalesce(m.words, '') AS words,
        m.asked_by, m.seconded_by, m.seconded_at, m.two_at
    FROM man_pair p FULL JOIN man_checked m ON m.pair = p.pair
    WHERE EXISTS (SELECT FROM unnest(nullif(current_setting('app.principals', true), '')::bigint[]) t
        WHERE t BETWEEN 2000000000 AND 2499999999)
), read AS (
    SELECT f.*, reads_in_full(f.record_one) AS reads_one, reads_in_full(f.record_other) AS reads_other FROM found f
)
SELECT r.pair, r.one, r.other, r.record_one, r.record_other,
    CASE WHEN r.reads_one THEN a.name ELSE '' END, CASE WHEN r.reads_other THEN b.name ELSE '' END,
    CASE WHEN r.reads_one THEN c.reference::text ELSE '' END,
    CASE WHEN r.reads_other THEN d.reference::text ELSE '' END,
    coalesce(rings_first(r.record_one), ''), coalesce(rings_first(r.record_other), ''), r.why, r.identifiers, r.words,
    r.asked_by, coalesce(x.name, ''), coalesce(y.name, ''), r.seconded_at, r.two_at
FROM read r JOIN person a ON a.id = r.one JOIN person b ON b.id = r.other
    JOIN record c ON c.id = r.record_one JOIN record d ON d.id = r.record_other
    LEFT JOIN practitioner x ON x.id = r.asked_by LEFT JOIN practitioner y ON y.id = r.seconded_by
WHERE (r.reads_one OR r.reads_other) AND openly_there(r.record_one, r.one) AND openly_there(r.record_other, r.other)
ORDER BY r.two_at IS NOT NULL, r.seconded_at IS NOT NULL, cardinality(r.why) DESC, a.name, r.pair LIMIT 100
$$""",
    """
CREATE FUNCTION known_elsewhere(here uuid) RETURNS TABLE (person uuid, ring text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT DISTINCT CASE WHEN m.record_one = here THEN m.one ELSE m.other END,
    a.name || coalesce(nullif(': ' || a.contact, ': '), '')
FROM man_checked m JOIN agency a ON a.id IN (m.asked_agency, m.seconded_agency)
WHERE here IN (m.record_one, m.record_other) AND m.seconded_at IS NOT NULL AND m.two_at IS NULL
    AND reads_in_full(here) AND openly_there(m.record_one, m.one) AND openly_there(m.record_other, m.other)
ORDER BY 1, 2
$$""",
    *(
        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC"
        for name in (
            "openly_there(uuid, uuid)", "reads_in_full(uuid)", "rings_first(uuid)", "possible_men()",
            "known_elsewhere(uuid)",
        )
    ),
    "GRANT EXECUTE ON FUNCTION possible_men() TO firsthome_app",
    "GRANT EXECUTE ON FUNCTION known_elsewhere(uuid) TO firsthome_app",
]  # fmt: skip
"""A lead is told of a record that they do not read only whom to ring about it; a professional, the two who checked."""
