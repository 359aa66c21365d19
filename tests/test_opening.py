"""Opening a record for a pregnancy of which little is known: search first, then ask, check, and open it once."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from firsthome.access.principals import Reader
from firsthome.kinds.entry import How
from firsthome.kinds.event import Event
from firsthome.kinds.family import Role
from firsthome.kinds.opening import Opening, Route, Threshold, Told
from firsthome.kinds.pregnancy import Basis
from firsthome.kit.dates import say_day
from firsthome.pages.opening_questions import PARTS
from firsthome.procedures.thresholds import thresholds
from firsthome.record.errors import NotThere
from firsthome.record.open import open_record
from tests.ledger_world import begin_family, rows
from tests.opening_world import NEW, a_day, answers, opened, record_of
from tests.world import signed_in


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def asked(browser, step, **more):
    """What the page says after a step."""
    return browser.post(NEW, answers(**more) | {"step": step})


def text(answer):
    return answer.content.decode()


def everything():
    """How much there is of what opening could add."""
    return rows(
        "SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM person), (SELECT count(*) FROM entry)",
        using="owner",
    )


# --- searching


def found(browser, name="", **born):
    return text(browser.post(NEW, {"step": "search", "mother-name": name} | born))


def test_the_search_comes_first_and_nothing_that_is_typed_stands_in_an_address(ada):
    assert "Search first for the mother" in text(ada.get(f"{NEW}?mother-name=Leila"))
    assert "Leila" not in text(ada.get(f"{NEW}?mother-name=Leila"))
    page = found(ada, "Zainab")
    assert set(re.findall(r'action="([^"]+)"', page)) == {NEW, "/sign-out"}
    assert 'method="get"' not in page


def test_a_mother_is_found_by_a_part_of_her_name_in_any_case(ada, stage):
    for name in ("leila", "MISTRY", "  mis  LEI "):
        assert stage.record in found(ada, name), name
    assert stage.record not in found(ada, "Leila Qureshi")


def test_a_mother_is_found_by_her_birthday_although_her_surname_is_another_one_now(ada):
    reference = opened(ada, mother__name="Noor Haddad", **a_day("mother__born", "3 9 1999"))
    born = {"mother-born-day": "3", "mother-born-month": "9", "mother-born-year": "1999"}
    assert f"/records/{reference}/" in found(ada, "Noor Else", **born)
    assert f"/records/{reference}/" not in found(ada, "Somebody Else", **born)
    assert "born 3 September 1999" in found(ada, "", **born)


def test_signs_with_a_meaning_of_their_own_are_only_letters_in_a_search(ada, stage):
    for name in ("%", "_", "\\", "'", "*"):
        assert stage.record not in found(ada, name)


def test_records_that_the_reader_may_not_know_of_leave_no_trace(stage):
    family = begin_family(stage.world)
    for who in (stage.world.eve, stage.world.fay, stage.edge.ivy):
        browser = signed_in(who)
        there, not_there = found(browser, "Leila"), found(browser, "Nobody At All")
        assert family.reference not in there
        assert _alike(there, "Leila") == _alike(not_there, "Nobody At All")


def _alike(page, name):
    page = re.sub(r'name="(csrfmiddlewaretoken|typed_by)" value="[^"]+"', "", page)
    return page.replace(name, "")


def test_a_colleague_who_is_kept_out_finds_nothing_of_that_family(stage):
    assert stage.record in found(signed_in(stage.world.ada), "Leila")
    assert stage.record not in found(signed_in(stage.edge.ned), "Leila")


def test_a_mother_whom_only_others_were_told_of_is_not_found(stage):
    police, gp = signed_in(stage.world.dan), signed_in(stage.edge.gus)
    assert stage.record in found(police, "Leila")
    assert stage.record not in found(gp, "Leila")


def test_an_empty_search_says_what_to_do(ada):
    answer = ada.post(NEW, {"step": "search"})
    assert answer.status_code == 422
    assert "Enter a name or a part of it, a date of birth" in text(answer)


def test_what_was_searched_for_need_not_be_typed_again(ada):
    page = text(ada.post(NEW, {"step": "ask", "mother-name": "Zainab Qureshi", "mother-born-year": "1999"}))
    assert 'value="Zainab Qureshi"' in page
    assert 'value="1999"' in page
    assert "There is a problem" not in page


# --- asking, and checking


def test_before_a_record_is_opened_the_answers_are_shown_and_nothing_is_kept(ada):
    before = everything()
    page = text(asked(ada, "check", pregnancy__babies="2", opening__who_knows="Only her sister"))
    assert "Check your answers" in page
    for words in ("Zainab Qureshi", "Child in need (section 17)", "Only her sister", "Not said"):
        assert words in page
    assert "who decided" not in page
    assert everything() == before


def test_a_level_is_offered_as_the_partnership_calls_it_and_is_read_for_ever_by_that_name(ada, stage):
    called = thresholds().levels["3"].name
    assert called in text(asked(ada, "ask"))
    assert Threshold.MULTIPLE.label not in text(asked(ada, "ask"))
    assert called in text(asked(ada, "check", opening__level="3"))
    reference = opened(ada, opening__level="3")
    ((_, said),) = record_of(reference, stage.world.ada).of(Opening)
    assert said.level_name == called
    before = said.model_copy(update={"level_name": "Level C: as it was called then"})
    family = begin_family(stage.world)
    entry = family.add(stage.world.ada, before, about=(family.mother,))
    page = text(ada.get(f"/records/{family.reference}/entries/{entry.id}"))
    assert "Level C: as it was called then" in page
    assert called not in page
    assert "What the level was called" not in page


def test_going_back_to_change_an_answer_keeps_all_the_others(ada):
    page = text(asked(ada, "ask", opening__who_knows="Only her sister"))
    assert "Only her sister" in page
    assert 'value="section_17" checked' in page


FOLLOW_UPS = {
    "no name": ({"mother__name": ""}, "Enter what the mother is called, or write “name not known”"),
    "born tomorrow": (a_day("mother__born", "1 1 2099"), "Enter a date of birth that is not in the future"),
    "a baby in three years": (
        a_day("pregnancy__edd", "1 1 2099"),
        "this date is more than 40 weeks from now",
    ),
    "a baby two years ago": (
        a_day("pregnancy__edd", "1 1 2024"),
        "this date is more than a year ago",
    ),
    "no such day": (a_day("pregnancy__edd", "31 2 2027"), "There is no 31 February 2027"),
    "somebody who is nothing": ({"other__name": "Ash"}, "Choose what Ash is to the pregnancy"),
    "somebody without a name": ({"other__role": "father"}, "Enter a name, or write “name not known”"),
    "no reason": ({"opening__why": ""}, "Write why you are opening a record"),
    "no route": ({"opening__route": ""}, "Choose a route"),
    "no lawful basis": ({"opening__lawful_basis": ""}, "Choose a lawful basis"),
    "another lawful basis": ({"opening__lawful_basis": "other"}, "Enter the lawful basis"),
    "consent not given": ({"opening__lawful_basis": "consent"}, "Choose another lawful basis, or record"),
    "told or not": ({"opening__told": ""}, "Say whether she has been told"),
    "agreed to what": ({"opening__agreed": "yes"}, "Write what she agreed to"),
    "looked at again last year": (
        {"opening__told": "not_yet", "opening__told_why": "x", **a_day("opening__told_review", "1 1 2020")},
        "Enter a day from today on for looking at it again",
    ),
}


@pytest.mark.parametrize("case", FOLLOW_UPS)
@pytest.mark.parametrize("step", ["check", "open"])
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(case, step, ada):
    before, (more, words) = everything(), FOLLOW_UPS[case]
    answer = asked(ada, step, first__account="Two lines.", **more)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Two lines." in text(answer)
    assert everything() == before


def test_not_telling_her_asks_at_once_why_who_decided_and_when_it_is_looked_at_again(ada):
    page = text(asked(ada, "check", opening__told="not_safe"))
    for words in (
        "Write why she has not been told",
        "Name who decided that it is not safe to tell her",
        "Enter the day on which telling her will be looked at again",
    ):
        assert f">{words}</a>" in page
    assert "Name who decided" not in text(asked(ada, "check", opening__told="not_yet"))


@pytest.mark.parametrize("model", PARTS.values(), ids=lambda model: model.__name__)
def test_every_question_is_put_in_words(model):
    assert all(info.title for info in model.model_fields.values())


# --- opening


def test_a_record_is_opened_with_a_name_only(ada, stage):
    reference = opened(ada)
    record = record_of(reference, stage.world.ada)
    assert len(record.babies) == 1
    assert record.edd is None
    assert [said.practitioner for _, said in record.involvements] == [None, stage.world.ada.practitioner]
    page = text(ada.get(f"/records/{reference}/"))
    assert "Unborn baby of Zainab Qureshi" in page
    assert reference in text(ada.get("/caseload"))


def test_everything_that_is_known_is_on_the_record_signed_and_dated(ada, stage):
    today = timezone.localdate()
    due = today + timedelta(days=100)
    more = {
        **a_day("pregnancy__edd", f"{due.day} {due.month} {due.year}"), "pregnancy__basis": "dating_scan",
        "pregnancy__babies": "2", "other__name": "Ash Lane", "other__role": "father", "other__said_by": "Zainab",
        "opening__told": "not_safe", "opening__told_why": "He reads her letters",
        "opening__told_decided_by": "Ann Lead, named midwife",
        **a_day("opening__told_review", f"{due.day} {due.month} {due.year}"),
        "first__account": "Seen alone at booking.",
    }  # fmt: skip
    record = record_of(opened(ada, **more), stage.world.ada)
    assert record.pregnancy.basis is Basis.DATING_SCAN
    assert record.edd == due
    assert len(record.babies) == 2
    ((_, opening),) = record.of(Opening)
    assert (opening.told, opening.told_decided_by) == (Told.NOT_SAFE, "Ann Lead, named midwife")
    father = next(one for one, said in record.people.items() if said.role is Role.FATHER)
    entry = next(one.current.content for one in record.statements if one.current.said.persons() == (father,))
    assert (entry.source.how, entry.source.by) == (How.SAID, "Zainab")
    ((statement, note),) = record.of(Event)
    assert note.account == "Seen alone at booking."
    assert statement.current.content.about == (record.mother,)
    assert {one.current.content.author for one in record.statements} == {stage.world.ada.practitioner}


def test_a_mother_whose_name_is_not_known_is_called_that(ada):
    assert "Mother, name not known" in text(
        ada.get(f"/records/{opened(ada, mother__name='Name not known')}/")
    )


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "نور الهدى", "O’Neill-Åström", "'; DROP TABLE person; --"]
)
def test_any_name_is_kept_and_shown_as_it_was_written(ada, name):
    reference = opened(ada, mother__name=name)
    for page in (
        text(ada.get(f"/records/{reference}/")),
        text(asked(ada, "check", mother__name=name)),
        found(ada, name),
    ):
        assert "<script>alert" not in page
        assert name.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;") in page
    assert "<script>alert" not in text(ada.get(f"/records/{reference}/use"))


def test_a_form_that_is_sent_twice_opens_one_record(ada):
    sent = answers(first__account="Two lines.") | {"step": "open"}
    first = ada.post(NEW, sent)
    before = everything()
    second = ada.post(NEW, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert everything() == before


@pytest.mark.parametrize(
    "changed", [{"opening-why": "Something else."}, {"mother-name": "Zainab Q."}, {"first-account": "More."}]
)
def test_going_back_and_opening_with_other_answers_loses_neither(ada, changed):
    sent = answers(first__account="Two lines.") | {"step": "open"}
    reference = ada.post(NEW, sent).url.split("/")[2]
    before = everything()
    answer = ada.post(NEW, sent | changed)
    assert answer.status_code == 409
    assert "You opened this record a moment ago, with other answers" in text(answer)
    assert next(iter(changed.values())) in text(answer)
    assert everything() == before
    assert "Zainab Qureshi" in text(ada.get(f"/records/{reference}/"))


def test_two_people_with_the_same_form_open_two_records(ada, stage):
    sent = answers() | {"step": "open"}
    assert ada.post(NEW, sent).url != signed_in(stage.world.ben).post(NEW, sent).url


def test_nobody_learns_of_a_record_by_sending_its_id(stage):
    id_ = uuid4()
    record, reference = open_record(stage.world.ada, id=id_)
    assert open_record(stage.world.ada, id=id_) == (record, reference)
    with pytest.raises(NotThere, match="Begin again"):
        open_record(stage.world.ben, id=id_)


def test_if_anything_cannot_be_kept_nothing_is(ada, monkeypatch):
    from firsthome.pages import opening_entries

    def fails(*parts, **more):
        raise RuntimeError

    before = everything()
    monkeypatch.setattr(opening_entries, "Event", fails)
    ada.raise_request_exception = False
    answer = asked(ada, "open", first__account="Two lines.")
    assert answer.status_code == 500
    assert "Two lines." in text(answer)
    assert everything() == before


# --- early help


@pytest.mark.parametrize("agreed", ["no", "not_asked", "not_safe_to_ask", "declined", "not_known"])
@pytest.mark.parametrize("step", ["check", "open"])
def test_early_help_without_her_agreement_opens_nothing(ada, step, agreed):
    before = everything()
    answer = asked(
        ada, step, opening__route="early_help", opening__agreed=agreed, first__account="Two lines."
    )
    assert answer.status_code == 422
    for words in (
        "Nothing was opened",
        "ask again",
        "your own agency’s system",
        "significant harm",
        "Two lines.",
    ):
        assert words in text(answer)
    assert everything() == before


def test_early_help_that_she_agreed_to_is_opened(ada, stage):
    reference = opened(
        ada,
        opening__route="early_help",
        opening__agreed="yes",
        opening__agreed_to="Her midwife and early help",
    )
    ((_, opening),) = record_of(reference, stage.world.ada).of(Opening)
    assert opening.route is Route.EARLY_HELP


def test_significant_harm_needs_no_agreement(ada):
    assert opened(ada, opening__route="section_47", opening__agreed="declined")


def test_only_the_agency_that_opened_it_knows_of_the_record(ada, stage):
    reference = opened(ada)
    assert signed_in(stage.world.ann).get(f"/records/{reference}/").status_code == 200
    others: list[Reader] = [stage.world.ben, stage.world.cat, stage.world.fay]
    assert {signed_in(one).get(f"/records/{reference}/").status_code for one in others} == {404}


def test_a_partnership_officer_opens_no_records(stage):
    before = everything()
    answer = signed_in(stage.world.gil).post(NEW, answers() | {"step": "open"})
    assert answer.status_code == 403
    assert everything() == before


def test_what_is_known_to_be_looked_at_again_stands_in_the_chronology(ada):
    day = timezone.localdate() + timedelta(days=14)
    more = {"opening__told": "not_yet", "opening__told_why": "No safe moment yet"}
    reference = opened(ada, **more, **a_day("opening__told_review", f"{day.day} {day.month} {day.year}"))
    page = text(ada.get(f"/records/{reference}/use"))
    assert f"To be looked at again on {say_day(day)}" in " ".join(page.split())
