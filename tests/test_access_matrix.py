"""Every address of the service, for everybody, visited, sent to, printed and exported: who is let in, who is sent to
sign in, and who learns nothing. By role, by level, kept out, restricted, ended, of another partnership.
"""

import re
from functools import cache
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from firsthome.access.permissions import Role
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.closing import CameTo, Closing
from firsthome.kinds.entry import Audience
from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.legal_hold import LegalHold
from firsthome.kinds.requests import InformationRequest
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.involvement_requests import ask_to_be_involved
from firsthome.record.outside_answers import ask_for_words
from firsthome.record.restricted import restrict_record
from tests.addresses import about_a_record, address, names, subjects
from tests.ledger_world import begin_family, join_as_lead, rows
from tests.test_subject_answers import decide_all, make, packs
from tests.test_subject_requests import asks
from tests.world import _join, signed_in

WHO = (
    "nobody signed in", "a midwife", "a social worker", "a police officer who contributes", "a GP who only knows that",
    "a practitioner of an agency not involved", "a colleague kept out", "somebody whose part has ended",
    "a partnership officer", "a midwife of another partnership", "somebody of no agency",
    "a safeguarding lead",
)  # fmt: skip
IN, HOME, ASKED, GONE, NOT_YOU = 200, 302, 302, 404, 403

EVERYBODY = dict.fromkeys(WHO, IN)
THE_RECORD = {
    "nobody signed in": ASKED,
    "a midwife": IN,
    "a social worker": IN,
    "a police officer who contributes": IN,
    "a GP who only knows that": NOT_YOU,
    "a practitioner of an agency not involved": GONE,
    "a colleague kept out": GONE,
    "somebody whose part has ended": GONE,
    "a partnership officer": GONE,
    "a midwife of another partnership": GONE,
    "somebody of no agency": NOT_YOU,
    "a safeguarding lead": IN,
}
FOR_LEADS = {who: NOT_YOU if answer == IN else answer for who, answer in THE_RECORD.items()}
FOR_LEADS |= {"a safeguarding lead": IN}
WORKING = dict.fromkeys(WHO, IN) | {
    "nobody signed in": ASKED,
    "a partnership officer": NOT_YOU,
    "somebody of no agency": NOT_YOU,
}
REVIEWING = {who: NOT_YOU if answer == IN else answer for who, answer in WORKING.items()}
REVIEWING |= {"a safeguarding lead": IN}
LISTED = dict.fromkeys(WHO, IN) | {"nobody signed in": ASKED, "somebody of no agency": NOT_YOU}
"""Whoever works for an agency, whatever their role."""
STAFF_IS_THEIRS = dict.fromkeys(WHO, NOT_YOU) | {"nobody signed in": ASKED, "a safeguarding lead": IN}
"""Of these only a safeguarding lead looks after an agency's staff; see tests/test_leaving.py for officers."""
ONLY_SENT = {who: 405 if answer == IN else answer for who, answer in THE_RECORD.items()}
SHARED_ENTRY = THE_RECORD | {"a police officer who contributes": GONE}
"""The contact was written for everyone with full access, which the police do not have."""
NOTHING_THERE = {who: GONE if answer == IN else answer for who, answer in THE_RECORD.items()}
"""No birth and no loss is recorded of this family: then these pages are found by nobody."""

FOR_WHO_WAS_ASKED = NOTHING_THERE | {"a police officer who contributes": IN}
"""Maternity asked the police: others with access read that it was asked, and cannot answer it."""

