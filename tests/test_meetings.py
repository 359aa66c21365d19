"""Meetings: who can be invited, what each agency tells, who has to be there, and minutes that stay as agreed."""

from __future__ import annotations

import html
import re

import pytest

from firsthome.kinds.entry import Mark
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.meeting import MeetingPart, ParentsPart, ToldWhen
from firsthome.kinds.network_member import Invited, NetworkMember
from firsthome.kinds.planning import Action, Meeting
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.record.errors import NotThere, WordsAgreed
from firsthome.record.exclude import exclude
from tests.ledger_world import begin_family, new_person
from tests.test_asking_for_help import _notices, send
from tests.test_pages_reading import _queries
from tests.world import signed_in

CORE_GROUP = Meeting(type="Core group", minutes="The plan goes on.")


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def form_of(browser, family):
    return browser.get(f"/records/{family.reference}/add/meeting").content.decode()


def offered(form, name):
    return set(re.findall(rf'name="{name}"[^>]*value="([^"]+)"', form))


def test_only_those_who_read_the_record_can_be_invited_and_nobody_who_is_kept_out(stage, ada, family):
    world, edge = stage.world, stage.edge
    exclude(family.record, edge.ned.practitioner, "A neighbour", world.ann)
    form = form_of(ada, family)
    practitioners = offered(form, "practitioners")
    assert {str(world.ben.practitioner), str(world.dan.practitioner)} <= practitioners
    assert str(world.eve.practitioner) not in practitioners, "housing does not read this record"
    assert str(edge.ned.practitioner) not in practitioners
    assert "Ned Shaw" not in form, "and nothing says that he is kept out"
    for who in (edge.ned, world.eve):
        with pytest.raises(NotThere, match="does not read this record"):
            family.add(world.ada, Meeting(type="Core group", practitioners=(who.practitioner,)))
    family.add(world.ada, Meeting(type="Core group", practitioners=(world.ben.practitioner,)))


def test_whoever_is_invited_learns_it_at_once_and_once(stage, ada, family):
    ben = stage.world.ben
    assert (
        send(ada, family, "meeting", type="Core group", practitioners=str(ben.practitioner)).status_code
        == 302
    )
    told = [one for one in _notices(ben, "invited to a meeting") if one.reference == family.reference]
    assert [one.opens for one in told] == [f"/records/{family.reference}/meetings"]


def test_whoever_must_not_be_invited_is_not_offered(stage, ada, family):
    uncle, aunt = new_person("Ravi Shah"), new_person("Rekha Shah")
    for person in (uncle, aunt):
        family.add(stage.world.ada, PersonOnRecord(person=person, role=Role.RELATIVE), about=(person,))
    kept_away = NetworkMember(person=uncle, invited=Invited.NOT, decided_by="Cat Reed")
    family.add(stage.world.ada, kept_away, about=(uncle,))
    asked = offered(form_of(ada, family), "family_invited")
    assert {str(aunt), str(family.mother)} == asked


def test_sorts_of_meeting_are_the_partnerships_and_an_older_name_can_still_be_changed(stage, ada, family):
    assert send(ada, family, "meeting", type="Core group").status_code == 302
    assert send(ada, family, "meeting", type="Something else").status_code == 422
    old = family.add(stage.world.ada, Meeting(type="Tea with the ward"))
    form = ada.get(f"/records/{family.reference}/entries/{old.id}/correct?mark=correction").content.decode()
    assert "Tea with the ward" in offered(form, "type") or 'value="Tea with the ward" selected' in form


def test_a_parent_who_is_kept_out_takes_a_reason(ada, family):
    refused = send(ada, family, "meeting", type="Core group", father="kept_out").content.decode()
    assert "Write why somebody was met apart, kept out or not invited" in html.unescape(refused)


def test_locked_minutes_are_never_changed(stage, family):
    world = stage.world
    entry = family.add(world.ada, CORE_GROUP)
    locked = CORE_GROUP.model_copy(update={"locked": True, "minutes": "The plan goes on, with two visits."})
    agreed = family.mark(world.ada, Mark.CORRECTION, entry, locked, reason="Agreed by all")
    changed = locked.model_copy(update={"minutes": "The plan ends."})
    for mark, said in ((Mark.CORRECTION, changed), (Mark.ERROR, None)):
        with pytest.raises(WordsAgreed):
            family.mark(world.ada, mark, agreed, said, reason="I think otherwise")


