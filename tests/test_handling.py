"""What came from the police, a MARAC or somebody in confidence goes no further without their recorded answer."""

from __future__ import annotations

import html
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from firsthome.kinds.analysis import Analysis
from firsthome.kinds.entry import How, Mark, Source
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.handling import OriginatorsAnswer
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.origin import Origin
from firsthome.kinds.planning import Meeting
from firsthome.kinds.sharing import Acknowledgement, Release, Restrict, Share
from firsthome.record.errors import AskFirst
from tests.ledger_world import begin_family, only
from tests.world import signed_in

IN_CONFIDENCE = Source(origin=Origin.THIRD_PARTY, asked="Not to tell him who rang")


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def told(stage, family):
    """What a neighbour told the midwife in confidence."""
    return family.add(stage.world.ada, Event(account="She heard him shout."), source=IN_CONFIDENCE)


def answered(stage, family, entry, **more):
    said = {"entries": (entry.id,), "who": "Her neighbour, by phone"} | more
    return family.add(stage.world.ben, OriginatorsAnswer(**said))


def acts(stage, told):
    """The ways in which it would go further, and who may do them."""
    w = stage.world
    return {
        "share": Share(entries=(told.id,), agencies=(w.dan.agency,), purpose="Her safety"),
        "release": Release(entry=told.id, why="It is over"),
        "analysis": Analysis(opinion="She is frightened", rests_on=(told.id,)),
        "minutes": Meeting(type="Core group", rests_on=(told.id,)),
    }


@pytest.mark.parametrize("act", ["share", "release", "analysis", "minutes"])
def test_without_an_answer_nothing_takes_it_further_and_the_refusal_says_whom_to_ask(
    act, stage, family, told
):
    with pytest.raises(AskFirst, match="Ask the person who told it in confidence first"):
        family.add(stage.world.ada, acts(stage, told)[act])


def test_with_an_answer_only_what_it_allows(stage, family, told):
    answered(stage, family, told, may_cite=True)
    thought = family.add(stage.world.ada, acts(stage, told)["analysis"])
    for entry in (told, thought):
        share = Share(entries=(entry.id,), agencies=(stage.world.dan.agency,), purpose="Her safety")
        with pytest.raises(AskFirst, match="may not be shared on"):
            family.add(stage.world.ada, share)
    answered(stage, family, told, may_share=True)
    family.add(stage.world.ada, acts(stage, told)["share"])
    with pytest.raises(AskFirst, match="may not be cited"):
        family.add(stage.world.ada, acts(stage, told)["analysis"])


def test_an_answer_ends_and_can_be_taken_back(stage, family, told):
    yesterday = timezone.localdate() - timedelta(days=1)
    answered(stage, family, told, may_cite=True, until=yesterday)
    with pytest.raises(AskFirst):
        family.add(stage.world.ada, acts(stage, told)["analysis"])
    lasting = answered(stage, family, told, may_cite=True, until=timezone.localdate())
    family.add(stage.world.ada, acts(stage, told)["analysis"])
    family.mark(stage.world.ben, Mark.ERROR, lasting, reason="She meant another matter")
    with pytest.raises(AskFirst):
        family.add(stage.world.ada, acts(stage, told)["analysis"])


def test_a_correction_does_not_lift_a_condition(stage, family, told):
    family.mark(stage.world.cat, Mark.CORRECTION, told, Event(account="She heard shouting."), reason="Words")
    with pytest.raises(AskFirst):
        family.add(stage.world.ada, acts(stage, told)["share"])


def test_police_intelligence_always_came_from_the_police(stage, family):
    said = Event(type=EventType.POLICE_INTELLIGENCE, account="Seen at the house.")
    told = family.add(stage.world.cat, said)
    with pytest.raises(AskFirst, match="Ask the police officer"):
        family.add(stage.world.cat, acts(stage, told)["analysis"])


def test_it_can_still_be_kept_to_fewer_people_and_read(stage, family, told):
    family.add(stage.world.ben, Acknowledgement(entries=(told.id,)))
    restrict = Restrict(entries=(told.id,), agencies=(stage.world.ben.agency,), why="Her safety")
    family.add(stage.world.ada, restrict)


def test_it_is_not_printed_nor_drafted_until_they_have_answered(stage, family, told):
    browser = signed_in(stage.world.ada)
    paths = {"print": f"/records/{family.reference}/chronology?paper=yes"}
    paths["draft"] = f"/records/{family.reference}/referral-draft"

    def on(page):
        return "She heard him shout" in browser.get(paths[page]).content.decode()

    assert not on("print")
    assert not on("draft")
    answered(stage, family, told, may_print=True)
    assert on("print")
    assert not on("draft")
    answered(stage, family, told, may_share=True)
    assert not on("print"), "the latest answer is the one that counts"
    assert on("draft")


