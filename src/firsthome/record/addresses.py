"""The one place where the words of a restricted or sealed address are read. Everything else reads them covered.

Because they are left out while entries are read, no page, print, copy, list, export or message that is made from
a record can hold them: not those of today and not those that are still to be written. Source: hazard 7.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.kinds.address import Address
from firsthome.kinds.entry import Entry
from firsthome.kinds.record import fold
from firsthome.record import read
from firsthome.record.append import as_ledger
from firsthome.record.kept_back import sealed_words_in
from firsthome.record.rows import COLUMNS, entry_from


class Looked(NamedTuple):
    """An address in full, and the entry where it stands."""

    address: Address
    entry: Entry


def words_never_on_paper(found: read.Found) -> tuple[str, ...]:
    """Every line and postcode of the record's restricted and sealed addresses, whoever may see them.

    Only to be taken out of what is given to somebody: it is shown to nobody. Whoever answers a request may not know
    that an address is sealed, and must not hand it over all the same (hazard 7).
    """
    with as_ledger() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM entry e WHERE e.record = %s AND e.kind = %s ORDER BY e.seq",  # noqa: S608 ours
            [found.id, Address.kind],
        )
        entries = [entry_from(row) for row in cursor.fetchall()]
    covered = sealed_words_in(entries)
    said = [one.said for one in entries if one.root() in covered and isinstance(one.said, Address)]
    lines = {line.strip() for one in said for line in (*one.lines.splitlines(), one.postcode)}
    return tuple(sorted(filter(None, lines)))


def address_of(found: read.Found, reader: Reader, entry: UUID) -> Looked | None:
    """The address that an entry holds, as it stands now; None where there is none that reaches this reader."""
    everything = read.entries_with_sealed_words(found, reader, only=(Address.kind,))
    statement = fold(everything).by_entry.get(entry)
    said = statement.current.said if statement else None
    return Looked(said, statement.current.content) if statement and isinstance(said, Address) else None