TABLE = {
    "home": dict.fromkeys(WHO, HOME),
    "health": EVERYBODY,
    "ready": EVERYBODY,
    "sign_in": dict.fromkeys(WHO, HOME) | {"nobody signed in": IN},
    "answer_by_link": EVERYBODY,
    "sign_out": dict.fromkeys(WHO, 405),
    "second_step": dict.fromkeys(WHO, HOME),
    "agency_sign_in": dict.fromkeys(WHO, HOME) | {"nobody signed in": IN},
    "agency_sign_in_go": dict.fromkeys(WHO, HOME),
    "agency_sign_in_back": dict.fromkeys(WHO, HOME),
    "your_sign_in": LISTED,
    "your_digest": WORKING,
    "confirm_digest": WORKING,
    "add_app": LISTED,
    "add_passkey": LISTED,
    "recovery_codes": {who: 405 if answer == IN else answer for who, answer in LISTED.items()},
    "remove_second_step": {who: 405 if answer == IN else answer for who, answer in LISTED.items()},
    "end_sessions": {who: 405 if answer == IN else answer for who, answer in LISTED.items()},
    "staff": STAFF_IS_THEIRS,
    "staff_member": STAFF_IS_THEIRS,
    "take_second_steps": {who: 405 if answer == IN else answer for who, answer in STAFF_IS_THEIRS.items()},
    "caseload": WORKING,
    "work": WORKING,
    "away": WORKING,
    "open_record": WORKING,
    "people": WORKING,
    "same_people": WORKING,
    "same_person": {who: GONE if answer == IN else answer for who, answer in WORKING.items()},
    "same_men": REVIEWING,
    "same_man": {who: GONE if answer == IN else answer for who, answer in REVIEWING.items()},
    "merged_person": {who: GONE if answer == IN else answer for who, answer in WORKING.items()},
    "record": THE_RECORD | {"a GP who only knows that": IN},
    "share": THE_RECORD | {"a police officer who contributes": NOT_YOU},
    "restrict": THE_RECORD | {"a police officer who contributes": NOT_YOU},
    "release": THE_RECORD | {"a police officer who contributes": NOT_YOU},
    "preview_as": THE_RECORD | {"a police officer who contributes": NOT_YOU},
    "who_was_told": THE_RECORD,
    "still_unknown": THE_RECORD,
    "conversations_had": THE_RECORD,
    "changes": THE_RECORD,
    "messages_given": THE_RECORD,
    "shared_with_us": THE_RECORD,
    "expected_date": THE_RECORD,
    "birth": THE_RECORD,
    "undo_birth": NOTHING_THERE,
    "after_a_loss": NOTHING_THERE,
    "agencies": LISTED,
    "library": LISTED,
    "briefing": LISTED,
    "signposts": LISTED,
    "thresholds": LISTED,
    "procedure": LISTED,
    "approve_procedure": dict.fromkeys(WHO, NOT_YOU)
    | {"nobody signed in": ASKED, "a partnership officer": IN},
    "approved_parts": LISTED,
    "approve_part": dict.fromkeys(WHO, NOT_YOU) | {"nobody signed in": ASKED, "a partnership officer": IN},
    "timetable": THE_RECORD,
    "vulnerabilities": THE_RECORD,
    "family": THE_RECORD,
    "flags": THE_RECORD,
    "plan": THE_RECORD,
    "plan_version": THE_RECORD | {"a police officer who contributes": NOT_YOU},
    "birth_plan": THE_RECORD,
    "plan_document": THE_RECORD,
    "meetings_held": THE_RECORD,
    "copy_for_parent": THE_RECORD | {"a police officer who contributes": NOT_YOU},
    "contributions": THE_RECORD,
    "help_asked": THE_RECORD,
    "agency": LISTED | {"a midwife of another partnership": GONE},
    "keep_agreement": dict.fromkeys(WHO, NOT_YOU) | {"nobody signed in": ASKED, "a partnership officer": IN},
    "who_can_see": THE_RECORD | {"a police officer who contributes": NOT_YOU},
    "chronology": THE_RECORD,
    "engagement": THE_RECORD,
    "genogram": THE_RECORD,
    "genogram_copy": THE_RECORD,
    "ecomap": THE_RECORD,
    "ecomap_copy": THE_RECORD,
    "questions": THE_RECORD,
    "close_question": NOTHING_THERE,
    "close_question, that question": THE_RECORD,
    "who_looked": FOR_LEADS,
    "subject_requests": REVIEWING,
    "subject_request": FOR_LEADS,
    "subject_item": FOR_LEADS,
    "make_subject_pack": FOR_LEADS,
    "subject_pack": FOR_LEADS,
    "give_subject_pack": FOR_LEADS,
    "quick_note": THE_RECORD,
    "to_use": THE_RECORD,
    "referral_draft": THE_RECORD,
    "drafts": WORKING,
    "notices": WORKING,
    "move": THE_RECORD | {"a police officer who contributes": NOT_YOU},
    "record_file": FOR_LEADS,
    "moving": {who: GONE if answer == IN else answer for who, answer in WORKING.items()},
    "move_step": {who: GONE if answer == IN else answer for who, answer in WORKING.items()},
    "requests": WORKING,
    "ask_to_be_involved": WORKING,
    "appointments": WORKING,
    "ask_information": THE_RECORD,
    "ask_outside": THE_RECORD,
    "outside_answer": NOTHING_THERE,
    "outside_answer, that answer": NOTHING_THERE | {"a midwife": IN, "a safeguarding lead": IN},
    "answer_information": THE_RECORD,
    "answer_information, that request": FOR_WHO_WAS_ASKED,
    "answer_involvement": NOTHING_THERE | {"a police officer who contributes": NOT_YOU},
    "answer_involvement, that wish": THE_RECORD | {"a police officer who contributes": NOT_YOU},
    "emergency_access": WORKING,
    "emergency_openings": REVIEWING,
    "emergency_opening": REVIEWING,
    "exclusions": FOR_LEADS,
    "end_exclusion": FOR_LEADS,
    "declare_conflict": THE_RECORD | {"a GP who only knows that": IN},
    "restricted_record": FOR_LEADS,
    "separate_for_adoption": FOR_LEADS,
    "adoption_bridge": dict.fromkeys(WHO, NOT_YOU) | {"nobody signed in": ASKED},
    "keeping": THE_RECORD | {"a police officer who contributes": NOT_YOU},
    "place_hold": FOR_LEADS,
    "end_hold": {who: GONE if answer == IN else answer for who, answer in FOR_LEADS.items()},
    "end_hold, that hold": FOR_LEADS,
    "retention_reviews": REVIEWING,
    "retention_review": {who: GONE if answer == IN else answer for who, answer in REVIEWING.items()},
    "retention_review, that record": REVIEWING,
    "keep_opening": {who: 405 if answer == IN else answer for who, answer in WORKING.items()},
    "discard_draft": {who: 405 if answer == IN else answer for who, answer in WORKING.items()},
    "keep_draft": ONLY_SENT,
    "record_contact": THE_RECORD,
    "choose_kind": THE_RECORD,
    "add_entry": THE_RECORD,
    "entry": SHARED_ENTRY,
    "correct_entry": SHARED_ENTRY,
    "contest_entry": SHARED_ENTRY,
    "show_address": NOTHING_THERE,
    "show_address, that address": SHARED_ENTRY,
}
"""What a visit answers. A new address needs a row here before its test passes; what stands after a comma says which one
of several things that this address can be about.
"""