def test_its_page_says_whom_to_ask_what_they_asked_and_what_they_answered(stage, family, told):
    browser, address = signed_in(stage.world.cat), f"/records/{family.reference}/entries/{told.id}"
    page = html.unescape(browser.get(address).content.decode())
    assert "without the recorded answer of the person who told it in confidence" in page
    assert "Not to tell him who rang" in page
    assert "No answer is recorded here yet." in page
    answered(stage, family, told, may_cite=True)
    assert (
        "Her neighbour, by phone answered about 1 entry: may be cited"
        in browser.get(address).content.decode()
    )


def test_a_midwife_records_the_condition_and_the_answer_through_the_forms(stage, family):
    browser, entry = signed_in(stage.world.ada), str(uuid4())
    sent = {"kind": "event", "entry": entry, "account": "He was seen with a knife.", "entry-how": "said"}
    sent |= {"entry-origin": "police", "entry-asked": "Not in minutes", "entry-seen_by": "everyone"}
    sent |= {"entry-on-day": "3", "entry-on-month": "3", "entry-on-year": "2025"}
    assert browser.post(f"/records/{family.reference}/add/event", sent).status_code == 302
    thought = {"kind": "analysis", "entry": str(uuid4()), "opinion": "He is armed.", "rests_on": entry}
    thought |= {"entry-how": "opinion", "entry-seen_by": "everyone"}
    refused = browser.post(f"/records/{family.reference}/add/analysis", thought)
    assert refused.status_code == 422
    assert "Ask the police officer from whom it came first" in refused.content.decode()
    assert "He is armed." in refused.content.decode()
    answer = {"kind": "originators_answer", "entry": str(uuid4()), "entries": entry, "who": "DC Ford"}
    answer |= {"may_cite": "yes", "may_share": "no", "may_print": "no", "entry-seen_by": "everyone"}
    answer |= {"entry-how": "said"}
    assert browser.post(f"/records/{family.reference}/add/originators_answer", answer).status_code == 302
    assert browser.post(f"/records/{family.reference}/add/analysis", thought).status_code == 302


def test_an_answer_reaches_nobody_who_may_not_see_what_it_is_about(stage, family):
    w = stage.world
    narrow = family.add(w.ada, Event(account="From the MARAC."), audience=only(w.ben.agency))
    answer = family.add(w.ada, OriginatorsAnswer(entries=(narrow.id,), who="The chair", may_share=True))
    assert answer.id in {one.id for one in family.seen(w.ben)}
    assert answer.id not in {one.id for one in family.seen(w.cat)}


# --- where nobody said whether it came with a condition


def test_what_only_reads_like_the_polices_is_not_shared_before_they_were_asked(stage, family):
    w = stage.world
    told = family.add(
        w.ada, Event(account="Seen at the house."), source=Source(how=How.SAID, by="a police officer")
    )
    with pytest.raises(AskFirst, match="Ask the police officer from whom it came first"):
        family.add(w.ada, acts(stage, told)["share"])
    family.add(w.ada, acts(stage, told)["analysis"])
    browser = signed_in(w.ada)
    page = html.unescape(browser.get(f"/records/{family.reference}/entries/{told.id}").content.decode())
    assert "Nobody recorded a condition, but it reads as if" in page
    assert f"share?entry={told.id}" not in page
    assert "Seen at the house." not in browser.get(f"/records/{family.reference}/share").content.decode()
    answered(stage, family, told, may_share=True)
    assert "Seen at the house." in browser.get(f"/records/{family.reference}/share").content.decode()
    family.add(w.ada, acts(stage, told)["share"])


def test_what_an_agency_says_itself_is_its_own_to_share(stage, family):
    w = stage.world
    concern = family.add(w.ada, Event(type=EventType.CONCERN, account="We are worried about her."))
    family.add(w.ada, Share(entries=(concern.id,), agencies=(w.dan.agency,), purpose="Her safety"))
    with pytest.raises(AskFirst, match="in confidence"):
        family.add(w.cat, Share(entries=(concern.id,), agencies=(w.dan.agency,), purpose="Her safety"))


def test_what_the_police_wrote_is_theirs_to_share(stage, family):
    w = stage.world
    family.add(w.ada, Involvement(agency=w.dan.agency, level=Level.FULL))
    told = family.add(w.dan, Event(account="Called there twice."))
    give = Share(entries=(told.id,), agencies=(w.cat.agency,), purpose="Her safety")
    with pytest.raises(AskFirst, match="Ask the police officer"):
        family.add(w.ada, give)
    family.add(w.dan, give)
