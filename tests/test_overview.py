"""The one screen: somebody who opens the record at ten to five has the story at once, and nothing is weighed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from firsthome.access.levels import Level
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Audience
from firsthome.kinds.event import Event
from firsthome.kinds.opening import LawfulBasis, Opening, Route, Told
from firsthome.kinds.planning import Action, Progress
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.referral import Decision
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.kit.dates import say_day
from tests.ledger_world import begin_family
from tests.test_pages_reading import _queries
from tests.world import signed_in


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


def overview(reader, family):
    return signed_in(reader).get(f"/records/{family.reference}/").content.decode()


def section(page, heading):
    """The words under one heading."""
    part = page[page.index(f">{heading}</h2>") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part[: part.index("</section>")]))


def test_the_baby_comes_first_with_the_day_of_the_1001(stage, family):
    today = timezone.localdate()
    family.add(stage.world.ada, Pregnancy(edd=today + timedelta(days=122)))
    page = overview(stage.world.ada, family)
    assert "22+4 today" in page
    assert re.search(r"Day \d+<", page)
    assert page.index("22+4 today") < page.index("What may be affecting the baby now")


def test_what_affects_the_baby_now_stands_apart_from_what_may_come_later(stage, family):
    for topic, now in (
        (Topic.ALCOHOL, AffectedNow.YES),
        (Topic.HOMELESSNESS, AffectedNow.NOT_AS_FAR_AS_KNOWN),
    ):
        said = Vulnerability(topic=topic, standing=Standing.KNOWN, affected_now=now, protective="Her sister")
        family.add(stage.world.ada, said, about=(family.mother,))
    page = overview(stage.world.ada, family)
    part = section(page, "What may be affecting the baby now")
    assert "Alcohol, known (Leila Mistry)" in part
    assert "The baby is affected now." in part
    assert part.index("Alcohol") < part.index("What may follow after birth") < part.index("Homelessness")
    assert "Her sister" in section(page, "What helps, or protects")


def test_ten_of_many_worries_stand_there_and_the_register_and_the_paper_have_them_all(stage, family):
    for number in range(12):
        said = Vulnerability(
            topic=Topic.HOMELESSNESS, standing=Standing.KNOWN, account=f"Sofa number {number}."
        )
        family.add(stage.world.ada, said)
    affected = Vulnerability(
        topic=Topic.ALCOHOL, standing=Standing.KNOWN, affected_now=AffectedNow.YES, account="She drinks."
    )
    family.add(stage.world.ada, affected)
    part = section(overview(stage.world.ada, family), "What may be affecting the baby now")
    assert part.index("She drinks.") < part.index("Sofa number 0.")
    assert part.count("Sofa number") == 9
    assert "There is more than fits here." in part
    for elsewhere in ("?paper=yes", "vulnerabilities"):
        page = signed_in(stage.world.ada).get(f"/records/{family.reference}/{elsewhere}").content.decode()
        assert page.count("Sofa number") >= 12
        assert "more than fits here" not in page


def test_what_was_not_known_is_still_on_the_front_page(stage, family):
    family.add(stage.world.cat, Decision(decision="No further action", not_known="Who lives there"))
    assert "Who lives there" in section(overview(stage.world.ada, family), "Still unknown")


def test_a_question_says_why_on_what_it_rests_who_says_so_and_where_to_answer(stage, family):
    missed = family.add(
        stage.world.ada,
        Contact(outcome=ContactOutcome.NOT_ATTENDED),
        happened=When.on(timezone.localdate() - timedelta(days=3)),
    )
    page = overview(stage.world.ada, family)
    part = page[page.index("Questions that nobody has answered here yet") :]
    assert f"/entries/{missed.id}" in part
    assert f"/records/{family.reference}/contacts/new" in part
    words = section(page, "Questions that nobody has answered here yet")
    assert "is she safe? Who can find out today?" in words
    assert "not confirmed by your partnership" in words


def test_what_a_vulnerability_leaves_open_is_answered_in_that_entry(stage, family):
    said = Vulnerability(topic=Topic.ALCOHOL, standing=Standing.KNOWN)
    family.add(stage.world.ada, Pregnancy(edd=timezone.localdate() + timedelta(days=90)))
    entry = family.add(stage.world.ada, said)
    assert f"/entries/{entry.id}/correct?mark=update" in overview(stage.world.ada, family)


def test_at_most_five_questions_stand_open_and_none_are_counted(stage, family):
    for topic in list(Topic)[:8]:
        family.add(stage.world.ada, Vulnerability(topic=topic, standing=Standing.KNOWN))
    page = overview(stage.world.ada, family)
    assert page.count('class="fh-question"') == 5
    assert "More questions" in page
    everything = signed_in(stage.world.ada).get(f"/records/{family.reference}/questions").content.decode()
    assert everything.count('class="fh-question"') >= 8
    assert not re.search(r"\d+ (more )?questions", page + everything)


def test_what_is_overdue_is_said_plainly(stage, family):
    day = timezone.localdate() - timedelta(days=4)
    family.add(stage.world.ada, Action(what="Ring the housing team", due=day))
    family.add(stage.world.ada, Action(what="Done already", due=day, progress=Progress.DONE))
    dates = section(overview(stage.world.ada, family), "Next dates")
    assert f"Was due on {say_day(day)} Ring the housing team." in dates
    assert "Done already" not in dates


def test_each_service_says_when_it_last_saw_her_or_that_nothing_is_recorded_here(stage, family):
    day = timezone.localdate() - timedelta(days=3)
    family.add(stage.world.ben, Contact(outcome=ContactOutcome.ATTENDED), happened=When.on(day))
    seen = section(overview(stage.world.ada, family), "Last seen by each service")
    assert f"Health visiting {say_day(day)}, 3 days ago" in seen
    assert "Social care nothing recorded here yet" in seen
    assert "does not mean that there was no care" in seen
    assert "1 contact offered in the last 12 weeks: 1 kept." in seen


def test_it_says_what_others_added_since_you_last_looked(stage, family, monkeypatch):
    family.add(stage.world.ben, Event(account="Before she looked."))
    assert "Before she looked." in section(overview(stage.world.ada, family), "What others recorded last")
    family.add(stage.world.ben, Event(account="After she looked."))
    family.add(stage.world.ada, Event(account="By herself."))
    again = section(overview(stage.world.ada, family), "What others recorded last")
    assert "Before she looked." in again, "looks of the same half hour are one visit"
    monkeypatch.setattr("firsthome.pages.record.ONE_VISIT", timedelta())
    family.add(stage.world.ben, Event(account="After both looks."))
    news = section(overview(stage.world.ada, family), "What others added since you last looked")
    assert "You last looked on" in news
    assert "After both looks." in news
    assert "After she looked." not in news
    assert "By herself." not in news
    assert "Nothing that you can see was added since." in overview(stage.world.ada, family)


def test_a_hidden_entry_shows_nowhere_on_the_screen(stage, family):
    before = overview(stage.world.ben, family)
    hidden = Audience(everyone=False, agencies=(stage.world.cat.agency,))
    said = Vulnerability(topic=Topic.DOMESTIC_ABUSE, standing=Standing.KNOWN, protective="The neighbour")
    family.add(stage.world.cat, said, audience=hidden)
    family.add(
        stage.world.cat,
        Contact(outcome=ContactOutcome.NOT_ATTENDED),
        audience=hidden,
        happened=When.on(timezone.localdate() - timedelta(days=2)),
    )
    assert _body(overview(stage.world.ben, family)) == _body(before)
    assert "Domestic abuse" in overview(stage.world.cat, family)


def _body(page):
    """Without the form token and the minute of the print."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r"on \d+ \w+ \d{4} at \d\d:\d\d\.", "", page)


