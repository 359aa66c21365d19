"""Somebody who is not on the record yet: what they are called, and their birthday."""

from __future__ import annotations

from datetime import date
from typing import Annotated, NamedTuple
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, StringConstraints

from firsthome.kinds.entry import ask

PREFIX = "new-"
Name = Annotated[str, StringConstraints(max_length=200)]


class Newcomer(BaseModel):
    """What is asked about a person whom the record does not know yet."""

    model_config = ConfigDict(frozen=True)

    name: Name = ask(
        "What is their name?",
        "If you do not know it, say who they are, like “Father, name not known”.",
        missing="Enter a name, or say who they are",
    )
    born: date | None = ask("When were they born?", "Leave empty if you do not know.", default=None)


class Known(NamedTuple):
    """Somebody whom the partnership knows, and whom this record gains."""

    id: UUID
    name: str


def person_of(entry: UUID) -> UUID:
    """The id of the person whom an entry brings to the record; never chosen by the browser, and the same each time."""
    return uuid5(entry, "person")
