"""Ann answers for maternity what is held about Leila: she looks at each entry, makes the answer, and hands it over."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from firsthome.access.principals import announce
from firsthome.exchange.documents.subject_items import Gathering
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import How, Mark, Source
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.handling import OriginatorsAnswer
from firsthome.kinds.origin import Origin
from firsthome.kinds.own_words import OwnWords, Wanted
from firsthome.kinds.subject_answer import SubjectPack, SubjectReview, Verdict
from firsthome.kinds.when import When
from firsthome.record.addresses import words_never_on_paper
from firsthome.record.errors import AskFirst
from firsthome.record.exclude import exclude
from firsthome.record.names import names_for
from firsthome.record.read import find, read
from tests.ledger_world import OWN_AGENCY, begin_family, new_person, only
from tests.test_subject_requests import asks
from tests.world import signed_in

SEALED = "14 Elm Row\nThirby\nTH1 2AB"
PLAIN = "She was well and the cot is up."


@pytest.fixture
def world(stage):
    return stage.world


@pytest.fixture
def family(world):
    return begin_family(world)


@pytest.fixture
def sister(world, family):
    person = new_person("Nila Shah")
    family.add(world.ada, PersonOnRecord(person=person, role=Role.RELATIVE))
    return person


@pytest.fixture
def lead(world):
    return signed_in(world.ann)


def says(family, by, words, day=3, **more):
    """A contact in which something was said about Leila."""
    about = more.pop("about", (family.mother,))
    contact = Contact(outcome=ContactOutcome.ATTENDED, account=words)
    return family.add(by, contact, about=about, happened=When.on(date(2025, 3, day)), **more)


def received(family, world):
    return family.add(world.ann, asks(family, world.ann.practitioner))


def page_of(family, asked, *more):
    return "/".join((f"/records/{family.reference}/subject-requests/{asked.id}", *more))


def item_of(family, asked, entry):
    return page_of(family, asked, "entries", str(entry.id))


def seen(lead, address):
    answer = lead.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def seal_on(page):
    return re.search(r'name="seal" value="(\w+)"', page)[1]


def decide(lead, address, verdict, **more):
    """What comes back when she decides about one entry."""
    sent = {"seal": seal_on(seen(lead, address)), "entry": str(uuid4()), "verdict": verdict.value}
    return lead.post(address, sent | more)


def decide_all(family, world, asked, verdict=Verdict.RELEASE):
    """Whatever nobody has looked at yet, decided in one entry: what each page does one by one."""
    with transaction.atomic():
        announce(world.ann)
        found = find(family.reference, world.ann)
        record = read(found, world.ann)
        gathering = Gathering(
            record, family.mother, world.ann.agency, names_for(record, world.ann), lies_open=(),
            addresses=words_never_on_paper(found),
        )  # fmt: skip
        items = gathering.items()
    done = {one for _, said in record.of(SubjectReview) for one in said.items}
    left = [one for one in items if one.id not in done]
    review = SubjectReview(
        request=asked.id,
        items=tuple(one.id for one in left),
        seals=tuple(one.seal for one in left),
        verdict=verdict,
        why="Nothing in it harms anybody.",
    )
    family.add(world.ann, review)


def make(lead, family, asked):
    answer = lead.post(page_of(family, asked, "answer"), {"entry": str(uuid4())})
    assert answer.status_code == 302, answer.content.decode()


def packs(family, reader):
    return [(one.current.content, said) for one, said in family.read(reader).of(SubjectPack)]


def would_say(lead, family, asked):
    """The answer as she checks it before it is made."""
    return seen(lead, page_of(family, asked, "answer"))


# --- what is found ---------------------------------------------------------------------------------------------------


def test_each_agency_finds_its_own_entries_and_no_other_ones(world, family, lead):
    says(family, world.ada, PLAIN)
    says(family, world.ben, "Health visiting wrote this.")
    page = seen(lead, page_of(family, received(family, world)))
    assert PLAIN in page
    assert "Health visiting wrote this." not in page


def test_an_entry_that_only_speaks_of_her_is_found_too(world, family, sister, lead):
    says(family, world.ada, "Leila rang her.", about=(sister,))
    assert "It speaks of them" in seen(lead, page_of(family, received(family, world)))


def test_an_entry_about_somebody_else_alone_is_not_found(world, family, sister, lead):
    says(family, world.ada, "She has a new job.", about=(sister,))
    assert "She has a new job." not in seen(lead, page_of(family, received(family, world)))


@pytest.mark.parametrize(
    ("reason", "more"),
    [
        ("Somebody else said it", {"source": Source(how=How.SAID, by="her neighbour")}),
        ("It was kept to fewer people", {"audience": OWN_AGENCY}),
        ("It needs the answer of the police officer", {"source": Source(origin=Origin.POLICE)}),
    ],
)
def test_what_could_harm_somebody_is_looked_at_by_itself(world, family, lead, reason, more):
    entry = says(family, world.ada, PLAIN, **more)
    asked = received(family, world)
    page = seen(lead, page_of(family, asked))
    assert reason in page
    assert f'value="{entry.id} ' not in page, "there is no box to tick"
    seal = seal_on(seen(lead, item_of(family, asked, entry)))
    lead.post(page_of(family, asked), {"items": f"{entry.id} {seal}", "entry": str(uuid4())})
    assert not list(family.read(world.ann).of(SubjectReview)), (
        "nor does sending the box without it do anything"
    )


def test_what_there_is_nothing_to_say_about_goes_in_with_one_tick(world, family, lead):
    entry = says(family, world.ada, PLAIN)
    asked = received(family, world)
    box = re.search(rf'value="({entry.id} \w+)"', seen(lead, page_of(family, asked)))[1]
    lead.post(page_of(family, asked), {"items": box, "entry": str(uuid4())})
    (review,) = [said for _, said in family.read(world.ann).of(SubjectReview)]
    assert (review.verdict, review.items) == (Verdict.RELEASE, (entry.id,))


# --- what is decided -------------------------------------------------------------------------------------------------


def test_names_of_others_and_ways_to_reach_them_are_proposed_for_taking_out(world, family, sister, lead):
    exclude(family.record, world.ben.practitioner, "A cousin", world.ann)
    entry = says(family, world.ada, "Nila Shah came with Ben Moss. Ring 01632 960777 or write to LE1 5AB.")
    page = seen(lead, item_of(family, received(family, world), entry))
    box = page[page.index('name="words"') :].split("</textarea>")[0]
    for words in ("Nila Shah", "Ben Moss", "01632 960777", "LE1 5AB"):
        assert words in box


def test_words_that_are_taken_out_are_not_in_the_answer_and_not_in_the_review(world, family, sister, lead):
    entry = says(family, world.ada, "She came with Nila Shah, and nila shah drove.")
    asked = received(family, world)
    answer = decide(
        lead, item_of(family, asked, entry), Verdict.PART, words="Nila Shah", reason="somebody_else"
    )
    assert answer.status_code == 302, answer.content.decode()
    (review,) = [said for _, said in family.read(world.ann).of(SubjectReview)]
    assert "Nila" not in review.model_dump_json()
    decide_all(family, world, asked, Verdict.NOT_THEIRS)
    page = would_say(lead, family, asked)
    assert (
        "She came with [taken out: about somebody else], and [taken out: about somebody else] drove." in page
    )
    assert "what is about other people" in page
    assert "Nila" not in page


def test_serious_harm_takes_a_professional_who_was_asked(world, family, lead):
    entry = says(family, world.ada, PLAIN)
    asked = received(family, world)
    sent = {"reason": "serious_harm", "why": "He would read it."}
    answer = decide(lead, item_of(family, asked, entry), Verdict.WITHHOLD, **sent)
    assert answer.status_code == 422
    assert "Write which health or social work professional was asked" in answer.content.decode()
    sent["consulted"] = "Dr Ames, consultant psychiatrist"
    assert decide(lead, item_of(family, asked, entry), Verdict.WITHHOLD, **sent).status_code == 302


@pytest.mark.parametrize(
    ("verdict", "more", "what_to_do"),
    [
        (Verdict.PART, {"words": "", "reason": "somebody_else"}, "Write the words to take out"),
        (Verdict.PART, {"words": "not there", "reason": "somebody_else"}, "Copy the words exactly"),
        (Verdict.PART, {"words": "cot"}, "Choose on what ground"),
        (Verdict.WITHHOLD, {"reason": "enquiry"}, "Write why it is kept back"),
    ],
)
def test_a_decision_says_what_and_on_what_ground(world, family, lead, verdict, more, what_to_do):
    entry = says(family, world.ada, PLAIN)
    answer = decide(lead, item_of(family, received(family, world), entry), verdict, **more)
    assert answer.status_code == 422
    assert what_to_do in answer.content.decode()


def test_what_came_with_a_condition_goes_in_only_after_its_originator_was_asked(world, family, lead):
    entry = says(family, world.ada, PLAIN, source=Source(origin=Origin.POLICE))
    asked = received(family, world)
    answer = decide(lead, item_of(family, asked, entry), Verdict.RELEASE, why="It harms nobody.")
    assert "Write down the answer of the police officer" in answer.content.decode()
    pack = SubjectPack(request=asked.id, items=(entry.id,), content="0" * 64, file="0" * 64, pages=1)
    with pytest.raises(AskFirst):
        family.add(world.ann, pack)
    may = OriginatorsAnswer(entries=(entry.id,), who="DC Ford", may_share=True, may_print=True)
    family.add(world.ann, may)
    answer = decide(lead, item_of(family, asked, entry), Verdict.RELEASE, why="The police agree.")
    assert answer.status_code == 302


def test_a_decision_falls_away_when_the_entry_says_something_else(world, family, lead):
    entry = says(family, world.ada, PLAIN)
    asked = received(family, world)
    decide(lead, item_of(family, asked, entry), Verdict.RELEASE)
    family.mark(
        world.ada, Mark.CORRECTION, entry, Contact(outcome=ContactOutcome.ATTENDED, account="Nila did it."),
        about=(family.mother,), reason="Wrong visit.",
    )  # fmt: skip
    page = seen(lead, page_of(family, asked))
    assert "It says something else since it was looked at" in page


# --- the answer ------------------------------------------------------------------------------------------------------


def test_nothing_is_made_while_something_was_not_looked_at(world, family, lead):
    says(family, world.ada, PLAIN)
    asked = received(family, world)
    answer = lead.post(page_of(family, asked, "answer"), {"entry": str(uuid4())})
    assert answer.status_code == 422
    assert not packs(family, world.ann)


def test_the_words_of_a_sealed_address_never_get_in_whoever_may_see_it(world, family, sister, lead):
    where = Address(
        person=sister, standing=AddressStanding.SEALED, lines="14 Elm Row\nThirby", postcode="TH1 2AB"
    )
    family.add(world.cat, where, audience=only(world.cat.agency))
    mine = Address(
        person=family.mother, standing=AddressStanding.SEALED, lines="9 Oak Lane", postcode="TH1 9ZZ"
    )
    family.add(world.ada, mine, audience=OWN_AGENCY)
    says(family, world.ada, "Leila sleeps at 14, elm row (TH12AB) now.")
    asked = received(family, world)
    decide_all(family, world, asked)
    make(lead, family, asked)
    ((entry, _),) = packs(family, world.ann)
    document = lead.get(f"/records/{family.reference}/answers/{entry.id}")
    for page in (would_say(lead, family, asked), seen(lead, page_of(family, asked))):
        for words in ("elm row", "TH12AB", "TH1 2AB", "Oak Lane", "TH1 9ZZ"):
            assert words.lower() not in page.lower()
        assert "[taken out: an address]" in page
    assert document.status_code == 200


def test_what_is_kept_back_leaves_no_trace_where_saying_so_could_harm(world, family, lead):
    says(family, world.ada, PLAIN)
    asked = received(family, world)
    decide_all(family, world, asked)
    before = would_say(lead, family, asked)
    kept = says(family, world.ada, "He must not know that she spoke.", day=4)
    decide(lead, item_of(family, asked, kept), Verdict.WITHHOLD, reason="enquiry", why="Until 3 May.")
    seen(lead, page_of(family, asked))  # where she reads that it is kept
    after = would_say(lead, family, asked)
    assert _without_tokens(after) == _without_tokens(before)


def _without_tokens(page):
    return re.sub(r'name="(csrfmiddlewaretoken|entry)" value="[\w-]+"', "", page)


def test_the_seal_stands_on_the_file_and_on_the_ledger_and_the_file_can_be_made_again(world, family, lead):
    says(family, world.ada, PLAIN)
    asked = received(family, world)
    decide_all(family, world, asked)
    make(lead, family, asked)
    ((entry, said),) = packs(family, world.ann)
    says(family, world.ada, "Written after the answer was made.", day=5)
    answer = lead.get(f"/records/{family.reference}/answers/{entry.id}")
    assert answer["Content-Disposition"] == 'attachment; filename="answer.pdf"'
    assert hashlib.sha256(answer.content).hexdigest() == said.file
    assert f"seal:{said.content}".encode() in answer.content
    assert said.pages == 2
    assert said.content[:8] in seen(lead, page_of(family, asked))


def test_a_copy_is_checked_against_the_ledger(world, family, lead, tmp_path, capsys):
    asked = received(family, world)
    decide_all(family, world, asked)
    make(lead, family, asked)
    ((entry, _),) = packs(family, world.ann)
    copy = tmp_path / "answer.pdf"
    copy.write_bytes(lead.get(f"/records/{family.reference}/answers/{entry.id}").content)
    call_command("check_pack", str(copy))
    assert "the answer that Maternity made on" in capsys.readouterr().out
    copy.write_bytes(copy.read_bytes() + b"\n")
    with pytest.raises(CommandError, match="the file is not the same"):
        call_command("check_pack", str(copy))
    copy.write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(CommandError, match="No agency has made"):
        call_command("check_pack", str(copy))


def test_an_answer_that_would_say_something_else_by_now_is_not_given_out_as_the_same(world, family, lead):
    says(family, world.ada, "She lives at 14 Elm Row.")
    asked = received(family, world)
    decide_all(family, world, asked)
    make(lead, family, asked)
    ((entry, _),) = packs(family, world.ann)
    sealed = Address(person=family.mother, standing=AddressStanding.SEALED, lines="14 Elm Row")
    family.add(world.cat, sealed, audience=only(world.cat.agency))
    assert lead.get(f"/records/{family.reference}/answers/{entry.id}").status_code == 409


def test_it_is_kept_to_whom_it_was_handed_over_and_how(world, family, lead):
    asked = received(family, world)
    decide_all(family, world, asked)
    make(lead, family, asked)
    ((entry, _),) = packs(family, world.ann)
    given = {"to": "Leila Mistry", "how": "in_person", "safe": "She came alone.", "entry": str(uuid4())}
    answer = lead.post(f"/records/{family.reference}/answers/{entry.id}/given", given)
    assert answer.status_code == 302, answer.content.decode()
    assert "Given to Leila Mistry" in seen(lead, page_of(family, asked))
    assert "Handed over" in seen(lead, "/subject-requests")


def test_what_stands_beside_a_contested_entry_goes_with_it(world, family, lead):
    entry = says(family, world.ada, "She did not open the door.")
    family.add(
        world.ada,
        OwnWords(contested=entry.id, person=family.mother, words="I was asleep.", wanted=Wanted.NOTED),
    )
    assert seen(lead, page_of(family, received(family, world))).count("“I was asleep.”") == 2, "and by itself"


# --- who sees that she asked -----------------------------------------------------------------------------------------


def test_only_those_who_answer_see_that_she_asked(world, family, lead):
    asked = received(family, world)
    assert family.reference in seen(lead, "/subject-requests")
    bea = signed_in(world.bea)
    assert family.reference not in seen(bea, "/subject-requests")
    assert bea.get(page_of(family, asked)).status_code == 404
    assert signed_in(world.ada).get(page_of(family, asked)).status_code == 403


def test_the_list_of_who_looked_does_not_tell_other_leads(world, family, lead):
    asked = received(family, world)
    seen(lead, page_of(family, asked))
    looks = signed_in(world.bea).get(f"/records/{family.reference}/looks").content.decode()
    assert "request" not in looks.lower()
    assert "request" in seen(lead, f"/records/{family.reference}/looks").lower()


def test_whoever_is_named_for_another_agency_answers_for_its_own_entries(world, family, lead):
    says(family, world.ben, "Health visiting wrote this.")
    says(family, world.ada, PLAIN)
    asked = family.add(world.ann, asks(family, world.ann.practitioner, world.bea.practitioner))
    page = seen(signed_in(world.bea), page_of(family, asked))
    assert "Health visiting wrote this." in page
    assert PLAIN not in page
    assert "Bea Lead" in seen(lead, page_of(family, asked))


def test_a_lead_writes_down_a_request_and_lands_where_it_is_answered(world, family, lead):
    form = f"/records/{family.reference}/add/subject_request"
    page = seen(lead, form)
    assert "Who may see this?" not in page, "that is settled"
    assert "Ben Moss" not in page, "only safeguarding leads answer"
    sent = {
        "entry": str(uuid4()),
        "kind": "subject_request",
        "person": str(family.mother),
        "asked_by": "Leila",
    }
    sent |= {
        "asks_for": "self",
        "identity": "known",
        "reply": "At the clinic.",
        "answers": [str(world.ann.practitioner), str(world.bea.practitioner)],
    }
    sent |= {"received-day": "31", "received-month": "1", "received-year": "2025"}
    answer = lead.post(form, sent)
    assert answer.status_code == 302, answer.content.decode()
    assert "28 February 2025" in seen(lead, answer.url)
    assert "You are named to answer" in seen(signed_in(world.bea), "/notices")
    assert signed_in(world.ada).get(form).status_code == 403


def test_an_analysis_that_rests_on_what_the_police_said_is_looked_at_closely(world, family, lead):
    heard = says(family, world.ada, "Police were called.", source=Source(origin=Origin.POLICE))
    may = OriginatorsAnswer(entries=(heard.id,), who="DC Ford", may_cite=True)
    family.add(world.ada, may)
    thought = family.add(
        world.ada, Analysis(opinion="It is getting worse.", rests_on=(heard.id,)), about=(family.mother,)
    )
    page = seen(lead, item_of(family, received(family, world), thought))
    assert "It needs the answer of the police officer" in page


def test_a_decision_is_taken_back_and_made_once_more_never_reworded(world, family, lead):
    entry = says(family, world.ada, PLAIN)
    asked = received(family, world)
    decide(lead, item_of(family, asked, entry), Verdict.RELEASE)
    ((statement, _),) = family.read(world.ann).of(SubjectReview)
    form = f"/records/{family.reference}/entries/{statement.id}/correct"
    assert "It was never so" not in seen(lead, form)
    assert lead.get(f"{form}?mark=correction").status_code == 404
    family.mark(world.ann, Mark.ERROR, statement.current.content, reason="I read another entry.")
    assert "All of it goes in" not in seen(lead, page_of(family, asked))


def test_a_request_goes_on_no_paper_into_no_copy_and_to_nobody_else(world, family, lead):
    says(family, world.ada, PLAIN)
    asked = received(family, world)
    start = f"/records/{family.reference}/"
    assert "Leila Mistry asks what is held" in seen(lead, f"{start}chronology?more=yes")
    for page in ("?paper=yes", "chronology?paper=yes&more=yes", "use", "referral-draft", "share"):
        assert "asks what is held" not in seen(lead, start + page), page
    sent = {"entries": str(asked.id), "kind": "share", "step": "ask", "agencies": str(world.cat.agency)}
    assert lead.post(f"{start}share", sent).status_code == 422
