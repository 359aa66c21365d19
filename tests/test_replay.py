"""Replaying a review: the entries are those of an import, a hit is strict, nothing of after the harm comes in.

Source: issue «The baby first», section 5.
"""

from __future__ import annotations

import copy
import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from firsthome.exchange.demo_partnership import authors_for, importer
from firsthome.exchange.import_review import import_reviews
from firsthome.exchange.review_entries import Telling
from firsthome.exchange.review_faults import read_review
from firsthome.exchange.review_story import Story
from firsthome.kinds.entry import Entry
from firsthome.learning import document
from firsthome.learning.coded import bundled, read_coded
from firsthome.learning.replay import Hit, Replayed, Walk, readers, replay, visible
from firsthome.learning.report import counted
from firsthome.learning.simulate import SETTINGS, simulate
from firsthome.learning.themes import themes
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import QUESTIONS
from tests.small_review import SMALL, partnership, read_as, rolled_back  # noqa: F401 fixtures

ROOT = Path(__file__).resolve().parent.parent
REVIEWS = ROOT / "src/firsthome/exchange/reviews"
DRINKING = {
    "on": "2019-04-01",
    "agency": "gp",
    "type": "vulnerability_known",
    "who": ["mother"],
    "vulnerability": "alcohol",
    "detail": "Drank most evenings.",
}
BORN = {"on": "2019-08-31", "agency": "hospital", "type": "birth", "who": ["mother"], "detail": "Born."}


def coded(*facts: dict[str, Any], finding: str = "harm_in_pregnancy_not_recognised", **changes: Any) -> bytes:
    """The small review as a core one with these facts and one finding."""
    raw = copy.deepcopy(SMALL) | {"core": True, "lead_time_usable": True} | changes
    raw["facts"] = [*raw["facts"], *facts]
    raw["findings"] = [{"theme": finding, "text": "So it was.", "basis": "stated", "ceiling_lead_days": 230}]
    return json.dumps(raw).encode()


def replayed(*facts: dict[str, Any], **changes: Any) -> Replayed:
    return replay(read_coded(coded(*facts, **changes)), timings(), themes())


def hit(*facts: dict[str, Any], **changes: Any) -> Hit:
    """What became of the one finding."""
    (one,) = replayed(*facts, **changes).hits
    return one


# --- the same entries as an import ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "slug", ["edinburgh-inquiry-2003", "northants-concealed-2023", "warwickshire-john-2015"]
)
def test_what_is_replayed_is_what_would_be_imported_for_every_reader(slug: str) -> None:
    review = read_review((REVIEWS / f"{slug}.json").read_bytes())
    walk = Walk(review, timings())
    reference = import_reviews([review])[0].reference
    authors = authors_for(walk.story.agencies)
    told = [one.entry for one in Telling(Story(review), authors, importer(), date.max).entries()]
    assert [words_of(one) for one in told] == [
        words_of(one, {walk.authors[code].agency: reader.agency for code, reader in authors.items()})
        for one in walk.entries
    ]
    for code, reader in authors.items():
        stored = [entry for one in read_as(reference, reader).statements for entry in one.entries]
        here = visible(walk.entries, walk.authors[code].agency)
        opening = {here[0].id}
        assert {one.id for one in stored[1:]} == {one.id for one in here} - opening
        by_id = {one.id: one for one in told}
        assert all(words_of(one) == words_of(by_id[one.id]) for one in stored[1:])


def words_of(entry: Entry, agencies: dict[int, int] | None = None) -> tuple[Any, ...]:
    """What an entry says and who knows it, whatever numbers the agencies have."""
    put = (lambda agency: agencies.get(agency, agency)) if agencies else (lambda agency: agency)
    said = entry.said.model_dump(exclude={"agency", "agencies", "to", "begins"}) if entry.said else None
    audience = (entry.audience.everyone, sorted(map(put, entry.audience.agencies)))
    return (
        entry.id,
        entry.kind,
        said,
        put(entry.agency),
        entry.happened,
        entry.learned,
        entry.about,
        audience,
        entry.replaces,
    )


