"""Sharing as an act: with whom, on what basis, checked as they will read it, acknowledged; and deciding not to.

Source: issue 4, section 2; hazards 16 and 17; feature rows 24 and 37.
"""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.utils import timezone

from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.sharing import Acknowledgement, Restrict, Share, Withheld
from firsthome.kit.dates import say_moment
from firsthome.record.errors import NoAgreement, NotThere
from tests.ledger_world import OWN_AGENCY, begin_family, only, rows, signs
from tests.test_hidden_leaves_no_trace import OF_THE_MOMENT
from tests.test_pages_reading import _queries
from tests.world import signed_in

TWO_WEEKS = timedelta(days=14)


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def text(answer):
    return unescape(answer.content.decode())


def words(answer):
    """A page without its tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(answer)).split())


def at(family, page=""):
    return f"/records/{family.reference}/{page}"


def tells(world, *entries, **more):
    """Everything that sharing with the police asks, answered."""
    answers = {
        "kind": "share",
        "entry": str(uuid4()),
        "entries": [str(one.id) for one in entries],
        "agencies": [str(world.dan.agency)],
        "purpose": "So that officers who are called to the house know that she is pregnant.",
        "lawful_basis": "public_task",
        "consent": "not_sought",
        "consent_why": "Asking now could put her in danger.",
        "risk": "Her husband must not hear of it: ring her at work only.",
        "decided_by": "Ada Hope, community midwife",
    }
    return answers | more


def withholds(world, *entries, **more):
    """Everything that deciding not to share with health visiting asks, answered."""
    day = timezone.localdate() + TWO_WEEKS
    answers = {
        "kind": "withheld",
        "entry": str(uuid4()),
        "entries": [str(one.id) for one in entries],
        "agencies": [str(world.ben.agency)],
        "why": "Her sister works on that team.",
        "decided_by": "Ann Lead, named midwife",
        "review-day": str(day.day),
        "review-month": str(day.month),
        "review-year": str(day.year),
    }
    return answers | more


# --- the journey


def test_a_midwife_shares_an_entry_and_the_police_say_that_they_have_read_it(stage, family, ada):
    world = stage.world
    told = family.add(world.ada, Event(account="She keeps a bag packed at her mother’s."))
    assert "She keeps a bag packed" in words(ada.get(at(family, "share")))
    answers = tells(world, told)
    asked = ada.post(at(family, "share"), {"kind": "share", "entries": answers["entries"], "step": "ask"})
    assert "On what lawful basis?" in words(asked)
    assert "16LA" in words(asked)
    checked = words(ada.post(at(family, "share"), answers | {"step": "check"}))
    assert "Police will read" in checked
    assert "She keeps a bag packed" in checked
    assert told not in family.seen(world.dan)
    sent = ada.post(at(family, "share"), answers | {"step": "send"})
    again = ada.post(at(family, "share"), answers | {"step": "send"})
    assert (sent.status_code, sent.url, again.status_code) == (302, at(family, "told"), 302)
    (shared,) = [one for one in family.seen(world.ada) if one.kind == "share"]
    assert shared.said.lawful_basis == "Our public task: safeguarding and promoting welfare"
    page = words(ada.get(at(family, "told")))
    for part in (
        "Police : not acknowledged yet",
        "ring her at work only",
        "Not sought",
        "Ada Hope, community",
        say_moment(shared.recorded_at),
        "Our public task",
    ):
        assert part in page
    dan = signed_in(world.dan)
    assert "Shared with you: read and acknowledge" in words(dan.get(at(family)))
    form = text(dan.get(at(family, "shared-with-us")))
    assert "She keeps a bag packed" in form
    back = {
        "share": str(shared.id),
        "entry": str(uuid4()),
        "note": "Noted on the address.",
        "kind": "acknowledgement",
    }
    assert dan.post(at(family, "shared-with-us"), back).status_code == 302
    assert dan.post(at(family, "shared-with-us"), back).status_code == 302
    assert "Shared with you" not in words(dan.get(at(family)))
    page = words(ada.get(at(family, "told")))
    assert re.search(r"Police : read and understood on .*, Dan Ford", page)
    assert len([one for one in family.seen(world.dan) if one.kind == "acknowledgement"]) == 1


def test_words_about_the_law_are_asked_about_once_when_entries_are_shared(stage, family, ada):
    told = family.add(stage.world.ada, Event(account="Something."))
    answers = tells(stage.world, told, purpose="Legal advice was that the threshold is met.")
    back = ada.post(at(family, "share"), answers | {"step": "check"})
    assert back.status_code == 422
    assert "Legal advice is never written here" in words(back)
    for step in ("check", "ask"):
        kept = ada.post(at(family, "share"), answers | {"step": step, "read_about_law": "yes"})
        assert (kept.status_code, 'name="read_about_law" value="yes"' in text(kept)) == (200, True)
    sent = ada.post(at(family, "share"), answers | {"step": "send", "read_about_law": "yes"})
    assert sent.status_code == 302


def test_everything_typed_survives_what_is_still_to_do(stage, family, ada):
    told = family.add(stage.world.ada, Event(account="Something."))
    answers = tells(stage.world, told, consent="", consent_why="", agencies=[], step="check")
    answer = ada.post(at(family, "share"), answers)
    assert answer.status_code == 422
    assert "Tick at least one agency or one practitioner" in words(answer)
    assert "Choose whether she agreed" in words(answer)
    for typed in (answers["purpose"], answers["risk"], str(told.id)):
        assert typed in text(answer)
    nothing = ada.post(at(family, "share"), answers | {"entries": []})
    assert (nothing.status_code, "Choose at least one entry" in words(nothing)) == (422, True)
    assert answers["purpose"] in text(nothing)


def test_without_her_agreement_there_is_a_reason_and_consent_is_not_the_basis(stage, family, ada):
    told = family.add(stage.world.ada, Event(account="Something."))
    answers = tells(
        stage.world, told, lawful_basis="consent", consent="declined", consent_why="", step="check"
    )
    answer = words(ada.post(at(family, "share"), answers))
    assert "Choose another lawful basis: consent needs her agreement" in answer
    assert "Write why it is shared without her agreement" in answer


def test_whoever_is_not_involved_is_involved_first(stage, family, ada):
    world = stage.world
    told = family.add(world.ada, Event(account="Something."))
    housing = tells(world, told, agencies=[str(world.eve.agency)], step="check")
    assert "Involve Housing first" in words(ada.post(at(family, "share"), housing))
    family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.PRESENCE))
    assert "Involve Housing first" in words(ada.post(at(family, "share"), housing))
    one = tells(world, told, agencies=[], practitioners=[str(world.eve.practitioner)], step="check")
    assert "Involve Eve Lane first" in words(ada.post(at(family, "share"), one))
    family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.CONTRIBUTE))
    assert "Eve Lane will read" in words(ada.post(at(family, "share"), one))


def test_only_what_its_reader_may_pass_on_is_offered(stage, family, ada):
    world = stage.world
    both = only(world.ada.agency, world.ben.agency)
    family.add(world.ben, Event(account="Told to the midwives alone."), audience=both)
    family.add(world.ada, Event(account="Our own worry."), audience=OWN_AGENCY)
    family.add(world.cat, Event(account="Open to all."))
    page = words(ada.get(at(family, "share")))
    assert "Told to the midwives alone" not in page
    assert "Our own worry" in page
    assert "Open to all" in page
    assert "Health visiting is involved" not in page


def test_what_rests_on_something_narrow_says_that_it_will_not_reach_them(stage, family, ada):
    from firsthome.kinds.analysis import Analysis

    world = stage.world
    narrow = family.add(world.ada, Event(account="Kept to the midwives."), audience=OWN_AGENCY)
    view = family.add(world.ada, Analysis(opinion="She is frightened.", rests_on=(narrow.id,)))
    checked = words(ada.post(at(family, "share"), tells(world, view) | {"step": "check"}))
    assert "1 of what you chose will not reach them" in checked


def test_persons_whom_the_receiver_may_not_know_are_not_named_to_them(stage, family, ada):
    from firsthome.kinds.family import PersonOnRecord, Role
    from tests.ledger_world import new_person

    world = stage.world
    sister = new_person("Nila Shah")
    family.add(world.ada, PersonOnRecord(person=sister, role=Role.OTHER), audience=OWN_AGENCY)
    from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability

    worry = Vulnerability(topic=Topic.ALCOHOL, standing=Standing.SUSPECTED, account="Two bottles a week.")
    told = family.add(world.ada, worry, about=(sister,))
    checked = words(ada.post(at(family, "share"), tells(world, told) | {"step": "check"}))
    assert "Two bottles a week" in checked
    assert "Nila Shah" not in checked


def test_what_is_typed_waits_for_its_author_while_somebody_is_involved_first(stage, family, ada):
    world = stage.world
    told = family.add(world.ada, Event(account="Something."))
    answers = tells(world, told, agencies=[str(world.eve.agency)])
    ada.post(at(family, "share"), answers | {"step": "check"})
    waiting = at(family, f"share?draft={answers['entry']}")
    assert waiting in text(ada.get("/drafts"))
    again = text(ada.get(waiting))
    for typed in (answers["purpose"], answers["risk"], answers["entry"], str(told.id)):
        assert typed in again
    family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.CONTRIBUTE))
    assert ada.post(at(family, "share"), answers | {"step": "send"}).status_code == 302
    assert waiting not in text(ada.get("/drafts"))


def test_an_older_entry_is_shared_from_its_own_page(stage, family, ada):
    told = family.add(stage.world.cat, Event(account="From long ago."))
    link = at(family, f"share?entry={told.id}")
    assert link in text(ada.get(at(family, f"entries/{told.id}")))
    assert re.search(rf'value="{told.id}" checked', text(ada.get(link)))


# --- deciding not to share


def test_a_decision_not_to_share_is_kept_and_never_reaches_whom_it_is_kept_from(stage, family, ada):
    world = stage.world
    told = family.add(world.ada, Event(account="What she said about her sister."))
    assert "Check your decision" in words(ada.post(at(family, "share"), withholds(world, told, step="check")))
    assert ada.post(at(family, "share"), withholds(world, told, step="send")).status_code == 302
    assert "Not shared with Health visiting" in words(ada.get(at(family, "told")))
    assert "Her sister works on that team" in words(signed_in(world.cat).get(at(family, "told")))
    for kept_out in (world.ben, world.bea, world.dan):
        assert not [one for one in family.seen(kept_out) if one.kind == "withheld"]
    page = text(signed_in(world.ben).get(at(family, "told")))
    assert "not to share" not in page.replace("Decide not to share", "")


def test_a_decision_not_to_share_has_a_day_to_look_again_and_is_about_somebody_else(stage, family, ada):
    world = stage.world
    told = family.add(world.ada, Event(account="Something."))
    open_ = withholds(world, told, step="check") | {"review-year": "2020"}
    assert "Enter a day from today on" in words(ada.post(at(family, "share"), open_))
    own = withholds(world, told, step="check", practitioners=[str(world.ann.practitioner)])
    assert "Choose somebody outside your own agency" in words(ada.post(at(family, "share"), own))


def test_the_ledger_itself_keeps_it_from_them(stage, family):
    world = stage.world
    told = family.add(world.ada, Event(account="Something."))
    kept = Withheld(entries=(told.id,), practitioners=(world.ben.practitioner,), why="Not yet")
    for audience in ({}, {"audience": only(world.ada.agency, world.ben.agency)}):
        with pytest.raises(NotThere, match="Keep this decision from those"):
            family.add(world.ada, kept, **audience)
    decided = family.add(world.ada, kept, audience=only(world.ada.agency, world.cat.agency))
    with pytest.raises(NotThere, match="a decision not to share is not shared"):
        family.add(world.ada, Share(entries=(decided.id,), agencies=(world.ben.agency,)))
    from firsthome.kinds.entry import Mark

    other = kept.model_copy(update={"practitioners": (world.cat.practitioner,)})
    with pytest.raises(NotThere, match="Write a new decision"):
        family.mark(world.ada, Mark.CORRECTION, decided, other)


# --- keeping to fewer people


def test_a_social_worker_keeps_an_entry_to_fewer_people(stage, family):
    world = stage.world
    told = family.add(world.cat, Event(account="Where she is staying."))
    cat = signed_in(world.cat)
    sent = {
        "kind": "restrict",
        "entry": str(uuid4()),
        "entries": [str(told.id)],
        "why": "He has friends there.",
    }
    nobody = cat.post(at(family, "restrict"), sent)
    assert (nobody.status_code, "He has friends there." in text(nobody)) == (422, True)
    sent |= {"agencies": [str(world.cat.agency), str(world.ada.agency)]}
    assert cat.post(at(family, "restrict"), sent).status_code == 302
    assert told.id in {one.id for one in family.seen(world.ada)}
    seen = {one.id for one in family.seen(world.ben)}
    assert told.id not in seen
    assert not [one for one in family.seen(world.ben) if isinstance(one.said, Restrict)]


# --- agreements


def test_no_agency_is_given_access_without_an_agreement_that_is_in_date(stage, family):
    world = stage.world
    told = family.add(world.ada, Event(account="Something."))
    today = timezone.localdate()
    share = Share(entries=(told.id,), agencies=(world.dan.agency,))
    named = Share(entries=(told.id,), practitioners=(world.dan.practitioner,))
    involve = Involvement(agency=world.eve.agency)
    try:
        for days in (
            {"signed_on": None},
            {"until": today - timedelta(days=1)},
            {"signed_on": today + TWO_WEEKS},
        ):
            signs(world.dan.agency, **days)
            signs(world.eve.agency, **days)
            for said in (share, named, involve):
                with pytest.raises(NoAgreement, match="Ask your partnership officer first"):
                    family.add(world.ada, said)
            signs(world.dan.agency, until=None)
            signs(world.eve.agency, until=None)
        for said in (share, named, involve):
            family.add(world.ada, said)
    finally:
        signs(world.dan.agency, until=None)
        signs(world.eve.agency, until=None)


def test_access_can_be_ended_and_its_own_agency_involved_without_an_agreement(stage, family):
    from firsthome.kinds.entry import Mark

    world = stage.world
    given = family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.CONTRIBUTE))
    signs(world.eve.agency, signed_on=None)
    signs(world.ada.agency, signed_on=None)
    try:
        family.add(world.ada, Involvement(agency=world.ada.agency, practitioner=world.ann.practitioner))
        ended = Involvement(agency=world.eve.agency, level=Level.CONTRIBUTE, ends=timezone.localdate())
        ended_entry = family.mark(world.ada, Mark.CORRECTION, given, ended)
        with pytest.raises(NoAgreement):
            family.mark(world.ada, Mark.CORRECTION, ended_entry, Involvement(agency=world.eve.agency))
        back = family.mark(world.ada, Mark.ERROR, ended_entry)
        with pytest.raises(NoAgreement):
            family.mark(world.ada, Mark.ERROR, back)
    finally:
        signs(world.eve.agency)
        signs(world.ada.agency)


def test_the_partnership_officer_keeps_what_is_agreed_and_everybody_can_read_it(stage, ada):
    world = stage.world
    gil, page = signed_in(world.gil), f"/agencies/{world.eve.agency}"
    wrong = gil.post(f"{page}/agreement", {"until-day": "1", "until-month": "2", "until-year": "2030"})
    assert (wrong.status_code, "Enter when it was signed" in words(wrong)) == (422, True)
    said = {"signed_on-day": "1", "signed_on-month": "2", "signed_on-year": "2025"}
    said |= {"controller_contact": "The data desk, 01632 960199", "records_here": "Tenancies and moves."}
    assert gil.post(f"{page}/agreement", said).status_code == 302
    read = words(ada.get(page))
    for part in (
        "Signed on 1 February 2025",
        "The data desk",
        "Tenancies and moves.",
        "Somebody last signed in",
    ):
        assert part in read
    changed = rows(
        "SELECT practitioner FROM audit_change WHERE changed = 'sharing_agreement' ORDER BY at DESC LIMIT 1",
        using="owner",
    )
    assert changed == [(world.gil.practitioner,)]
    assert "Housing" in words(ada.get("/agencies"))
    assert "Change what is agreed" not in read


# --- the record's first page


def test_the_record_says_which_services_are_not_on_it_and_links_those_that_are(stage, ada):
    page = ada.get(stage.record)
    assert "Services often around a pregnancy that are not on this record: Early help ." in words(page)
    assert "They may know the family well" in words(page)
    assert f"/agencies/{stage.world.ben.agency}" in text(page)
    assert "often around a pregnancy" not in words(signed_in(stage.world.dan).get(stage.record))


def test_what_is_not_acknowledged_is_asked_after_and_then_escalated(stage, family, ada):
    world = stage.world
    told = family.add(world.ada, Event(account="Something."))
    share = family.add(world.ada, Share(entries=(told.id,), agencies=(world.dan.agency,)))
    assert "Not acknowledged for too long" not in words(ada.get(at(family, "told")))
    family.add(world.dan, Acknowledgement(entries=(share.id,)))
    assert "not acknowledged yet" not in words(ada.get(at(family, "told")))


# --- preview


def test_a_preview_shows_what_both_may_see_and_is_written_down_as_such(stage, family, ada):
    world = stage.world
    family.add(world.ada, Event(account="Open to all with full access."))
    family.add(world.ada, Event(account="For the police."), audience=only(world.dan.agency))
    family.add(world.dan, Event(account="The police among themselves."), audience=OWN_AGENCY)
    as_police = words(ada.get(at(family, f"preview?as=agency-{world.dan.agency}")))
    assert "Preview: as Police would read it" in as_police
    assert "For the police." in as_police
    assert "Open to all with full access." not in as_police
    assert "The police among themselves." not in as_police
    assert "Nothing can be changed here" in as_police
    as_ben = words(ada.get(at(family, f"preview?as=practitioner-{world.ben.practitioner}")))
    assert "Open to all with full access." in as_ben
    assert "For the police." not in as_ben
    looks = rows(
        "SELECT page FROM audit_look WHERE record = %s AND page LIKE 'preview_as%%' ORDER BY at",
        family.record,
        using="owner",
    )
    assert looks == [
        (f"preview_as agency-{world.dan.agency}",),
        (f"preview_as practitioner-{world.ben.practitioner}",),
    ]


def test_a_preview_shows_each_agency_exactly_what_it_sees_of_what_is_open_to_the_one_who_asks(stage, family):
    from django.db import transaction

    from firsthome.access.principals import announce
    from firsthome.record.preview import of_agency, seen_as
    from firsthome.record.read import find

    world = stage.world
    family.add(world.ada, Event(account="One."))
    family.add(world.ada, Event(account="Two."), audience=only(world.dan.agency))
    family.add(world.ben, Event(account="Three."), audience=OWN_AGENCY)
    mine = {one.id for one in family.seen(world.ada)}
    for other in (world.ben, world.cat, world.dan, world.eve):
        with transaction.atomic():
            announce(world.ada)
            found = find(family.reference, world.ada)
            shown = set(seen_as(found, world.ada, of_agency(other.agency, world.ada)).by_entry)
        assert shown == {one.id for one in family.seen(other)} & mine


def test_the_familys_copy_is_without_third_parties_and_conditions(stage, family, ada):
    from firsthome.kinds.entry import How, Source

    world = stage.world
    family.add(world.ada, Event(account="She is well."))
    family.add(world.ben, Event(account="A neighbour rang."), source=Source(how=How.SAID, by="a neighbour"))
    family.add(world.ada, Event(account="Kept to midwives."), audience=OWN_AGENCY)
    page = words(ada.get(at(family, "preview?as=family")))
    assert "She is well." in page
    assert "A neighbour rang." not in page
    assert "Kept to midwives." not in page


def test_no_page_of_sharing_takes_more_than_six_queries_to_read(stage, family, ada):
    told = family.add(stage.world.ada, Event(account="Something."))
    family.add(stage.world.ada, Share(entries=(told.id,), agencies=(stage.world.dan.agency,)))
    pages = ["", "share", "restrict", "told", f"entries/{told.id}"]
    counts = {page: len(_queries(ada, at(family, page))) for page in pages}
    counts["shared-with-us"] = len(_queries(signed_in(stage.world.dan), at(family, "shared-with-us")))
    assert max(counts.values()) <= 6, counts


def test_an_upgraded_installation_says_that_agreements_have_to_be_put_down_and_takes_no_access_away(
    stage, family
):
    world = stage.world
    before = len(family.seen(world.ben))
    dropped = rows(
        "DELETE FROM sharing_agreement WHERE agency_id = %s RETURNING signed_on",
        world.ben.agency,
        using="owner",
    )
    try:
        assert dropped
        page = words(signed_in(world.ben).get("/agencies"))
        assert "One agency counts as not signed" in page
        assert "Nothing is taken away: whoever has access keeps it." in page
        assert "Put an agreement down" not in page
        assert "Put an agreement down" in words(signed_in(world.gil).get("/agencies"))
        family.add(world.ben, Event(account="She rang."))
        assert len(family.seen(world.ben)) == before + 1
        assert signed_in(world.ben).get(at(family)).status_code == 200
    finally:
        signs(world.ben.agency)
    assert "as not signed" not in words(signed_in(world.ben).get("/agencies"))


# --- opening again


def test_what_was_kept_to_fewer_people_is_opened_again_after_a_look_at_who_reads_it(stage, family):
    world = stage.world
    told = family.add(world.cat, Event(account="Where she is staying."))
    cat = signed_in(world.cat)
    assert "Nothing that you can see was kept to fewer people" in words(cat.get(at(family, "release")))
    kept = Restrict(entries=(told.id,), agencies=(world.cat.agency,), why="He has friends there.")
    family.add(world.cat, kept)
    link = at(family, f"release?entry={told.id}")
    assert link in text(cat.get(at(family, f"entries/{told.id}")))
    assert re.search(rf'value="{told.id}" (checked|selected)', text(cat.get(link)))
    sent = {"kind": "release", "entry": str(uuid4()), "opened-entry": str(told.id), "step": "check"}
    unsaid = cat.post(at(family, "release"), sent)
    assert (unsaid.status_code, "Write why it can be opened again" in words(unsaid)) == (422, True)
    sent |= {"opened-why": "He has left the area."}
    checked = words(cat.post(at(family, "release"), sent))
    for name in ("Social care", "Maternity", "Health visiting"):
        assert name in checked
    assert "Police" not in checked
    assert told.id not in {one.id for one in family.seen(world.ben)}, "a look opens nothing"
    for _ in range(2):
        assert cat.post(at(family, "release"), sent | {"step": "send"}).status_code == 302
    assert told.id in {one.id for one in family.seen(world.ben)}
    assert told.id not in {one.id for one in family.seen(world.dan)}
    assert "Nothing that you can see was kept to fewer people" in words(cat.get(at(family, "release")))


def test_who_does_not_see_it_is_not_told_that_something_could_be_opened_again(stage, family):
    world = stage.world
    told = family.add(world.cat, Event(account="Where she is staying."))
    before = text(signed_in(world.ben).get(at(family, "release")))
    family.add(
        world.cat, Restrict(entries=(told.id,), agencies=(world.cat.agency,), why="He has friends there.")
    )
    assert OF_THE_MOMENT.sub("", text(signed_in(world.ben).get(at(family, "release")))) == OF_THE_MOMENT.sub(
        "", before
    )
