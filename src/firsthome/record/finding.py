"""The one function of the database that finds people: SQL that migrations run.

It runs as the owner of the tables, so it holds to every wall by itself: access of today by involvement (an emergency
finds nobody), exclusions, the holding partnership, and of each row only what its audience class may see. Somebody is
found on a record only by what this reader may see there, and only where they may see that this person is on it.

Whoever sees no entries of a record (presence, summary) finds there nobody but its mother, by what is open to everyone
with full access, and only where what was typed leaves little doubt: the NHS number, or the birthday with a name that
sounds the same. Of a restricted record, and of a child who was adopted, they find nothing at all.

First the keys of the search, in a btree; then whoever could still be meant is looked at: whether the reader may see
them, and how much is the same (docs/performance.md has figures). Where more than a few thousand share a key, as with
one short word and nothing else, not all of them are looked at.
"""

from __future__ import annotations

FIND_PEOPLE = """
CREATE FUNCTION find_people(seek bigint[], seek_two bigint[], seek_one bigint[], seek_name text, seek_born date,
    seek_near date[], seek_number text, seek_phones text[], seek_postcode text, most integer)
RETURNS TABLE (record uuid, reference text, level smallint, person uuid, name text, day date, role text, score real,
    alike real, both_heard boolean, one_heard boolean, birthday smallint, by_number boolean, by_phone boolean,
    by_postcode boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    tokens bigint[] := array(SELECT t FROM unnest(nullif(current_setting('app.principals', true), '')::bigint[]) t
        WHERE t < 3000000000);
    asker bigint := nullif(current_setting('app.practitioner', true), '')::bigint;
    held_by bigint := nullif(current_setting('app.partnership', true), '')::bigint;
    a_part boolean := seek_name <> '' AND position(' ' IN seek_name) = 0;
BEGIN
RETURN QUERY
WITH hit AS MATERIALIZED (
    SELECT DISTINCT f.record, f.person FROM find_key k JOIN findable f ON f.id = k.findable
    WHERE k.k = ANY (seek) AND (a_part OR f.keys && seek_two OR seek_born = ANY (f.days) OR f.days && seek_near
        OR seek_number = ANY (f.numbers) OR f.phones && seek_phones OR seek_postcode = ANY (f.postcodes)
        OR EXISTS (SELECT FROM unnest(f.plain) n WHERE similarity(seek_name, n) >= 0.3))
    LIMIT 5000
), opened AS MATERIALIZED (
    SELECT h.record, (SELECT max(a.level) FROM record_access a WHERE a.record = h.record AND a.principal = ANY (tokens)
        AND a.agency = ANY (tokens) AND a.begins <= statement_timestamp() AND a.until > statement_timestamp()) AS level
    FROM (SELECT DISTINCT hit.record FROM hit) h
), open_to AS MATERIALIZED (
    SELECT o.record, o.level FROM opened o WHERE o.level IS NOT NULL
    AND NOT EXISTS (SELECT FROM record_exclusion x WHERE x.record = o.record AND x.practitioner_id = asker
        AND (x.until IS NULL OR x.until > statement_timestamp()))
    AND EXISTS (SELECT FROM record_holder w WHERE w.record = o.record AND w.partnership_id = held_by
        AND w.begins <= statement_timestamp() AND (w.until IS NULL OR w.until > statement_timestamp()))
), shown AS (
    SELECT f.*, o.level FROM hit h JOIN open_to o ON o.record = h.record
    JOIN findable f ON f.record = h.record AND f.person = h.person
    WHERE EXISTS (SELECT FROM class_shown_to c WHERE c.record = f.record AND c.audience_class = f.audience_class
        AND CASE WHEN o.level >= 3 THEN c.level <= o.level AND (c.principal = 0 OR c.principal = ANY (tokens))
            ELSE c.principal = 0 END)
    AND (o.level >= 3 OR EXISTS (SELECT FROM record_outline m WHERE m.record = f.record AND m.mother = f.person)
        AND NOT EXISTS (SELECT FROM record_restriction t WHERE t.record = f.record AND t.until IS NULL)
        AND NOT EXISTS (SELECT FROM never_in_emergency n WHERE n.record = f.record))
), weighed AS (
    SELECT s.record, s.person, max(s.level) AS level, max(s.role) AS role,
        max((SELECT max(CASE WHEN a_part THEN greatest(similarity(seek_name, n), word_similarity(seek_name, n))
            ELSE similarity(seek_name, n) END) FROM unnest(s.plain) n)) AS alike,
        bool_or(s.keys && seek_two) AS both_heard, bool_or(s.keys && seek_one) AS one_heard,
        max(CASE WHEN seek_born IS NULL OR cardinality(s.years) = 0 THEN NULL WHEN seek_born = ANY (s.days) THEN 3
            WHEN s.days && seek_near THEN 2 WHEN extract(year FROM seek_born)::smallint = ANY (s.years) THEN 1
            ELSE -1 END) AS birthday,
        bool_or(seek_number <> '' AND seek_number = ANY (s.numbers)) AS by_number,
        bool_or(seek_number <> '' AND cardinality(s.numbers) > 0 AND seek_number <> ALL (s.numbers)) AS other_number,
        bool_or(s.phones && seek_phones) AS by_phone,
        bool_or(seek_postcode <> '' AND seek_postcode = ANY (s.postcodes)) AS by_postcode
    FROM shown s GROUP BY s.record, s.person
)
SELECT w.record, r.reference::text, w.level::smallint, w.person, CASE WHEN w.level >= 2 THEN p.name::text ELSE '' END,
    CASE WHEN w.level >= 3 THEN p.born END, CASE WHEN w.level >= 3 THEN w.role ELSE '' END,
    (2 * greatest(w.alike, CASE WHEN w.both_heard THEN 0.8 WHEN w.one_heard THEN 0.45 ELSE 0 END)
        + CASE w.birthday WHEN 3 THEN 1.4 WHEN 2 THEN 0.9 WHEN 1 THEN 0.3 WHEN -1 THEN -0.5 ELSE 0 END
        + CASE WHEN w.by_number THEN 3 WHEN w.other_number THEN -0.8 ELSE 0 END
        + CASE WHEN w.by_phone THEN 0.8 ELSE 0 END + CASE WHEN w.by_postcode THEN 0.5 ELSE 0 END)::real AS score,
    coalesce(w.alike, 0)::real, w.both_heard, w.one_heard, coalesce(w.birthday, 0)::smallint, w.by_number, w.by_phone,
    w.by_postcode
FROM weighed w JOIN record r ON r.id = w.record JOIN person p ON p.id = w.person
WHERE w.role <> '' AND (w.level >= 3 OR w.by_number OR (w.birthday = 3 AND w.both_heard))
ORDER BY score DESC, p.name, w.record LIMIT most;
END $$;
REVOKE ALL ON FUNCTION find_people FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_people TO firsthome_app;
"""