OTHERWISE = {
    "somebody at summary": ("a GP who only knows that", "a practitioner of an agency not involved"),
    "a midwife not named on a restricted record": ("a GP who only knows that", "a midwife"),
    "a social worker named on it": ("a social worker", "a social worker"),
    "somebody in an emergency": (None, "a practitioner of an agency not involved"),
    "an agency officer": ("a partnership officer", "a partnership officer"),
    "a lead who was not asked to answer": ("a safeguarding lead", "a safeguarding lead"),
    "a lead who answers for another agency": ("a safeguarding lead", "a safeguarding lead"),
}
"""Who else is asked: like whom they are answered about a record, and about none."""
IN_AN_EMERGENCY = {
    "record",
    "chronology",
    "engagement",
    "genogram",
    "ecomap",
    "quick_note",
    "record_contact",
    "choose_kind",
    "add_entry",
    "entry",
}
IN_AN_EMERGENCY |= {
    "vulnerabilities",
    "help_asked",
    "flags",
    "meetings_held",
    "contributions",
    "family",
    "keep_draft",
    "declare_conflict",
    "contest_entry",
    "shared_with_us",
    "who_was_told",
}
IN_AN_EMERGENCY |= {"questions", "close_question", "expected_date", "birth", "after_a_loss"}
IN_AN_EMERGENCY |= {"still_unknown", "conversations_had", "changes", "messages_given", "timetable"}
IN_AN_EMERGENCY |= {"plan", "birth_plan"}
"""What somebody may open for four hours; about the rest they are told what it takes. Nothing prints or copies."""
OF_AN_OFFICER = {
    "staff": IN,
    "staff_member": IN,
    "take_second_steps": 405,
    "keep_agreement": NOT_YOU,
    "approve_procedure": NOT_YOU,
    "approve_part": NOT_YOU,
    "retention_reviews": IN,
    "retention_review": GONE,
    "retention_review, that record": IN,
}
OF_ONE_AGENCY = dict.fromkeys(("subject_item", "subject_pack", "give_subject_pack"), GONE)
OF_ONE_AGENCY |= {"retention_review, that record": GONE, "outside_answer, that answer": GONE}
"""What maternity found and answered is not for the leads of others, though they answer the same request; nor is a
record that nobody of theirs wrote in.
"""
DIFFERENTLY = {
    "an agency officer": OF_AN_OFFICER,
    "a lead who was not asked to answer": OF_ONE_AGENCY
    | {"subject_request": GONE, "make_subject_pack": GONE},
    "a lead who answers for another agency": OF_ONE_AGENCY,
}


