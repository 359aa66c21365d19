"""The family as a picture for one of them: of whom it is made is chosen, person by person.

Made from the family's copy: nothing that was only told, and nothing that came with a condition. Source: hazards 14
and 17.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from firsthome.exchange.documents.passing_on import part
from firsthome.exchange.documents.sections import Drawing
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.record import Record, Statement
from firsthome.pages.family_copy import familys_copy
from firsthome.pages.gate import RecordPage
from firsthome.pages.pictures.ecomap import ecomap_svg
from firsthome.pages.pictures.genogram import genogram_svg
from firsthome.pages.pictures.twins import ECOMAP_HEADS, GENOGRAM_HEADS, ecomap_rows, genogram_rows
from firsthome.reading.ecomap import ecomap
from firsthome.reading.genogram import genogram

PICTURES = ("genogram", "ecomap")
ALT = "Our family. The table after it says the same."


def people_drawn(page: RecordPage) -> dict[UUID, Statement]:
    """Everybody who can be on it, by the entry that names them."""
    return {one.current.content.id: one for one, _ in familys_copy(page).of(PersonOnRecord)}


def picture_for_family(page: RecordPage, name: str, chosen: Collection[UUID]) -> Drawing:
    """The picture of those who were chosen, and the same in words."""
    record = _of_these(familys_copy(page), chosen)
    family = genogram(record, page.today, page.names, for_family=True)
    if name == "genogram":
        rows, heads, svg = genogram_rows(family), GENOGRAM_HEADS, genogram_svg(family, lambda _: "", 1.0)
    else:
        facts = ecomap(record, page.today, page.names, family, for_family=True)
        rows, heads, svg = ecomap_rows(facts), ECOMAP_HEADS, ecomap_svg(facts, lambda _: "", 1.0)
    return Drawing("Our family", svg if rows else "", ALT, heads, tuple(row.cells for row in rows))


def _of_these(record: Record, chosen: Collection[UUID]) -> Record:
    """What is said of them alone, and of nobody who was left out."""
    people = {said.person for one, said in record.of(PersonOnRecord) if one.current.content.id in chosen}
    return part([one for one in record.statements if _named(one) <= people])


def _named(one: Statement) -> set[UUID]:
    said, content = one.current.said, one.current.content
    named = {*content.about, *(said.persons() if said else ())}
    return named | {said.person} if isinstance(said, PersonOnRecord) else named
