"""What a search for somebody asks, and who was found, in words: on a page of its own and wherever somebody is added.

Everything is sent and never stands in an address. Each record that a search showed was looked at by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, QueryDict
from pydantic import BaseModel, ConfigDict

from firsthome.access.principals import Reader
from firsthome.kinds.entry import Line, ask
from firsthome.kinds.family import Role
from firsthome.kinds.spelled import NhsNumber
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form
from firsthome.pages.gate import write_found
from firsthome.pages.newcomer import Name
from firsthome.record.find_people import Fit, Match, Sought, find_people
from firsthome.record.outline import ToRing, to_ring
from firsthome.record.read import find

SAY_SOMETHING = "Enter a name or a part of it, a date of birth, an NHS number, a phone number or a postcode"
WORDS_HINT = "All of it or a part. Other spellings, short names and names from before are looked for too."


class Seeking(BaseModel):
    """What the search goes by; any part is enough."""

    model_config = ConfigDict(frozen=True)

    name: Name = ask("What are they called?", WORDS_HINT, default="")
    born: date | None = ask("When were they born?", "For example 27 3 1999.", default=None)
    number: NhsNumber = ask("NHS number", default="")
    phone: Line = ask("Phone number", default="")
    postcode: Line = ask("Postcode", default="")

    def sought(self) -> Sought:
        """The same, for the search."""
        return Sought(self.name, self.born, self.number, self.phone, self.postcode)


@dataclass(frozen=True, slots=True)
class Place:
    """One record where somebody was found: what they are there, why they were found; or only whom to ring."""

    reference: str
    role: str
    why: str
    ring: list[ToRing]
    """Where no entry is open to the reader, so that they can ask."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody who may be meant."""

    person: UUID
    name: str
    """Empty where the reader may not know it."""
    born: date | None
    places: list[Place]
    can_be_added: bool
    """Whether the reader reads entries about them somewhere."""


def seeking(prefix: str = "", **other_words: str) -> Form[Seeking]:
    """The questions; some in other words."""
    return Form(Seeking, choices={}, prefix=prefix, questions=other_words)


def seek(request: HttpRequest, reader: Reader, form: Form[Seeking], posted: QueryDict) -> list[Seen] | None:
    """Who may be meant, the likeliest first; None where `form` says what to do first."""
    asked = form.take(posted)
    sought = asked.sought() if asked else None
    if sought is not None and not sought:
        form.wrong["name"] = Wrong(SAY_SOMETHING)
    if not sought:
        return None
    found = find_people(sought, reader)
    write_found(request, list(dict.fromkeys(fit.record for match in found for fit in match.fits)))
    return [_seen(match, sought, reader) for match in found]


def _seen(match: Match, sought: Sought, reader: Reader) -> Seen:
    return Seen(
        match.person,
        next((fit.name for fit in match.fits if fit.name), ""),
        next((fit.born for fit in match.fits if fit.born), None),
        list(_places(match, sought, reader)),
        any(fit.opens for fit in match.fits),
    )


def _places(match: Match, sought: Sought, reader: Reader) -> Iterator[Place]:
    for fit in match.fits:
        role = Role.stored_as(fit.role).label if fit.role else ""
        yield Place(fit.reference, role, "; ".join(fit.why(sought)), _ring(fit, reader))


def _ring(fit: Fit, reader: Reader) -> list[ToRing]:
    """Whom to ring about a record of which nothing else is said; finding it opens just that."""
    return [] if fit.opens or find(fit.reference, reader) is None else to_ring(fit.record)