# --- what counts as a hit ---------------------------------------------------------------------------------------------


def test_a_question_about_the_facts_of_the_case_before_the_harm_is_a_hit():
    one = hit(DRINKING)
    assert (one.hit, one.standing, one.prompts) == (True, False, ("baby_affected_now",))
    assert (one.first_on, one.lead_days) == (date(2019, 4, 1), (date(2019, 11, 20) - date(2019, 4, 1)).days)


def test_it_counts_from_the_day_on_which_a_fact_was_certainly_known():
    assert hit(DRINKING | {"precision": "month"}).first_on == date(2019, 4, 30)


def test_it_never_counts_from_before_the_record_was_opened():
    assert hit(DRINKING | {"on": "2018-04-01"}).first_on == date(2019, 3, 1)


def test_what_was_known_only_after_the_harm_raises_nothing():
    assert not hit(DRINKING | {"after_harm": True}).hit
    assert not hit(DRINKING | {"on": "2019-11-25"}).hit


def test_a_question_that_the_next_fact_answers_the_same_day_was_never_open():
    asked = {
        "on": "2019-06-03",
        "agency": "gp",
        "type": "referral",
        "who": ["mother"],
        "detail": "Referred to social care.",
    }
    answered = {
        "on": "2019-06-03",
        "agency": "childrens_social_care",
        "type": "decision",
        "who": ["mother"],
        "detail": "An assessment begins.",
    }
    assert hit(asked, answered, finding="escalation").hit is False
    assert hit(asked, answered | {"on": "2019-07-20"}, finding="escalation").hit


def test_what_is_asked_of_anybody_is_standing_and_never_a_hit():
    late = {"on": "2019-08-31", "agency": "gp", "type": "vulnerability_known", "who": ["mother"],
            "vulnerability": "late_booking", "detail": "Came late."}  # fmt: skip
    pregnancy = {"born_on": "2019-08-31", "expected_date": "2019-08-31", "known_week": 26}
    one = hit(late, finding="concealed_or_late_booking", pregnancy=pregnancy, case_opens={"on": "2019-06-03"})
    assert (one.hit, one.standing) == (False, True)
    assert hit(late, finding="concealed_or_late_booking").hit


def test_who_knew_is_not_stated_so_nothing_is_known_to_one_agency():
    assert not hit(DRINKING, finding="info_not_shared").hit
    one = hit(DRINKING | {"known_to": ["gp"]}, finding="info_not_shared")
    assert one.prompts == ("known_to_one_agency",)


def test_what_needs_a_date_worked_out_from_the_birth_is_said_apart_and_is_no_hit():
    early = DRINKING | {"on": "2019-08-27", "vulnerability": "homelessness"}
    born_late = BORN | {"on": "2019-09-20"}
    changes = {"pregnancy": {"born_on": "2019-09-20"}, "harm": {"on": "2019-09-19"}, "facts": []}
    one = hit(early, born_late, finding="safer_sleep_or_crying_messages", **changes)
    assert (one.hit, one.needs_a_derived_date) == (False, True)


def test_a_theme_that_is_not_mapped_can_never_be_hit():
    assert not hit(DRINKING, finding="other").hit
    assert not hit(DRINKING, finding="something nobody thought of").hit


def test_where_the_dates_keep_the_order_only_no_lead_time_is_said():
    assert hit(DRINKING, lead_time_usable=False).lead_days is None
    assert hit(DRINKING | {"placeholder": True}).lead_days is None


def test_every_prompt_of_the_mapping_is_there():
    asking = {ask.__name__ for ask in QUESTIONS}
    assert {name for theme in themes().by_name.values() for name in theme.prompts} <= asking


# --- burden -----------------------------------------------------------------------------------------------------------