def expected(name, who):
    """What a visit answers to somebody."""
    if who in WHO:
        return TABLE[name][who]
    if name in DIFFERENTLY.get(who, ()):
        return DIFFERENTLY[who][name]
    about_one, about_none = OTHERWISE[who]
    if not _is_about_a_record(name):
        return TABLE[name][about_none]
    if about_one:
        return TABLE[name][about_one]
    return TABLE[name]["a midwife"] if name.partition(",")[0] in IN_AN_EMERGENCY else NOT_YOU


def _is_about_a_record(name):
    return name.partition(",")[0] in about_a_record()


def _address(name, about):
    """Where somebody goes; «answer_information, that request» is about what `about` calls «that request»."""
    name, _, which = name.partition(", ")
    about = about | about.get(which, {})
    return address(name, about) + about.get("query", "")


@pytest.fixture(scope="module")
def browsers(stage):
    world, edge = stage.world, stage.edge
    people = (
        world.ada,
        world.cat,
        world.dan,
        edge.gus,
        world.eve,
        edge.ned,
        edge.ivy,
        world.gil,
        world.fay,
        edge.lou,
        world.ann,
    )
    return dict(zip(WHO, [Client(), *map(signed_in, people)], strict=True))


@pytest.fixture(scope="module")
def about(stage, browsers):
    """Whom and what each is asked about: the family of the stage, a restricted one, one opened in an emergency."""
    world = stage.world
    usual = subjects(world, stage.family, entry=stage.contact.id, **what_is_there(world, stage.family))
    restricted, in_danger = begin_family(world), begin_family(world)
    for reader in (world.ann, world.cat):
        part = Involvement(agency=reader.agency, practitioner=reader.practitioner, level=Level.FULL)
        restricted.add(world.ada, part)
    said = restricted.add(world.ada, Event(account="Seen at the clinic."))
    asked = what_is_there(world, restricted)
    restrict_record(restricted.record, "Her sister works at the surgery", world.ann)
    seen = in_danger.add(world.ada, Event(account="She rang at nine."))
    there_in_danger = what_is_there(world, in_danger)
    open_in_emergency(in_danger.reference, EmergencyReason.IN_DANGER, "A neighbour rang 999", world.eve)
    about = dict.fromkeys((*WHO, *OTHERWISE), usual)
    about["a midwife not named on a restricted record"] = subjects(world, restricted, entry=said.id, **asked)
    about["a social worker named on it"] = about["a midwife not named on a restricted record"]
    about["somebody in an emergency"] = subjects(world, in_danger, entry=seen.id, **there_in_danger)
    return about


