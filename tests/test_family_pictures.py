"""The pages of a family's pictures: what they show, what can be taken along, and what a family's copy leaves out."""

import re
from xml.etree import ElementTree

import pytest

from firsthome.kinds.entry import Audience, How, Source
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.household import Household
from tests.ledger_world import begin_family, new_person
from tests.world import signed_in

TOLD = Source(how=How.SAID, by="Aunt Rekha")


FATHER, HIDDEN = "Ashwin Mistry", "Hidden man"


@pytest.fixture
def family(stage):
    family, ada = begin_family(stage.world), stage.world.ada
    father = new_person(FATHER)
    family.add(ada, PersonOnRecord(person=father, role=Role.FATHER))
    family.add(ada, Relationship(person=father, tie=Tie.PARTNER, to=family.mother))
    family.add(ada, Relationship(person=father, tie=Tie.HARMS, to=family.mother), source=TOLD)
    family.add(ada, Household(living=(family.mother,), where="her grandmother’s flat"))
    return family


def page_of(reader, family, path):
    answer = signed_in(reader).get(f"/records/{family.reference}/{path}")
    return answer.content.decode() if answer.status_code == 200 else f"answered {answer.status_code}"


@pytest.mark.parametrize("name", ["genogram", "ecomap"])
def test_the_picture_and_the_table_name_the_same_people_with_links_to_their_entries(stage, family, name):
    page = page_of(stage.world.ada, family, name)
    picture, table = page[page.index("<svg class=") : page.index("</svg>")], page[page.index("<table") :]
    links = set(re.findall(r"/entries/([0-9a-f-]{36})", picture))
    assert links
    assert links <= set(re.findall(r"/entries/([0-9a-f-]{36})", table))
    for words in ("said by Aunt Rekha", "hurt, frightened or controlled"):
        assert words in picture
        assert words in table.lower() or words in table


def test_the_family_is_linked_from_the_first_page(stage, family):
    assert f"/records/{family.reference}/genogram" in page_of(stage.world.ada, family, "")


@pytest.mark.parametrize("name", ["genogram", "ecomap"])
def test_a_familys_copy_says_nothing_that_was_only_told_and_nothing_of_danger(stage, family, name):
    first = signed_in(stage.world.ada).get(f"/records/{family.reference}/{name}/copy?as=svg&copy=family")
    assert first.url == f"/records/{family.reference}/copies/picture?picture={name}", "first: is it safe?"
    for path in (f"{name}?copy=family", f"{name}?copy=family&paper=yes"):
        copy = page_of(stage.world.ada, family, path)
        assert "Leila Mistry" in copy
        assert not re.search("said by|hurt, frightened|In conflict|Rekha", copy), path


@pytest.mark.parametrize("name", ["genogram", "ecomap"])
def test_whoever_is_kept_to_fewer_people_is_on_no_picture_of_others_and_on_no_copy(stage, family, name):
    only = Audience(everyone=False, agencies=(stage.world.ada.agency,))
    person = PersonOnRecord(person=new_person(HIDDEN), role=Role.PARTNER)
    family.add(stage.world.ada, person, audience=only)
    assert HIDDEN in page_of(stage.world.ada, family, name)
    assert HIDDEN not in page_of(stage.world.ben, family, name)
    assert HIDDEN not in page_of(stage.world.ada, family, f"{name}?paper=yes")
    assert HIDDEN not in page_of(stage.world.ada, family, f"{name}/copy?as=svg")


@pytest.mark.parametrize("name", ["genogram", "ecomap"])
@pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg "), ("png", b"\x89PNG"), ("pdf", b"%PDF-")])
def test_a_copy_is_a_file_whose_name_says_nothing_of_anybody(stage, family, name, form, begins):
    answer = signed_in(stage.world.ada).get(f"/records/{family.reference}/{name}/copy", {"as": form})
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.{form}"'
    if form == "svg":
        ElementTree.fromstring(answer.content)
        assert b"href" not in answer.content


def test_no_other_form_of_a_copy_is_given(stage, family):
    assert page_of(stage.world.ada, family, "genogram/copy?as=exe") == "answered 404"


@pytest.mark.parametrize("size", ["50", "200"])
def test_a_picture_is_shown_at_the_size_that_was_chosen(stage, family, size):
    def width(path):
        return float(
            re.findall(
                r'<svg class="fh-family"[^>]* width="([\d.]+)"', page_of(stage.world.ada, family, path)
            )[0]
        )

    assert width(f"genogram?size={size}") == pytest.approx(width("genogram") * int(size) / 100, abs=0.2)
    assert width("genogram?size=99999") == width("genogram?size=²") == width("genogram")