def test_burden_says_what_is_open_on_the_day_of_each_fact_and_in_all():
    burden = replayed(DRINKING, DRINKING | {"on": "2019-06-03", "vulnerability": "domestic_abuse"}).burden
    assert [day for day, _, _ in burden.days] == [
        date(2019, 3, 1),
        date(2019, 4, 1),
        date(2019, 6, 3),
        date(2019, 8, 31),
    ]
    most = [most for _, most, _ in burden.days]
    assert most[0] <= most[1] < most[2]
    assert burden.in_all > burden.standing


def test_only_agencies_that_are_involved_by_then_are_asked():
    walk = Walk(read_review(coded(DRINKING, DRINKING | {"agency": "police", "on": "2019-06-03"})), timings())
    assert len(readers([one for one in walk.entries if one.learned_on() < date(2019, 6, 3)])) == 1
    assert len(readers(walk.entries)) == 2


# --- the command ------------------------------------------------------------------------------------------------------


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_as_data_it_has_one_shape(tmp_path: Path):
    (tmp_path / "small.json").write_bytes(coded(DRINKING))
    (review,) = json.loads(run("replay", str(tmp_path), "--json"))["reviews"]
    assert set(review) == {"slug", "core", "findings", "burden"}
    (finding,) = review["findings"]
    assert finding | {"needs_a_derived_date": False} == {
        "theme": "harm_in_pregnancy_not_recognised", "basis": "stated", "hit": True, "standing": False,
        "prompts": ["baby_affected_now"], "first_on": "2019-04-01", "lead_days": 233, "ceiling_lead_days": 230,
        "needs_a_derived_date": False,
    }  # fmt: skip


def test_in_words_it_says_what_when_and_how_early(tmp_path: Path):
    (tmp_path / "small.json").write_bytes(coded(DRINKING))
    said = run("replay", str(tmp_path / "small.json"))
    assert (
        "harm_in_pregnancy_not_recognised [stated]: from 1 April 2019, 233 days before the harm (at most 230)"
        in said
    )
    assert "1 of 1 asked about (1.00)" in said


def test_a_malformed_file_replays_nothing_and_says_everything_that_is_wrong(tmp_path: Path):
    (tmp_path / "bad.json").write_bytes(coded(DRINKING | {"on": "last spring"}, DRINKING | {"approx": "yes"}))
    with pytest.raises(CommandError) as caught:
        run("replay", str(tmp_path))
    assert "bad.json: facts[1].on" in str(caught.value)
    assert "bad.json: facts[2].approx" in str(caught.value)


def test_an_empty_folder_says_what_to_do(tmp_path: Path):
    with pytest.raises(CommandError, match="files end in"):
        run("replay", str(tmp_path))


# --- the bars ---------------------------------------------------------------------------------------------------------


def test_three_in_four_stated_findings_of_core_reviews_with_usable_dates_are_asked_about():
    hits = [one for _, one in counted(replay(one, timings(), themes()) for one in bundled())]
    assert len(hits) > 30
    assert sum(one.hit for one in hits) / len(hits) >= 0.75


def test_a_quiet_case_stays_quiet():
    (control,) = (one for one in bundled() if one.control)
    assert replay(control, timings(), themes()).burden.in_all <= 2


def test_records_that_are_well_kept_are_asked_little():
    for one in simulate(12, timings()):
        assert one.a_month <= one.setting.bar, one.setting.name


def test_the_same_number_makes_the_same_pregnancy_and_care_that_is_missing_is_asked_about():
    for setting in SETTINGS:
        assert setting.make(7).in_order() == setting.make(7).in_order()
    diary = SETTINGS[1].make(3)
    assert diary.in_order()[-1].learned_on() <= diary.born + timedelta(days=56)


def test_simulate_says_each_setting_beside_its_bar():
    said = run("simulate", "1")
    assert said.count("questions for each record and month") == 3
    with pytest.raises(CommandError):
        run("simulate", "0")


def test_the_page_is_what_is_made_today():
    assert (ROOT / "docs" / "replay.md").read_text() == document.document()