def what_is_there(world, family):
    """Leila asks what is held about her and maternity has answered; the police are asked, and housing asks to join. A
    hold stands on the record, her address is restricted, a school opened it in an emergency, and a question is open.
    """
    about_her = family.add(world.ada, Event(account="She was well."), about=(family.mother,))
    lead = _lead_of_social_care(world).practitioner
    asked = family.add(world.ann, asks(family, world.ann.practitioner, lead))
    decide_all(family, world, asked)
    make(signed_in(world.ann), family, asked)
    ((pack, _),) = packs(family, world.ann)
    due, joins = timezone.localdate(), uuid4()
    wanted = InformationRequest(agency=world.dan.agency, what="Were you called?", why="A safe visit", due=due)
    told = family.add(world.ada, wanted, audience=Audience(agencies=(world.dan.agency,)))
    ask_to_be_involved(joins, family.reference, "She is housed by us", due, world.eve)
    outside = uuid4()
    assert ask_for_words(family.record, outside, "Dr Lee", "Was she seen?", 7, world.ada)
    hold = family.add(world.ann, LegalHold(why="A review", decided_by="Ann", ask_first="The business office"))
    lives = Address(person=family.mother, standing=AddressStanding.RESTRICTED, lines="Long Barn")
    sealed = family.add(world.ada, lives)
    open_in_emergency(family.reference, EmergencyReason.IN_DANGER, "A parent rang", _school(world))
    (question,) = set(re.findall(rb"questions/(\w{24})/elsewhere", _questions(world, family))[:1])
    return {
        "asked": asked.id, "item": about_her.id, "pack": pack.id, "that wish": {"asked": joins},
        "that request": {"query": f"?request={told.id}"}, "that hold": {"entry": hold.id},
        "that answer": {"outside": outside},
        "that address": {"entry": sealed.id},
        "that question": {"question": question.decode()}, "that record": {"reference": _time_is_over(world)},
    }  # fmt: skip


def _questions(world, family):
    return signed_in(world.ada).get(f"/records/{family.reference}/questions").content


@cache
def _school(world):
    return _join("zia", "Zia Noor", world.ada.partnership, "school")


