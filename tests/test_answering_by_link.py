"""Somebody without an account answers once, through a link and a code; it waits until a practitioner accepts it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement, Level
from firsthome.record.outside_answers import SAID, ask_for_words, say
from tests.ledger_world import Family, World, begin_family, rows
from tests.world import signed_in

ANSWER = {
    "step": "write",
    "said": "She came to the practice on Monday, and was well.",
    "said_by": "Lee Marsh, GP",
}


@pytest.fixture
def family(world: World) -> Family:
    return begin_family(world)


def ask(world: World, family: Family) -> tuple[str, str]:
    """Ada asks a surgery; the link goes one way and the code another."""
    form = {
        "entry": str(uuid4()),
        "of_whom": "Dr Marsh, Mill Surgery",
        "question": "Has she been?",
        "days": "7",
    }
    page = signed_in(world.ada).post(f"/records/{family.reference}/outside", form).content.decode()
    link, code = re.findall(r"<code>(.*?)</code>", page)
    return link[link.index("/answer/") :], code


def changed(sql: str, family: Family) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"UPDATE outside_answer SET {sql} WHERE record = %s", [family.record])


def kept(family: Family) -> list[tuple]:
    return rows(
        "SELECT said, said_by, entry, tries FROM outside_answer WHERE record = %s",
        family.record,
        using="owner",
    )


def texts(world: World, family: Family) -> str:
    return signed_in(world.ada).get(f"/records/{family.reference}/chronology").content.decode()


def test_an_answer_waits_is_told_of_and_goes_on_the_record_as_told_to_whoever_accepts_it(world, family):
    link, code = ask(world, family)
    surgery = Client()
    asked = surgery.post(link, {"code": code}).content.decode()
    assert "Has she been?" in asked
    assert "Leila" not in asked
    assert family.reference not in asked
    assert "your answer is kept" in surgery.post(link, ANSWER | {"code": code}).content.decode()
    assert "on Monday" not in texts(world, family), "it is no entry yet"
    midwife = signed_in(world.ada)
    assert SAID in midwife.get("/notices").content.decode()
    ((answer,),) = rows("SELECT id FROM outside_answer WHERE record = %s", family.record, using="owner")
    there = f"/records/{family.reference}/outside/{answer}"
    assert "on Monday" in midwife.get(there).content.decode()
    assert midwife.post(there, {"decided": "accept"}).status_code == 302
    assert "on Monday" in texts(world, family)
    said, _by, entry, _ = kept(family)[0]
    assert said == "", "an ordered redaction would not find it here"
    page = midwife.get(f"/records/{family.reference}/entries/{entry}").content.decode()
    assert "Lee Marsh, GP (asked: Dr Marsh, Mill Surgery)" in page
    assert midwife.post(there, {"decided": "accept"}).status_code == 422
    assert rows(
        "SELECT count(*) FROM entry WHERE record = %s AND kind = %s", family.record, Event.kind, using="owner"
    )[0] == (1,)


def test_an_answer_that_reads_as_legal_advice_is_asked_about_once_before_it_is_accepted(world, family):
    link, code = ask(world, family)
    Client().post(link, ANSWER | {"code": code, "said": "Our legal team advised us to wait."})
    ((answer,),) = rows("SELECT id FROM outside_answer WHERE record = %s", family.record, using="owner")
    there, midwife = f"/records/{family.reference}/outside/{answer}", signed_in(world.ada)
    back = midwife.post(there, {"decided": "accept"})
    assert back.status_code == 422
    assert "This reads as legal advice" in back.content.decode()
    assert 'name="read_about_law" value="yes"' in back.content.decode()
    assert "Our legal team" not in texts(world, family)
    assert midwife.post(there, {"decided": "accept", "read_about_law": "yes"}).status_code == 302
    assert "Our legal team" in texts(world, family)


def test_what_is_given_back_stays_with_the_reason_and_off_the_record(world, family):
    link, code = ask(world, family)
    Client().post(link, ANSWER | {"code": code})
    ((answer,),) = rows("SELECT id FROM outside_answer WHERE record = %s", family.record, using="owner")
    there, midwife = f"/records/{family.reference}/outside/{answer}", signed_in(world.ada)
    assert midwife.post(there, {"decided": "back"}).status_code == 422
    assert midwife.post(there, {"decided": "back", "why_not": "It is about somebody else"}).status_code == 302
    page = midwife.get(there).content.decode()
    assert "on Monday" in page
    assert "It is about somebody else" in page
    assert "on Monday" not in texts(world, family)


def test_a_link_that_is_used_over_dead_or_made_up_answers_alike(world, family):
    link, code = ask(world, family)
    first = Client().get(link).content
    made_up = Client().get("/answer/" + "x" * 43).content
    assert _alike(first, link) == _alike(made_up, "/answer/" + "x" * 43), (
        "nothing says that there is anything"
    )
    wrong = _answer_to(link, "1" * 8)
    assert wrong == _answer_to("/answer/" + "x" * 43, "1" * 8)
    changed(f"until = '{timezone.now() - timedelta(minutes=1)}'", family)
    assert _answer_to(link, code) == wrong
    changed("until = now() + interval '1 day', tries = 5", family)
    assert _answer_to(link, code) == wrong
    changed("tries = 0", family)
    Client().post(link, ANSWER | {"code": code})
    assert _answer_to(link, code) == wrong
    Client().post(link, ANSWER | {"code": code, "said": "Something else"})
    assert kept(family)[0][0] == ANSWER["said"]


def test_after_five_wrong_codes_the_right_one_opens_nothing(world, family):
    link, code = ask(world, family)
    for number in range(5):
        assert Client().post(link, {"code": f"{number}" * 8}).status_code == 422
    assert Client().post(link, ANSWER | {"code": code}).status_code == 422
    assert kept(family) == [("", "", None, 5)]


def test_a_link_ends_when_the_agency_that_asked_has_no_part_any_more(world, family):
    part = family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.FULL))
    made = ask_for_words(family.record, uuid4(), "A ward", "Is she there?", 7, world.eve)
    assert made
    ended = part.said.model_copy(update={"ends": timezone.localdate() - timedelta(days=1)})
    family.mark(world.ada, Mark.UPDATE, part, ended, reason="Their part is over")
    assert not say(made.link, made.code, "Yes", "A nurse")


def test_an_agency_reads_only_what_it_asked_itself(world, family):
    link, code = ask(world, family)
    Client().post(link, ANSWER | {"code": code})
    ((answer,),) = rows("SELECT id FROM outside_answer WHERE record = %s", family.record, using="owner")
    for reader in (world.cat, world.dan):
        browser = signed_in(reader)
        assert "Mill Surgery" not in browser.get(f"/records/{family.reference}/outside").content.decode()
        there = f"/records/{family.reference}/outside/{answer}"
        assert browser.get(there).status_code == 404
        assert browser.post(there, {"decided": "accept"}).status_code == 404


def test_sent_twice_asks_once(world, family):
    asked = uuid4()
    assert ask_for_words(family.record, asked, "A ward", "Is she there?", 7, world.ada)
    assert ask_for_words(family.record, asked, "A ward", "Is she there?", 7, world.ada) is None


def _answer_to(link: str, code: str) -> tuple[int, bytes]:
    answer = Client().post(link, {"code": code})
    return answer.status_code, _alike(answer.content, link)


def _alike(content: bytes, link: str) -> bytes:
    return re.sub(rb'value="\w{64}"', b"", content.replace(link.encode(), b""))
