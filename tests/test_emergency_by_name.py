"""In an emergency, without a reference: her name and her birthday, the reason in the same step, and no list of names.

Source: issue 4, section 1; safety rule 2.
"""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from firsthome.access.sign_in_tables import Try
from firsthome.access.tries import too_many
from firsthome.kinds.entry import Mark
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.emergency_search import SEARCHED, is_called
from firsthome.record.exclude import exclude
from firsthome.record.restricted import restrict_record
from tests.ledger_world import Family, World, announced, begin_family, join_as_lead, rows
from tests.test_emergency import notices, to_review
from tests.test_hidden_leaves_no_trace import OF_THE_MOMENT
from tests.world import signed_in

BORN = date(2001, 2, 3)
IN_LABOUR = {"reason": "with_me_now", "words": "In labour on the ward, and no plan here"}
LEILA = IN_LABOUR | {"name": "leila MISTRY", "born-day": "3", "born-month": "2", "born-year": "2001"}


@pytest.fixture
def family(world: World) -> Family:
    return born(begin_family(world))


def born(family: Family) -> Family:
    """As the owner: her birthday is known."""
    rows("UPDATE person SET born = %s WHERE id = %s RETURNING 1", BORN, family.mother, using="owner")
    return family


def words(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_the_one_record_that_fits_opens_and_is_reviewed(world: World, family: Family):
    answer = signed_in(world.eve).post("/emergency", LEILA)
    assert answer.url == f"/records/{family.reference}/"
    assert family.seen(world.eve)
    assert to_review(world.ann)
    looked = words(signed_in(world.ann).get(f"{answer.url}looks"))
    assert "Looked for by name and birthday in an emergency" in looked


def test_without_the_reason_nothing_is_looked_for(world: World, family: Family):
    browser = signed_in(world.eve)
    answers = [
        browser.post("/emergency", LEILA | missing | other)
        for missing in ({"reason": ""}, {"words": ""}, {"born-day": ""}, {"name": "Mistry"})
        for other in ({}, {"name": "Nobody Atall"} if "name" not in missing else {})
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert all("Nothing was opened" not in words(answer) for answer in answers)
    assert family.seen(world.eve) == notices(world.ann) == []


def test_nothing_several_hidden_and_other_partnerships_answer_the_same_bytes_with_the_same_queries(
    world: World, family: Family
):
    def asked(reader):
        browser = signed_in(reader)
        with CaptureQueriesContext(connections["default"]) as sent:
            answer = browser.post("/emergency", LEILA)
        assert answer.status_code == 422
        return (
            OF_THE_MOMENT.sub("", answer.content.decode()),
            [re.sub(r"'[^']*'", "?", re.sub(r"\d+", "0", one["sql"])) for one in sent],
        )

    exclude(family.record, world.eve.practitioner, "His cousin", world.ann)
    kept_out = asked(world.eve)
    other = asked(world.fay)
    rows("UPDATE person SET born = NULL WHERE id = %s RETURNING 1", family.mother, using="owner")
    nothing = asked(world.eve)
    assert kept_out == nothing
    assert kept_out[1] == other[1]
    born(family)
    born(begin_family(world))
    assert asked(world.cat)[1] == nothing[1], "two records fit"


def test_finding_nothing_is_a_look_and_is_told_to_their_own_leads_without_a_name(
    world: World, family: Family
):
    signed_in(world.ada).post("/emergency", LEILA | {"name": "Nadia Shah"})
    (notice,) = notices(world.ann)
    assert notice.what == SEARCHED
    assert notice.reference == ""
    found = rows(
        "SELECT record, denied FROM audit_look WHERE page = 'emergency_search' AND practitioner = %s",
        world.ada.practitioner,
        using="owner",
    )
    assert found == [(None, True)]
    text = rows("SELECT count(*) FROM audit_look WHERE page ILIKE '%%nadia%%'", using="owner")
    assert text == [(0,)]


def test_a_restricted_record_is_found_by_presence_only(world: World, family: Family):
    family.add(
        world.ada, Involvement(agency=world.ann.agency, practitioner=world.ann.practitioner, level=Level.FULL)
    )
    restrict_record(family.record, "In the news", world.ann)
    answer = signed_in(world.eve).post("/emergency", LEILA)
    page = words(answer)
    assert answer.status_code == 200
    assert "Maternity" in page
    assert "Leila" not in page
    assert family.reference not in page
    assert family.seen(world.eve) == []
    assert [one.reference for one in notices(world.ann)] == [family.reference]


def test_of_two_pregnancies_the_one_that_has_not_ended_is_meant(world: World, family: Family):
    later = born(begin_family(world))
    rows(
        "UPDATE record_outline SET mother = %s WHERE record = %s RETURNING 1",
        later.mother,
        later.record,
        using="owner",
    )
    family.add(world.ada, Outcome(result=Result.LIVE_BIRTH, baby=family.baby))
    assert signed_in(world.eve).post("/emergency", LEILA).url == f"/records/{later.reference}/"


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("Leila Mistry", True),
        ("MISTRY, leïla", True),
        ("Leila", False),
        ("Mistry Mistry", False),
        ("Lei Mistry", False),
        ("Leila Shah", False),
        ("% %", False),
    ],
)
def test_a_name_fits_by_whole_words_and_never_by_one(typed: str, fits: bool):
    assert is_called(typed, "Leila Anne Mistry") is fits


# --- an attempt at a reference that is not there