@cache
def _time_is_over(world):
    """A closed record, some twenty years later."""
    family = begin_family(world)
    family.add(
        world.ada, Closing(came_to=CameTo.EARLY_HELP, why="Done", next="Visits", next_owner="Ben Moss")
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE record_review SET due = current_date WHERE record = %s", [family.record])
        assert cursor.rowcount == 1
    return family.reference


@cache
def _lead_of_social_care(world):
    return join_as_lead(world, world.cat, "cleo")


@pytest.fixture(scope="module")
def all_browsers(stage, browsers, about):
    """Those of the table, and those who stand where the table does not reach."""
    world = stage.world
    school = _join("sue", "Sue Park", world.ada.partnership, "school")
    officer = _join("olu", "Olu Banks", world.ada.partnership, "maternity", Role.AGENCY_OFFICER)
    stage.family.add(world.ada, Involvement(agency=school.agency, level=Level.SUMMARY))
    leads = world.bea, _lead_of_social_care(world)
    more = (school, world.ada, world.cat, world.eve, officer, *leads)
    return browsers | dict(zip(OTHERWISE, map(signed_in, more), strict=True))


def test_every_address_has_a_row():
    rows_of = {name.partition(",")[0] for name in TABLE}
    assert names() == sorted(rows_of), "Add a row to TABLE for each new address, and say who may open it."


def _asked_of(name):
    """Everybody; about no record only those whose answer does not hang on one."""
    return [*WHO, *(OTHERWISE if _is_about_a_record(name) else ("an agency officer",))]


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_visit_answers_as_the_table_says(name, all_browsers, about):
    asked = _asked_of(name)
    answers = {who: all_browsers[who].get(_address(name, about[who])).status_code for who in asked}
    assert answers == {who: expected(name, who) for who in asked}


SENT = {
    "outcome": "attended",
    "mark": "correction",
    "step": "send",
    "as": "document",
    "account": "Not from them.",
}
WAYS = {
    "sent as a form": lambda browser, page: browser.post(page, SENT | {"entry": str(uuid4())}),
    "kept by the script": lambda browser, page: browser.post(page, SENT, headers={"Accept": "text/plain"}),
    "sent as a part of a page": lambda browser, page: browser.post(
        page, SENT, headers={"HX-Request": "true"}
    ),
    "asked for on paper": lambda browser, page: browser.get(f"{page}{'&' if '?' in page else '?'}paper=yes"),
}
"""Whatever else can be done with an address than visiting it; `as` asks for an export."""


def test_whoever_is_not_let_in_is_not_let_in_any_other_way(all_browsers, about):
    """All addresses in one test: what is kept is looked at once for them all."""
    before = _everything_kept()
    for name in sorted(TABLE.keys() - OPEN_TO_ALL):
        for who in _asked_of(name):
            visit = expected(name, who)
            if visit not in (GONE, NOT_YOU, ASKED):
                continue
            for way, ask in WAYS.items():
                sent_by_nobody = visit == ASKED and way != "asked for on paper"
                answer = ask(all_browsers[who], _address(name, about[who]))
                assert answer.status_code == (NOT_YOU if sent_by_nobody else visit), (name, who, way)
    assert _everything_kept() == before


OPEN_TO_ALL = {"home", "sign_in", "sign_out", "second_step", "agency_sign_in", "agency_sign_in_go"}
OPEN_TO_ALL |= {"agency_sign_in_back", "answer_by_link"}
"""Their answer leads on; it refuses nobody."""
OF_THE_VISIT = ("audit_", "record_visit", "django_session", "draft", "axes_")
"""What a refused visit leaves: its look, its session, and its author's own words."""


def _everything_kept():
    """A fingerprint of every table but those that any visit writes to."""
    tables = [
        name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", using="owner")
    ]
    kept = sorted(name for name in tables if not name.startswith(OF_THE_VISIT))
    of_each = ", ".join(
        f"(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {name} t)" for name in kept
    )
    return dict(zip(kept, rows(f"SELECT {of_each}", using="owner")[0], strict=True))


def test_looking_changes_nothing(all_browsers, about):
    """No address that is visited writes anything but the look, whoever visits it and whatever the address says."""
    before = _everything_kept()
    for name in sorted(TABLE):
        for who in ("a midwife", "a safeguarding lead", "a partnership officer", "an agency officer"):
            all_browsers[who].get(_address(name, about[who]), SENT | {"entry": str(uuid4())})
    assert _everything_kept() == before


def _without_tokens(content):
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", content)


def test_what_is_hidden_looks_exactly_like_what_is_not_there(stage, browsers):
    for who in WHO:
        if THE_RECORD[who] == GONE:
            hidden = browsers[who].get(stage.record)
            missing = browsers[who].get("/records/2222-2222/")
            assert _without_tokens(hidden.content) == _without_tokens(missing.content), who
            assert {**hidden.headers, "X-Request-ID": ""} == {**missing.headers, "X-Request-ID": ""}, who


def test_an_entry_that_did_not_reach_you_looks_like_one_that_is_not_there(stage, browsers):
    police = browsers["a police officer who contributes"]
    hidden, missing = police.get(stage.page_of(stage.contact)), police.get(f"{stage.record}entries/{uuid4()}")
    assert _without_tokens(hidden.content) == _without_tokens(missing.content)


def _looks(path_name):
    return rows(
        "SELECT practitioner, record, denied FROM audit_look WHERE page = %s ORDER BY at",
        path_name,
        using="owner",
    )


def test_every_look_and_every_refusal_is_written_down(stage, browsers):
    seen_before = len(_looks("record"))
    for who in ("a midwife", "a GP who only knows that", "a colleague kept out", "somebody of no agency"):
        browsers[who].get(stage.record)
    world, edge = stage.world, stage.edge
    assert _looks("record")[seen_before:] == [
        (world.ada.practitioner, stage.family.record, False),
        (edge.gus.practitioner, stage.family.record, False),
        (edge.lou, None, True),
    ]
    tried = _looks(f"tried {stage.family.reference}")
    assert (edge.ned.practitioner, None, True) in tried, "for those who may see who looked at that record"


def test_a_page_that_fails_still_leaves_its_look(stage, browsers, monkeypatch):
    def fails(*args):
        raise RuntimeError

    monkeypatch.setattr("firsthome.pages.record.news", fails)
    midwife = browsers["a midwife"]
    midwife.raise_request_exception = False
    before = len(_looks("record"))
    assert midwife.get(stage.record).status_code == 500
    assert _looks("record")[before:] == [(stage.world.ada.practitioner, stage.family.record, False)]


def test_a_page_is_not_sent_when_its_look_cannot_be_written(stage, browsers, monkeypatch):
    from django.db import OperationalError

    def full(*args, **more):
        raise OperationalError

    monkeypatch.setattr("firsthome.pages.gate.record_look", full)
    midwife = browsers["a midwife"]
    midwife.raise_request_exception = False
    answer = midwife.get(stage.record)
    assert answer.status_code == 503
    assert b"Leila" not in answer.content


def test_anonymous_visitors_come_back_to_the_page_after_signing_in(stage):
    answer = Client().get(stage.record)
    assert answer.url == "/sign-in?" + urlencode({"next": stage.record}, safe="/")


def test_a_refusal_says_why_and_whom_to_ask(stage, browsers):
    presence = browsers["a GP who only knows that"].get(f"{stage.record}chronology").content.decode()
    assert "Ask the lead professional" in presence
    alone = browsers["somebody of no agency"].get("/caseload").content.decode()
    assert "Ask your agency’s safeguarding lead" in alone
    assert "Sign out" in alone


def test_those_who_contribute_are_not_offered_to_involve_others(stage, browsers):
    police = browsers["a police officer who contributes"]
    assert b"add/involvement" not in police.get(f"{stage.record}add").content
    answer = police.get(f"{stage.record}add/involvement")
    assert answer.status_code == NOT_YOU
    assert b"Involving others needs full access" in answer.content
    assert b"add/involvement" in browsers["a midwife"].get(f"{stage.record}add").content


def test_addresses_say_nothing_about_anybody(stage):
    for name in TABLE:
        of_it = address(name.partition(",")[0], subjects(stage.world, stage.family))
        for part in filter(None, of_it.split("/")):
            opaque = part == stage.family.reference or _is_id(part) or part.isdecimal()
            assert opaque or part in {
                "second-step", "second-steps", "agency", "back", "your-sign-in", "app", "passkey", "codes", "remove",
                "sessions", "digest", "confirm",
                    "staff", "agencies", "agreement", "share", "restrict", "release", "preview", "told",
                "shared-with-us",
                "health", "ready", "sign-in", "sign-out", "caseload", "records", "chronology", "contacts", "new", "add",
                "adoption", "engagement", "appointments", "people", "genogram", "ecomap", "copy", "same", "merged",
                "men",
                "requests", "ask", "answer",
                "outside", "asked", "subject-requests", "answers", "given", "looks", "address",
                "access", "event", "entries", "correct", "draft", "drafts", "discard", "note", "notices",
                "library", "briefings", "unseen-men", "services", "vulnerabilities", "family", "help", "flags",
                "meetings", "contributions", "thresholds", "timetable", "work", "away", "approve",
                "procedure", "challenge",
                "plan", "version", "birth-plan", "documents", "copies",
                "emergency", "openings", "own-words", "kept-out", "known-to-me", "restricted", "use", "referral-draft",
                "keeping", "hold", "retention", "questions", "0" * 24, "elsewhere",
                "expected-date", "birth", "undo", "what-now",
                "unknown", "conversations", "changes", "messages", "move", "moves", "file",
            }  # fmt: skip


def _is_id(part):
    try:
        return bool(UUID(part))
    except ValueError:
        return False