def test_why_the_record_was_opened_can_be_read(stage, family):
    opening = Opening(
        why="She asked for help early.",
        route=Route.UNIVERSAL,
        lawful_basis=LawfulBasis.PUBLIC_TASK,
        told=Told.YES,
    )
    family.add(stage.world.ada, opening)
    assert "She asked for help early." in section(
        overview(stage.world.ada, family), "Why this record was opened"
    )


def test_after_a_loss_nothing_counts_on_and_nothing_is_asked_about_the_baby(stage, family):
    today = timezone.localdate()
    family.add(stage.world.ada, Vulnerability(topic=Topic.ALCOHOL, standing=Standing.KNOWN))
    family.add(stage.world.ada, Action(what="Send the scan letter", due=today + timedelta(days=5)))
    outcome = Outcome(baby=family.baby, result=Result.MISCARRIAGE)
    family.add(stage.world.ada, outcome, happened=When.on(today - timedelta(days=1)))
    page = overview(stage.world.ada, family)
    assert "Who has confirmed this, and is she safe and cared for?" in page
    assert "affecting the baby" not in page
    assert "1,001" not in page
    assert "before it reaches the family" in section(page, "Next dates")
    assert "Alcohol" in section(page, "What is known about her and the family")


def test_the_screen_takes_six_queries_at_most(stage, family):
    browser = signed_in(stage.world.ada)
    hidden = Audience(everyone=False, agencies=(stage.world.ada.agency,))
    family.add(stage.world.ada, Event(account="For her own team"), audience=hidden)
    assert len(_queries(browser, f"/records/{family.reference}/")) <= 6


def test_those_who_contribute_see_a_screen_of_what_reached_them(stage, family):
    page = overview(stage.world.dan, family)
    assert Level.CONTRIBUTE < Level.FULL
    assert "Leila Mistry" in page
    assert "add/involvement" not in page


def test_html_that_was_written_is_text_on_the_screen_and_in_its_pictures(stage, family):
    tag = "<script>alert(1)</script>"
    said = Vulnerability(topic=Topic.ALCOHOL, standing=Standing.KNOWN, account=tag, protective=tag)
    family.add(stage.world.ben, said)
    family.add(stage.world.ben, Action(what=tag, due=timezone.localdate()))
    page = overview(stage.world.ada, family)
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") >= 3
    browser = signed_in(stage.world.ada)
    picture = browser.get(f"/records/{family.reference}/chronology").content.decode()
    assert "<script>alert" not in picture