def page_of(browser, family):
    answer = browser.get(f"/records/{family.reference}/meetings")
    assert answer.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_a_meeting_tells_who_was_there_who_was_missing_and_what_each_agency_told(stage, ada, family):
    world = stage.world
    said = Meeting(
        type="Strategy discussion", agencies_there=(world.ada.agency, world.dan.agency), mother=ParentsPart.SENT_WORDS,
        without_quorum="Social care rang in later", minutes="Talked about Friday.", decision="Enquiries begin",
        dissent="Ben Moss would wait", in_system="The council’s system", under="4711",
    )  # fmt: skip
    entry = family.add(world.ada, said)
    told = MeetingPart(
        meeting=entry.id, told=ToldWhen.REPORT, words="He was there on Friday.", not_known="Who else"
    )
    family.add(world.ben, told)
    family.add(world.ada, Action(what="Ring the ward", agency=world.ada.agency, meeting=entry.id))
    page = page_of(ada, family)
    assert "To do: Ring the ward, Maternity." in page
    assert "Health visiting He was there on Friday. What they do not know: Who else" in page
    assert "Decided Enquiries begin" in page
    assert "Seen differently Ben Moss would wait" in page
    assert "Record of truth The council’s system, 4711" in page
    assert "Those who have to be there Not there: childrens social care." in page
    assert "not confirmed by your partnership" in page


def test_the_restricted_part_is_for_few_and_never_in_the_parents_copy(stage, ada, family):
    world = stage.world
    entry = family.add(world.ada, CORE_GROUP)
    part = {
        "meeting": str(entry.id),
        "told": "there",
        "words": "Seen with a knife",
        "copy_for_parents": "never",
    }
    refused = send(ada, family, "meeting_part", **part)
    assert "This is kept to fewer people to begin with." in refused.content.decode()
    opened = {"entry-seen_by": "everyone", "entry-why_everyone": "All of them visit alone"}
    assert send(ada, family, "meeting_part", **part, **opened).status_code == 302
    few = {"entry-seen_by": "my_agency"}
    assert send(ada, family, "meeting_part", **part | {"words": "From the police"}, **few).status_code == 302
    ben = page_of(signed_in(world.ben), family)
    assert "Seen with a knife" in ben
    assert "From the police" not in ben
    copy = ada.get(f"/records/{family.reference}/preview?as=family").content.decode()
    assert "The plan goes on." in copy
    assert "Seen with a knife" not in copy


def test_minutes_are_circulated_acknowledged_and_added_to(stage, ada, family):
    world = stage.world
    entry = family.add(world.ada, CORE_GROUP.model_copy(update={"locked": True}))
    assert f"share?entry={entry.id}" in ada.get(f"/records/{family.reference}/meetings").content.decode()
    shared = Share(
        entries=(entry.id,), agencies=(world.ben.agency, world.cat.agency), purpose="x", lawful_basis="y"
    )
    share = family.add(world.ada, shared)
    family.add(world.ben, Acknowledgement(entries=(share.id,)))
    family.add(
        world.ben, MeetingPart(meeting=entry.id, told=ToldWhen.ADDED, words="The visit was on Tuesday.")
    )
    page = page_of(ada, family)
    assert "Agreed minutes" in page
    assert re.search(r"Health visiting Read, .* Social care Not acknowledged yet", page)
    assert "Corrections and additions Health visiting The visit was on Tuesday." in page


def test_the_page_takes_six_queries_however_many_there_are(stage, ada, family):
    taken = []
    for _ in range(3):
        entry = family.add(stage.world.ada, CORE_GROUP)
        family.add(stage.world.ben, MeetingPart(meeting=entry.id, told=ToldWhen.THERE, words="x"))
        taken.append(len(_queries(ada, f"/records/{family.reference}/meetings")))
    assert taken[1] == taken[2], "from the second visit on, when it was read before"
    assert max(taken) <= 6


def test_what_is_decided_without_those_who_have_to_be_there_says_why(stage, ada, family):
    held = {
        "type": "Strategy discussion",
        "agencies_there": str(stage.world.ada.agency),
        "minutes": "We met.",
    }
    assert send(ada, family, "meeting", **held).status_code == 302, "what is not decided waits for nobody"
    refused = send(ada, family, "meeting", **held, decision="Enquiries begin")
    assert refused.status_code == 422
    assert "Write why it decided without childrens social care, police" in refused.content.decode()
    why = {"decision": "Enquiries begin", "without_quorum": "Both rang in"}
    assert send(ada, family, "meeting", **held, **why).status_code == 302
