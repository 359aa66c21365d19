"""Pictures of three invented families, as somebody has looked at them: nothing of how they are drawn changes unseen.

They are kept in tests/golden, one element to a line. Where a change is meant, run
`RENEW_PICTURES=yes .venv/bin/python -m pytest -n 0 tests/test_golden_pictures.py`, open each changed file in a browser,
look at it beside the one before, and commit it with what changed.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from firsthome.kinds.choices import Asked
from firsthome.kinds.entry import Entry
from firsthome.kinds.family import Role, Tie
from firsthome.kinds.father_or_partner import FatherOrPartner, HowKnown
from firsthome.kinds.household import Household
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.network_member import NetworkMember
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.record import Record, fold
from firsthome.kinds.when import When
from firsthome.pages.pictures.ecomap import ecomap_svg
from firsthome.pages.pictures.genogram import genogram_svg
from firsthome.reading.ecomap import ecomap
from firsthome.reading.genogram import genogram
from tests.test_genogram import on_record, said, tie

GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2026, 3, 1)
CALLED = ("Becky Hale", "Twin one", "Twin two", "Sam Doyle", "Jean Hale", "Dawn Hale", "Shannon Pryce", "Baby Pryce",
    "Kieran Doyle", "Carol Pryce", "Grace Adeyemi", "Baby Adeyemi", "Tom Whitfield", "Ireti Whitfield",
    "Luke Brand", "Ola Adeyemi", "Femi Adeyemi", "Wren Adeyemi")  # fmt: skip
(
    BECKY,
    ONE,
    TWO,
    SAM,
    JEAN,
    DAWN,
    SHANNON,
    UNBORN,
    KIERAN,
    CAROL,
    GRACE,
    BABY,
    TOM,
    IRETI,
    LUKE,
    OLA,
    FEMI,
    WREN,
) = (UUID(int=number) for number in range(1, 19))
SERVICES = [said(Involvement(agency=agency, role=role, lead=agency == 1)) for agency, role in
    ((1, "Community midwife"), (2, "Health visitor"), (3, "Social worker"))]  # fmt: skip


class Names:
    def person(self, person: UUID) -> str:
        return CALLED[person.int - 1]

    def agency(self, agency: int) -> str:
        return ("", "Maternity", "Health visiting", "Social care")[agency]

    def practitioner(self, practitioner: int) -> str:
        return "Ada Hope"


FAMILIES: dict[str, list[Entry]] = {
    "a-twin-lost-and-three-generations": [
        on_record(BECKY, Role.MOTHER),
        on_record(ONE, Role.BABY),
        on_record(TWO, Role.BABY),
        said(Pregnancy(edd=date(2026, 5, 31), babies=2)),
        said(Outcome(baby=ONE, result=Result.MISCARRIAGE))._replace(happened=When.on(date(2026, 1, 13))),
        on_record(SAM, Role.FATHER),
        on_record(JEAN, Role.GRANDPARENT, "Becky’s grandmother"),
        on_record(DAWN, Role.GRANDPARENT, "Becky’s mother"),
        tie(SAM, Tie.PARTNER, BECKY),
        tie(SAM, Tie.SUPPORTS, BECKY),
        tie(DAWN, Tie.PARENT, BECKY),
        tie(JEAN, Tie.PARENT, DAWN),
        tie(DAWN, Tie.CONFLICT, JEAN, by="Jean"),
        tie(DAWN, Tie.LITTLE_CONTACT, BECKY, by="Becky"),
        said(Household(living=(BECKY, JEAN), some_nights=(SAM,), where="Jean’s house")),
        said(NetworkMember(person=JEAN, can_do="Every night but Thursdays")),
    ],
    "somebody-not-to-be-approached": [
        on_record(SHANNON, Role.MOTHER),
        on_record(UNBORN, Role.BABY),
        on_record(KIERAN, Role.FATHER, "said to be the father", by="Shannon"),
        on_record(CAROL, Role.RELATIVE, "aunt"),
        tie(KIERAN, Tie.FORMER_PARTNER, SHANNON, by="Shannon"),
        tie(KIERAN, Tie.HARMS, SHANNON, by="Carol"),
        tie(CAROL, Tie.CLOSE, SHANNON),
        said(Household(living=(SHANNON, CAROL), where="her aunt’s flat")),
        said(FatherOrPartner(person=KIERAN, how_known=HowKnown.NAMED, said_by="Shannon", knows=Asked.NOT_SAFE)),
    ],
    "children-of-two-fathers": [
        on_record(GRACE, Role.MOTHER),
        on_record(BABY, Role.BABY),
        on_record(TOM, Role.FATHER),
        on_record(IRETI, Role.SIBLING, "older sister"),
        on_record(LUKE, Role.RELATIVE, "man, father of Wren"),
        on_record(WREN, Role.SIBLING, "older brother, lives with his father"),
        on_record(OLA, Role.GRANDPARENT, "mother’s mother"),
        on_record(FEMI, Role.GRANDPARENT, "mother’s father"),
        tie(TOM, Tie.PARTNER, GRACE),
        tie(TOM, Tie.PARENT, IRETI),
        tie(GRACE, Tie.PARENT, IRETI),
        tie(LUKE, Tie.PARENT, WREN),
        tie(GRACE, Tie.PARENT, WREN),
        tie(LUKE, Tie.SEPARATED, GRACE),
        tie(OLA, Tie.PARTNER, FEMI),
        said(Household(living=(GRACE, TOM, IRETI), where="a terraced house")),
        said(Household(living=(LUKE, WREN), where="by the sea")),
    ],
}  # fmt: skip


def record_of(family: str) -> Record:
    """With the same ids on every run, in whatever order tests are run."""
    entries = [*FAMILIES[family], *SERVICES]
    return fold(entry._replace(id=UUID(int=number)) for number, entry in enumerate(entries, 100))


def draw(family: str, sort: str) -> str:
    record, names = record_of(family), Names()
    facts = genogram(record, TODAY, names)
    if sort == "genogram":
        return genogram_svg(facts, lambda entry: f"#{entry.int}")
    return ecomap_svg(ecomap(record, TODAY, names, facts), lambda entry: f"#{entry.int}")


@pytest.mark.parametrize("sort", ["genogram", "ecomap"])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_picture_is_drawn_as_somebody_has_looked_at_it(family: str, sort: str) -> None:
    kept = GOLDEN / f"{family}.{sort}.svg"
    drawn = draw(family, sort).replace("><", ">\n<") + "\n"
    if "RENEW_PICTURES" in os.environ:
        kept.write_text(drawn, encoding="utf-8")
    assert drawn == kept.read_text(encoding="utf-8"), (
        "The picture changed. If that is meant, renew it as this file says, look at it, and commit it."
    )


def test_every_kept_picture_is_one_that_is_drawn() -> None:
    drawn = {f"{family}.{sort}.svg" for family in FAMILIES for sort in ("genogram", "ecomap")}
    assert {one.name for one in GOLDEN.iterdir()} == drawn
