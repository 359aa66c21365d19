"""What stands beside a vulnerability and in the library: data with a source, safe to say, and honest about its age."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from firsthome.kinds.vulnerability import EIGHT, Topic, offered_topics
from firsthome.pages.topic_help import help_with
from firsthome.procedures.briefings import briefings, briefings_about
from firsthome.procedures.checked import Checking
from firsthome.procedures.folder import FOLDER
from firsthome.procedures.guidance import EVERY_TOPIC, all_guidance, guidance_for
from firsthome.procedures.library import library, resources_about, resources_by_key
from firsthome.procedures.signposts import Service, signposts
from tests.test_rules import NEVER_SAID

TODAY = date(2026, 11, 28)
WORDS = sorted(path for path in (FOLDER / "example").rglob("*.*") if path.suffix in (".toml", ".md"))


@pytest.mark.parametrize("topic", EIGHT, ids=lambda topic: topic.value)
def test_each_of_the_eight_has_its_guidance_and_a_service_below_the_threshold_too(topic):
    own = [one for one in guidance_for(topic.value) if one.topic == topic.value]
    assert own, f"write guidance/{topic.value}.toml"
    assert all(one.ask and one.never and one.know for one in own)
    assert any(one.below_threshold for one in signposts().for_topic(topic.value))
    assert resources_by_key(own[0].library)


def test_smoking_has_guidance_and_a_service_of_its_own_inside_substances():
    headings = [one.heading for one in guidance_for(Topic.SUBSTANCES.value)]
    assert "Smoking and vaping" in headings
    assert "Drugs and medicines" in headings
    names = [one.name for one in signposts().for_topic(Topic.SUBSTANCES.value)]
    assert any("stop-smoking" in name for name in names)


def test_what_holds_for_every_topic_is_said_with_each_of_them():
    for topic in offered_topics():
        words = " ".join(line for one in guidance_for(topic.value) for line in one.ask)
        assert "alone, and more than once" in words
        assert "as interpreter" in words


def test_nobody_is_ever_told_to_stop_suddenly():
    for topic in (Topic.ALCOHOL, Topic.SUBSTANCES):
        never = " ".join(line for one in guidance_for(topic.value) for line in one.never)
        assert "Never “stop now”" in never
        assert "specialist advice the same day" in never
    told_to = re.compile(r"stop (drinking|using|taking)\b|stop now|quit", re.IGNORECASE)
    for one in all_guidance():
        assert not [line for line in (*one.ask, *one.know) if told_to.search(line)], one.heading
    for briefing in briefings().values():
        assert not told_to.search(str(briefing.parts)), briefing.key


def test_where_abuse_is_suspected_nothing_suggests_to_speak_to_him():
    own = guidance_for(Topic.DOMESTIC_ABUSE.value)[1]
    assert any("Never speak to him" in line for line in own.never)
    assert any("advocate" in line for line in own.ask)
    men = briefings()["unseen-men"]
    assert [part.heading for part in men.parts].index("4. First, is it safe?") < [
        part.heading for part in men.parts
    ].index("5. When it is safe, ask him")


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_what_the_partnership_says_blames_nobody(path):
    assert not (found := NEVER_SAID.search(path.read_text())), f"{path.name} says «{found.group()}»"


def test_guidance_and_briefings_name_no_licensed_tool():
    said = " ".join(map(str, [*all_guidance(), *briefings().values(), *signposts().service]))
    assert not re.search(r"\b(EPDS|PAMS|ParentAssess|Calder|GCP2|ICON)\b", said)


def test_every_word_has_a_source_a_date_and_says_that_it_is_not_confirmed():
    said = [
        *all_guidance(),
        *signposts().service,
        *library().resource,
        *briefings().values(),
    ]
    assert all(one.source and one.dated <= TODAY for one in said)
    shown = help_with(Topic.ALCOHOL, TODAY)
    assert all("not confirmed by your partnership" in source for _, source in shown.guidance)
    assert all("not confirmed by your partnership" in one.source for one in shown.services)


# --- services and links grow old -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "old"), [(0, False), (90, False), (91, True), (1000, True)])
def test_what_was_checked_long_ago_says_so(days, old):
    checking = Checking(after_days=90, source="a test", dated=TODAY, confirmed=False)
    said = checking.say(TODAY - timedelta(days=days), TODAY)
    assert ("make sure first" in said) == old
    assert said.startswith("Last checked on")


def test_what_was_never_checked_says_that_too():
    assert signposts().checking.say(None, TODAY) == "Nobody has checked this here yet"


def test_services_that_are_invented_say_so_in_their_name_and_on_screen():
    assert all(one.invented and one.name.startswith("Example") for one in signposts().service)


def test_a_service_says_how_to_refer_today_for_whom_and_how_long_it_takes():
    for one in signposts().service:
        assert all((one.what, one.whom, one.how, one.wait, one.topics))
        assert set(one.topics) <= {topic.value for topic in offered_topics()}
        assert "make contact" in one.say_ways()


def test_a_service_without_a_day_of_checking_is_refused():
    stored = signposts().service[0].model_dump()
    del stored["last_checked"]
    with pytest.raises(ValidationError, match="last_checked"):
        Service.model_validate(stored)


# --- the library -----------------------------------------------------------------------------------------------------


def test_the_library_has_the_five_that_the_briefing_names():
    assert [one.title for one in library().resource if one.named_by_the_briefing] == [
        "Pre-birth and post-birth planning: the local procedure",
        "Thresholds for access to services",
        "My first 1001 days",
        "The best start for life: a vision for the 1,001 critical days",
        "The Myth of Invisible Men",
    ]
    assert all(one.owner for one in library().resource)


def test_what_a_question_rests_on_is_found_by_its_name():
    keys = [one.key for one in resources_about("father_not_known")]
    assert "invisible_men" in keys
    assert [one.key for one in briefings_about("father_not_known")] == ["unseen-men"]
    assert resources_about("no_such_question") == ()
    assert briefings_about() == ()


def test_guidance_names_only_what_is_in_the_library():
    for one in all_guidance():
        assert len(resources_by_key(one.library)) == len(one.library)


def test_each_topic_of_guidance_and_of_reading_is_a_word_that_is_known():
    known = {topic.value for topic in offered_topics()} | {EVERY_TOPIC}
    assert {one.topic for one in all_guidance()} <= known


@pytest.mark.parametrize(
    "key", ["unborn-and-newborn-babies", "unseen-men", "engagement", "safer-sleep-for-every-carer"]
)
def test_a_briefing_has_seven_parts_and_takes_about_seven_minutes(key):
    one = briefings()[key]
    assert [part.heading[:2] for part in one.parts] == [f"{number}." for number in range(1, 8)]
    assert all(part.blocks for part in one.parts)
    words = sum(len(line.split()) for part in one.parts for block in part.blocks for line in block.lines)
    assert 150 <= words <= 7 * 220
