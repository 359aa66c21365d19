"""Making a new entry that a practitioner signs for their own agency."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry, Said


def signed(said: Said | None, by: Reader, id: UUID | None = None, **more: Any) -> Entry:  # noqa: A002 the entry's own word
    """An entry ready to append: `more` are parts of `Entry`, such as happened, about, audience and source.

    `id` is the writer's, so that sending twice adds once; entered_by is the author unless it is given.
    A mark that says nothing of its own has to name its kind.
    """
    id = id or uuid7()  # noqa: A001
    kind = said.kind if said else ""
    parts: dict[str, Any] = {"kind": kind, "entered_by": by.practitioner, "statement": id} | more
    return Entry(id=id, said=said, author=by.practitioner, agency=by.agency, **parts)
