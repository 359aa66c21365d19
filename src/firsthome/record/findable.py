"""By what the people of a record can be found: a projection of its entries, a row for each person and audience class.

The name and birthday of somebody's own row are looked up as it is kept. The words of a restricted or sealed address
never come in here: nobody is found by where they hide (hazard 7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from firsthome.kinds.address import Address
from firsthome.kinds.contact_details import ContactDetails
from firsthome.kinds.entry import Said
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.identity import AlsoCalled, Identity
from firsthome.kinds.newborn import Newborn
from firsthome.kinds.record import Record
from firsthome.kit.dates import Span
from firsthome.people.name_keys import days_of, keys_of, phones_in, plain_postcode, words_of, years_of
from firsthome.record.duplicates import replace_pairs
from firsthome.record.kept_back import sealed_words_in


class Findable(NamedTuple):
    """What one audience class may find somebody by. Spans are kept as «first/last», which compares as text."""

    person: UUID
    audience_class: UUID
    role: str = ""
    """What they are to the pregnancy; empty where this class may not see that they are on the record."""
    names: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()


STORED = Findable._fields


def findable_of(record: Record, audience_classes: Mapping[UUID, UUID]) -> set[Findable]:
    """Everybody of a record, by everything that stands about them; with each statement's audience class. Pure."""
    entries = [entry for statement in record.statements for entry in statement.entries]
    sealed = sealed_words_in(entries)
    rows: dict[tuple[UUID, UUID], dict[str, set[str]]] = {}
    for statement in record.statements:
        said = statement.current.said
        if said is None or statement.id in sealed:
            continue
        for person, field, value in _facts(said):
            row = rows.setdefault((person, audience_classes[statement.id]), {})
            row.setdefault(field, set()).add(value)
    return {Findable(*key, **_row(found)) for key, found in rows.items()}


def _row(found: dict[str, set[str]]) -> dict[str, Any]:
    """A person has one role in a class's row, whatever else they are said to be; of everything else, all of it."""
    lists = {name: tuple(sorted(values)) for name, values in found.items() if name != "role"}
    return lists | {"role": min(found.get("role", {""}))}


Fact = tuple[str, str]
"""A field of `Findable`, and one value of it."""


def _facts(said: Said) -> Iterator[tuple[UUID, str, str]]:
    """Whom an entry helps to find, and by what."""
    of_kind = _OF_KIND.get(type(said))
    for field, value in of_kind(said) if of_kind else ():
        if value:
            yield said.persons()[0], field, value


def _person(said: PersonOnRecord) -> Iterator[Fact]:
    yield "role", said.role.value
    yield "born", _spelled(Span(said.born, said.born)) if said.born else ""


def _identity(said: Identity) -> Iterator[Fact]:
    yield "born", _spelled(said.born) if said.born else ""
    yield "numbers", said.nhs_number


def _newborn(said: Newborn) -> Iterator[Fact]:
    yield "names", said.registered_name
    yield "numbers", said.nhs_number


_OF_KIND: dict[type[Said], Callable[[Any], Iterable[Fact]]] = {
    PersonOnRecord: _person,
    Identity: _identity,
    Newborn: _newborn,
    AlsoCalled: lambda said: [("names", said.name)],
    ContactDetails: lambda said: [("phones", phone) for phone in phones_in(said.phone)],
    Address: lambda said: [("postcodes", plain_postcode(said.postcode))],
}


def _spelled(span: Span) -> str:
    return "/".join(day.isoformat() if day else "" for day in span)


def span_from(spelled: str) -> Span:
    """The span behind «1999-03-27/1999-03-27»."""
    first, last = spelled.split("/")
    return Span(*(date.fromisoformat(day) if day else None for day in (first, last)))


# --- keeping, as the ledger role


def replace_findable(cursor: Any, record: UUID, found: set[Findable], *, anew: bool = False) -> None:
    """Put freshly worked-out rows in place of those stored, with their keys, and see who may be one person.

    Most entries change nothing here, and then nothing is done, unless it is to be `anew`.
    """
    if not anew and stored_findable(cursor, record) == found:
        return
    cursor.execute(
        """DELETE FROM find_key WHERE (k, findable) IN (
            SELECT unnest(f.keys), f.id FROM findable f WHERE f.record = %s)""",
        [record],
    )
    cursor.execute("DELETE FROM findable WHERE record = %s", [record])
    cursor.execute(
        "SELECT id, name, born FROM person WHERE id = ANY (%s)", [list({one.person for one in found})]
    )
    own = {person: (name, born) for person, name, born in cursor.fetchall()}
    for one in found:
        columns = one._asdict() | worked_out(one, *own.get(one.person, ("", None)))
        cursor.execute(_ADD, {"record": record} | {name: _listed(value) for name, value in columns.items()})
    replace_pairs(cursor, record)


def renew_keys(cursor: Any, record: UUID) -> None:
    """Make every key of a record anew: they come from names too, which are no entries, and from their own version."""
    replace_findable(cursor, record, stored_findable(cursor, record), anew=True)


def _listed(value: Any) -> Any:
    """A tuple would be a row to the driver."""
    return list(value) if isinstance(value, tuple) else value


def worked_out(one: Findable, name: str, born: date | None) -> dict[str, Any]:
    """What is searched and compared: with the person's own name and birthday, where they are known to be there."""
    names = [*one.names, *([name] if one.role else [])]
    spans = [*map(span_from, one.born), *([Span(born, born)] if one.role and born else [])]
    return {
        "plain": list(filter(None, (" ".join(words_of(name)) for name in names))),
        "days": days_of(spans),
        "years": sorted({year for span in spans for year in years_of(span)}),
        "keys": sorted(keys_of(names, spans, one.numbers, one.phones, one.postcodes)),
    }


_LISTS = {"names": "text", "born": "text", "numbers": "text", "phones": "text", "postcodes": "text"}
_LISTS |= {"plain": "text", "days": "date", "years": "smallint", "keys": "bigint"}
_COLUMNS = ("record", "person", "audience_class", "role", *_LISTS)
_VALUES = ", ".join(f"%({name})s{f'::{_LISTS[name]}[]' if name in _LISTS else ''}" for name in _COLUMNS)
_ADD = f"""WITH added AS (INSERT INTO findable ({", ".join(_COLUMNS)}) VALUES ({_VALUES}) RETURNING id, keys)
    INSERT INTO find_key (k, findable) SELECT unnest(keys), id FROM added"""  # noqa: S608 names from above


def stored_findable(cursor: Any, record: UUID) -> set[Findable]:
    """The rows as they stand in the table."""
    cursor.execute(f"SELECT {', '.join(STORED)} FROM findable WHERE record = %s", [record])  # noqa: S608 names from above
    return {Findable(*row[:3], *map(tuple, row[3:])) for row in cursor.fetchall()}
