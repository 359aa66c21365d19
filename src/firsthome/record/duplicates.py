"""Two persons who may be one: worked out as people are added, with why, for those who read both records in full.

Only what is open to everyone with full access counts, so that no hidden fact shows in why. Twins and other children
share mother, birthday and half their name, so two children of one record are never proposed, and children at all only
under the very same name. Records that are restricted or were separated after an adoption take no part.

A father or partner of one record who may also be on another is no such pair: see `same_man`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from firsthome.kinds.family import Role
from firsthome.people.name_keys import both_heard, exact_keys

CHILDREN = frozenset({Role.BABY.value, Role.SIBLING.value})
MEN = frozenset({Role.FATHER.value, Role.PARTNER.value, Role.OTHER.value})
"""Somebody else as well: who is only said to be the father often stands there so."""
CHOSEN = "whoever added him chose the same person"
PAIR = UUID("6d0f1c52-6c0a-4b9e-8a4e-0f2f4b8a9d11")
"""Names pairs, so that what was checked stays with a pair that is worked out anew."""
MOST = 500
"""So many who sound alike are looked at for one record; a name that is more common tells nothing by itself."""

_OPEN = """EXISTS (SELECT FROM class_shown_to c WHERE c.record = f.record AND c.audience_class = f.audience_class
        AND c.principal = 0)
    AND NOT EXISTS (SELECT FROM record_restriction t WHERE t.record = f.record AND t.until IS NULL)
    AND NOT EXISTS (SELECT FROM never_in_emergency n WHERE n.record = f.record)"""
_FIELDS = "f.record, f.person, f.role, f.plain, f.days, f.numbers, f.phones, f.postcodes"
_MINE = f"SELECT {_FIELDS} FROM findable f WHERE f.record = %(record)s AND {_OPEN}"  # noqa: S608 from above
_OTHERS = f"""SELECT {_FIELDS} FROM findable f WHERE {_OPEN} AND (f.record, f.person) IN (
        SELECT DISTINCT g.record, g.person FROM find_key k JOIN findable g ON g.id = k.findable
        WHERE k.k = ANY (%(keys)s) LIMIT {MOST})
    AND EXISTS (SELECT FROM record_holder h JOIN record_holder w ON w.partnership_id = h.partnership_id
        WHERE h.record = %(record)s AND w.record = f.record)"""  # noqa: S608 from above


@dataclass
class Somebody:
    """One person on one record, by what is open there."""

    record: UUID
    person: UUID
    roles: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)

    @property
    def child(self) -> bool:
        """Whether they are a baby or a brother or sister there."""
        return bool(self.roles & CHILDREN)

    def also_a_man_of(self, other: Somebody) -> bool:
        """Whether it would say that a father or partner is known in another pregnancy."""
        return self.record != other.record and bool((self.roles | other.roles) & MEN)

    def keys(self) -> set[int]:
        """By which others are looked for."""
        return exact_keys("nhs", self.numbers) | self.heard

    @cached_property
    def heard(self) -> set[int]:
        """Their names as they sound: worked out once, since one is compared with hundreds."""
        return set[int]().union(*(both_heard(name) for name in self.names))


def why_same(one: Somebody, other: Somebody) -> list[str]:
    """Why two may be one person, in words; nothing where they are not taken for one. Pure."""
    if one.person == other.person or _differ(one.numbers, other.numbers):
        return []
    same_number = bool(one.numbers & other.numbers)
    alike = _alike(one, other)
    if not same_number and (not alike or _differ(one.days, other.days)):
        return []
    found = [
        words
        for said, words in (
            (same_number, "the same NHS number"),
            (one.days & other.days, "the same date of birth"),
            (one.phones & other.phones, "the same phone number"),
            (one.postcodes & other.postcodes, "the same postcode"),
        )
        if said
    ]
    if found and alike:
        same = bool(one.names & other.names)
        found.insert(0, "the same name" if same else "a name that sounds the same, or that it is short for")
    return found


def _differ(some: set[Any], others: set[Any]) -> bool:
    """Whether both are known, and have nothing in common."""
    return bool(some and others and not some & others)


def _alike(one: Somebody, other: Somebody) -> bool:
    """Whether both may have the same name. A family shares half of it, so one word is never enough."""
    if one.child and other.child:
        return one.record != other.record and bool(one.names & other.names)
    return bool(one.heard & other.heard)


# --- keeping, as the ledger role


def replace_pairs(cursor: Any, record: UUID) -> None:
    """Put the pairs that this record takes part in in place of those stored; two who were told apart stay so."""
    for table in ("person_pair", "man_pair"):
        cursor.execute(
            f"DELETE FROM {table} WHERE record_one = %(record)s OR record_other = %(record)s",  # noqa: S608 from above
            {"record": record},
        )
    mine = _people(cursor, _MINE, {"record": record})
    keys = set[int]().union(*(one.keys() for one in mine))
    others = _people(cursor, _OTHERS, {"record": record, "keys": list(keys)}) if keys else []
    for one, other, why in _pairs(mine, others):
        values = {
            "one": one.person, "other": other.person, "record_one": one.record, "record_other": other.record,
            "why": why, "pair": uuid5(PAIR, f"{one.person}{other.person}{one.record}{other.record}"),
        }  # fmt: skip
        cursor.execute(_ADD_MEN if one.also_a_man_of(other) else _ADD_PAIR, values)


_ADD_PAIR = """INSERT INTO person_pair (one, other, record_one, record_other, why)
    SELECT %(one)s, %(other)s, %(record_one)s, %(record_other)s, %(why)s WHERE NOT EXISTS (
        SELECT FROM person_apart a WHERE a.one = %(one)s AND a.other = %(other)s) ON CONFLICT DO NOTHING"""
_ADD_MEN = """INSERT INTO man_pair (pair, one, other, record_one, record_other, why)
    VALUES (%(pair)s, %(one)s, %(other)s, %(record_one)s, %(record_other)s, %(why)s) ON CONFLICT DO NOTHING"""


def _people(cursor: Any, sql: str, values: dict[str, Any]) -> list[Somebody]:
    cursor.execute(sql, values)
    found: dict[tuple[UUID, UUID], Somebody] = {}
    for record, person, role, *facts in cursor.fetchall():
        one = found.setdefault((record, person), Somebody(record, person))
        one.roles |= {role} - {""}
        lists: list[set[Any]] = [one.names, one.days, one.numbers, one.phones, one.postcodes]
        for kept, more in zip(lists, facts, strict=True):
            kept |= set(more)
    return [one for one in found.values() if one.roles]


def _pairs(mine: list[Somebody], others: list[Somebody]) -> Iterator[tuple[Somebody, Somebody, list[str]]]:
    """Each pair once, the smaller id first, so that it is the same pair from whichever side it is found."""
    for somebody in mine:
        for another in others:
            if why := _why(somebody, another):
                one, other = sorted((somebody, another), key=lambda each: (each.person, each.record))
                yield one, other, why


def _why(one: Somebody, other: Somebody) -> list[str]:
    chosen = one.person == other.person and one.also_a_man_of(other)
    return [CHOSEN] if chosen else why_same(one, other)