def test_an_attempt_at_a_reference_is_kept_as_one_in_an_emergency(world: World, family: Family):
    exclude(family.record, world.eve.practitioner, "His cousin", world.ann)
    browser = signed_in(world.eve)
    hidden = browser.post("/emergency", IN_LABOUR | {"reference": family.reference})
    missing = browser.post("/emergency", IN_LABOUR | {"reference": "2222-2222"})
    assert OF_THE_MOMENT.sub("", hidden.content.decode()).replace(family.reference, "?") == OF_THE_MOMENT.sub(
        "", missing.content.decode()
    ).replace("2222-2222", "?")
    tried = rows(
        "SELECT page, denied FROM audit_look WHERE practitioner = %s AND denied ORDER BY at",
        world.eve.practitioner,
        using="owner",
    )
    assert tried == [(f"tried in an emergency {one}", True) for one in (family.reference, "2222-2222")]
    assert "Tried to open it in an emergency" in words(
        signed_in(world.ann).get(f"/records/{family.reference}/looks")
    )
    browser.post("/emergency", IN_LABOUR | {"reference": "Leila Mistry, 3.2.2001"})
    assert rows("SELECT count(*) FROM audit_look WHERE page LIKE '%%Leila%%'", using="owner") == [(0,)]


# --- somebody is left to review


def only_lead_opens(world: World, family: Family) -> None:
    """Ann, the only lead of maternity, which leads the record and is the only agency told, opens it."""
    for one in [entry for entry in family.seen(world.ada) if isinstance(entry.said, Involvement)]:
        if one.said.agency == world.ada.agency:
            named = {"practitioner": world.ada.practitioner, "lead": True}
            family.mark(world.ada, Mark.CORRECTION, one, one.said.model_copy(update=named), reason="Named")
    open_in_emergency(family.reference, EmergencyReason.IN_DANGER, "Blue lights", world.ann)


def test_the_only_lead_of_the_only_agency_told_leaves_the_review_to_the_other_agencies_with_full_access(
    world: World, family: Family
):
    only_lead_opens(world, family)
    assert to_review(world.ann) == []
    assert len(to_review(world.bea)) == len(notices(world.bea)) == 1


def test_where_they_have_no_lead_either_it_goes_to_the_partnerships_other_leads(world: World, family: Family):
    rows(
        "UPDATE membership SET role = 'practitioner' WHERE practitioner_id = %s RETURNING 1",
        world.bea.practitioner,
        using="owner",
    )
    housing = join_as_lead(world, world.eve, "Hal")
    only_lead_opens(world, family)
    assert len(to_review(housing)) == len(notices(housing)) == 1
    assert to_review(world.ann) == []


def test_with_a_second_lead_at_the_agency_nobody_else_is_told(world: World, family: Family):
    second = join_as_lead(world, world.ann, "Una")
    only_lead_opens(world, family)
    assert len(to_review(second)) == 1
    assert to_review(world.bea) == notices(world.bea) == []


def test_whoever_looks_too_often_is_sent_to_their_safeguarding_lead_and_it_is_written_down(
    world: World, family: Family
):
    lead = join_as_lead(world, world.eve, "Lee Lead")
    nobody = LEILA | {"name": "Nobody Atall"}
    browsers = [signed_in(world.eve, REMOTE_ADDR=f"127.0.0.{number}") for number in range(1, 6)]
    for browser in browsers:
        assert "Nothing was opened" in words(browser.post("/emergency", nobody))
    told = len(notices(lead))
    stopped = browsers[0].post("/emergency", LEILA)
    assert stopped.status_code == 422
    assert "Ring your safeguarding lead, Lee Lead: they can find" in words(stopped)
    assert "call 999" in words(stopped)
    assert "In labour on the ward" in words(stopped), "nothing typed is lost"
    assert family.seen(world.eve) == [], "though this one fits"
    assert len(notices(lead)) == told
    looked = rows(
        "SELECT denied, record FROM audit_look WHERE page = 'emergency_search_too_often' AND practitioner = %s",
        world.eve.practitioner,
        using="owner",
    )
    assert looked == [(True, None)]
    opened = signed_in(world.eve).post("/emergency", IN_LABOUR | {"reference": family.reference})
    assert opened.url == f"/records/{family.reference}/", "with the reference it opens as before"


def test_one_colleague_does_not_stop_another_and_an_hour_later_it_goes_on(world: World, family: Family):
    for _ in range(6):
        signed_in(world.eve).post("/emergency", LEILA | {"name": "Nobody Atall"})
    assert signed_in(world.eve).post("/emergency", LEILA).status_code == 422
    colleague = join_as_lead(world, world.eve, "Lee Lead")
    assert signed_in(colleague).post("/emergency", LEILA).status_code == 302
    earlier = "UPDATE wrong_code SET at = at - interval '61 minutes' WHERE practitioner_id = %s RETURNING 1"
    rows(earlier, world.eve.practitioner, using="owner")
    assert signed_in(world.eve).post("/emergency", LEILA).status_code == 302


def test_searches_that_found_something_count_as_well_and_codes_are_counted_for_themselves(
    world: World, family: Family
):
    for _ in range(5):
        assert signed_in(world.eve).post("/emergency", LEILA).status_code == 302
    assert "Nothing was looked for" in words(signed_in(world.eve).post("/emergency", LEILA))
    with announced(world.eve):
        assert not too_many(world.eve.practitioner, Try.WRONG_CODE)
        assert too_many(world.eve.practitioner, Try.EMERGENCY_SEARCH)
