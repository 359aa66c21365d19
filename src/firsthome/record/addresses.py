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


class Looked(NamedTuple):
    """An address in full, and the entry where it stands."""

    address: Address
    entry: Entry


def address_of(found: read.Found, reader: Reader, entry: UUID) -> Looked | None:
    """The address that an entry holds, as it stands now; None where there is none that reaches this reader."""
    everything = read.entries_with_sealed_words(found, reader, only=(Address.kind,))
    statement = fold(everything).by_entry.get(entry)
    said = statement.current.said if statement else None
    return Looked(said, statement.current.content) if statement and isinstance(said, Address) else None
