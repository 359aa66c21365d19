"""The timeline of a record: who did what when, drawn and said in words from the same facts."""

import re
from datetime import date, timedelta
from itertools import count
from uuid import UUID
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.own_words import OwnWords, Wanted
from firsthome.kinds.pregnancy import Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.record import Record, fold
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kinds.when import Phase, Precision, When
from firsthome.kit.dates import Span, season_of, whole_month, whole_year
from firsthome.pages.pictures.svg import SHAPES
from firsthome.pages.pictures.timeline import NARROW, WIDTH, timeline_svg
from firsthome.reading.offers import Shape
from firsthome.reading.timeline import Timeline, timeline
from firsthome.reading.timeline_lanes import FAMILY_LANE, OTHER_SERVICES

EDD = date(2025, 8, 5)
TODAY = date(2025, 6, 1)
MATERNITY, HEALTH_VISITING = 1, 2
MOTHER, FIRST_TWIN, SECOND_TWIN = (UUID(int=number) for number in (901, 902, 903))
ids = count(1)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Names:
    def person(self, person):
        return {MOTHER: "Leila", FIRST_TWIN: "First twin", SECOND_TWIN: "Second twin"}.get(person, "Somebody")

    def agency(self, agency):
        return {MATERNITY: "Maternity", HEALTH_VISITING: "Health visiting"}.get(agency, f"Service {agency}")

    def practitioner(self, practitioner):
        return "Ada Hope"


def said(what, when=None, agency=MATERNITY, **more):
    number = next(ids)
    return Entry(
        id=UUID(int=number),
        kind=more.pop("kind", "") or what.kind,
        said=what,
        happened=when or When(),
        learned=TODAY,
        author=1,
        entered_by=1,
        agency=agency,
        **more,
    )


def expected(edd=EDD, **more):
    return said(Pregnancy(edd=edd, certainty=Certainty.SURE, **more))


def contact(outcome=ContactOutcome.ATTENDED, on=TODAY, agency=MATERNITY, **more):
    return said(Contact(outcome=outcome, **more), When.on(on) if isinstance(on, date) else on, agency)


def facts(*entries, today=TODAY, period=None) -> Timeline:
    return timeline(fold(entries), today, Names(), period)


def draw(drawn: Timeline, width=WIDTH) -> str:
    return timeline_svg(drawn, lambda marks: "#" + ",".join(str(mark.entry) for mark in marks), width)


def linked(svg: str) -> list[str]:
    """The entries behind the links of a picture."""
    return [entry for address in re.findall(r'<a href="#([^"]*)"', svg) for entry in address.split(",")]


# --- what is drawn where ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "shape"),
    [
        (ContactOutcome.ATTENDED, Shape.KEPT),
        (ContactOutcome.NOT_ATTENDED, Shape.NOT_ATTENDED),
        (ContactOutcome.REARRANGED, Shape.BY_FAMILY),
        (ContactOutcome.CANCELLED_BY_FAMILY, Shape.BY_FAMILY),
        (ContactOutcome.CANCELLED_BY_SERVICE, Shape.BY_SERVICE),
        (ContactOutcome.CANCELLED, Shape.BY_SOMEBODY),
        (ContactOutcome.NO_ACCESS, Shape.NO_ACCESS),
        (ContactOutcome.OFFERED, Shape.OFFERED),
    ],
)
def test_each_thing_that_can_become_of_a_contact_has_its_shape_and_stands_in_the_legend(outcome, shape):
    drawn = facts(contact(outcome))
    assert [mark.shape for mark in drawn.marks] == [shape]
    legend = [word for word in draw(drawn).split("</a>")[-1].split(">") if word.startswith(shape.label)]
    assert legend, f"«{shape.label}» is drawn and not explained"


def test_only_shapes_that_are_drawn_stand_in_the_legend():
    assert Shape.NO_ACCESS.label not in draw(facts(contact()))


def test_no_two_shapes_look_the_same_without_colour():
    outlines = [re.sub(r"#[0-9a-f]{6}", "colour", shape) for shape in SHAPES.values()]
    assert len(set(outlines)) == len(Shape)


def test_a_month_is_drawn_over_all_its_days_and_never_as_a_day():
    (mark,) = facts(expected(), contact(on=When.within(whole_month(2025, 3), Precision.MONTH))).marks
    assert (mark.first, mark.last, mark.exact) == (date(2025, 3, 1), date(2025, 3, 31), False)
    assert mark.words == "March 2025"


def test_weeks_of_pregnancy_move_with_the_expected_date():
    at_20_weeks = contact(on=When.at_gestation(140, 146))
    (early,), (late,) = (facts(expected(EDD + timedelta(days=days)), at_20_weeks).marks for days in (0, 14))
    assert late.first - early.first == timedelta(days=14)


def test_a_known_day_is_said_with_its_weeks_of_pregnancy():
    (mark,) = facts(expected(), contact(on=EDD - timedelta(days=70))).marks
    assert mark.words == "27 May 2025 (30+0 weeks)"


def test_before_the_pregnancy_is_open_at_its_beginning_and_ends_where_the_pregnancy_begins():
    vulnerability = Vulnerability(topic=Topic.ALCOHOL, standing=Standing.PAST)
    (mark,) = facts(expected(), said(vulnerability, When.in_phase(Phase.BEFORE))).marks
    assert mark.begins_before
    assert mark.last == EDD - timedelta(days=281)
    assert mark.words == "before the pregnancy"


def test_what_is_only_known_to_have_begun_is_not_drawn_into_the_future():
    since_may = When(earliest=date(2025, 5, 1), precision=Precision.STRETCH)
    (mark,) = facts(expected(), said(Event(account="Less sleep."), since_may)).marks
    assert (mark.last, mark.ends_after) == (TODAY, True)


def test_an_entry_without_a_date_is_listed_apart_and_the_picture_says_so():
    drawn = facts(said(Event(account="Somebody rang.")), contact())
    assert [told.sentence for told in drawn.undated] == ["Somebody rang."]
    assert "Date not known: 1 entry" in draw(drawn)


def test_births_of_twins_and_a_move_stand_in_a_lane_of_the_family():
    drawn = facts(
        said(Outcome(result=Result.LIVE_BIRTH, baby=FIRST_TWIN), When.on(date(2025, 6, 30))),
        said(Outcome(result=Result.LIVE_BIRTH, baby=SECOND_TWIN), When.on(date(2025, 7, 1))),
        said(Event(type=EventType.MOVE, account="To her mother's."), When.on(TODAY), agency=7),
    )
    assert {drawn.lanes[mark.lane] for mark in drawn.marks} == {FAMILY_LANE}
    assert "Born 30 Jun 2025" in draw(drawn)
    assert "Born 1 Jul 2025" in draw(drawn)


def test_lanes_begin_with_the_service_that_said_most_and_end_with_all_the_others():
    entries = [contact(agency=agency) for agency in range(1, 15) for _ in range(20 - agency)]
    drawn = facts(*entries)
    assert drawn.lanes[:2] == ("Maternity", "Health visiting")
    assert drawn.lanes[-1] == OTHER_SERVICES
    assert len(drawn.lanes) == 10
    assert {mark.agency for mark in drawn.marks if mark.lane == 9} == {f"Service {n}" for n in range(10, 15)}


def test_people_and_the_expected_date_are_no_happenings():
    shown = facts(expected(), said(PersonOnRecord(person=MOTHER, role=Role.MOTHER)))
    assert not shown.marks
    assert not shown.undated


# --- the axis ---------------------------------------------------------------------------------------------------------


def test_the_axis_is_in_weeks_where_the_expected_date_is_known_and_in_months_where_it_is_not():
    with_weeks, without = draw(facts(expected(), contact())), draw(facts(contact()))
    assert ">20 weeks<" in with_weeks
    assert "weeks<" not in without
    assert ">Jun 2025<" in with_weeks


def test_weeks_of_pregnancy_end_with_the_birth_and_weeks_of_age_begin():
    born = said(Outcome(result=Result.LIVE_BIRTH), When.on(date(2025, 6, 30)))
    picture = draw(facts(expected(), born, contact(on=date(2025, 9, 1)), today=date(2025, 9, 1)))
    assert ">6 weeks old<" in picture
    assert ">36 weeks<" not in picture


def test_after_a_loss_neither_the_expected_date_nor_further_weeks_are_drawn():
    lost = said(Outcome(result=Result.MISCARRIAGE), When.on(date(2025, 4, 2)))
    picture = draw(facts(expected(), lost, contact(on=date(2025, 4, 20))))
    assert "Expected" not in picture
    assert ">24 weeks<" not in picture
    assert "Expected" in draw(facts(expected()))


def test_the_loss_of_one_twin_leaves_the_other_expected():
    lost = said(Outcome(result=Result.STILLBIRTH, baby=FIRST_TWIN), When.on(date(2025, 4, 2)))
    assert "Expected" in draw(facts(expected(babies=2), lost))


def test_a_life_before_the_pregnancy_does_not_squeeze_the_pregnancy():
    drawn = facts(expected(), contact(on=date(1998, 1, 1)), contact())
    assert drawn.axis.begins == EDD - timedelta(days=280)
    assert "Earlier" in draw(drawn)


def test_zooming_shows_the_period_and_says_how_much_lies_outside():
    may = Span(date(2025, 5, 1), date(2025, 5, 31))
    drawn = facts(
        expected(), contact(on=date(2025, 5, 10)), contact(on=date(2025, 3, 1)), contact(), period=may
    )
    assert [mark.first for mark in drawn.marks] == [date(2025, 5, 10)]
    assert "Outside this period: 2 entries" in draw(drawn)


# --- the picture ------------------------------------------------------------------------------------------------------


def test_marks_that_would_cover_each_other_are_joined_with_their_number():
    drawn = facts(*(contact() for _ in range(30)))
    picture = draw(drawn)
    assert picture.count("<a ") == 1
    assert ">30<" in picture
    assert len(linked(picture)) == 30


def test_at_least_two_is_never_drawn_as_two():
    assert ">2+<" in draw(facts(contact(ContactOutcome.NOT_ATTENDED, times=2, at_least=True)))


def test_contacts_of_which_different_things_became_are_never_joined():
    drawn = facts(*(contact(outcome) for outcome in ContactOutcome for _ in range(9)))
    shapes = {str(mark.entry): mark.shape for mark in drawn.marks}
    for address in re.findall(r'<a href="#([^"]*)"', draw(drawn)):
        assert len({shapes[entry] for entry in address.split(",")}) == 1


def test_a_picture_obeys_a_strict_content_policy_and_what_people_wrote_stays_text():
    nasty = "<script>alert('x')</script> & \"so on\""
    picture = draw(facts(contact(account=nasty), contact(agency=HEALTH_VISITING)), NARROW)
    ElementTree.fromstring(picture)
    assert "<script" not in picture
    assert " style=" not in picture
    assert "<style" not in picture


def test_what_happened_is_never_told_by_another_colour():
    picture = draw(facts(expected(), *(contact(outcome) for outcome in ContactOutcome)))
    for colour in set(re.findall(r"#[0-9a-f]{6}", picture)):
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        assert max(red, green, blue) - min(red, green, blue) < 16, f"{colour} is not a grey"


# --- always -----------------------------------------------------------------------------------------------------------

days = st.dates(date(2023, 1, 1), date(2027, 1, 1))
whens = st.one_of(
    st.builds(When),
    days.map(When.on),
    days.map(lambda day: When.within(whole_month(day.year, day.month), Precision.MONTH)),
    days.map(lambda day: When.within(season_of(day), Precision.SEASON)),
    st.dates().map(lambda day: When.within(whole_year(day.year), Precision.YEAR)),
    st.dates().map(lambda day: When(earliest=day, precision=Precision.STRETCH)),
    st.dates().map(lambda day: When(latest=day, precision=Precision.STRETCH)),
    st.integers(0, 300).map(lambda day: When.at_gestation(day, day + 6)),
    st.sampled_from(Phase).map(When.in_phase),
)
happenings = st.one_of(
    st.builds(
        Contact, outcome=st.sampled_from(ContactOutcome), times=st.integers(1, 9), at_least=st.booleans()
    ),
    st.builds(Event, type=st.sampled_from(EventType), account=st.just("A call.")),
    st.builds(Outcome, result=st.sampled_from(Result), baby=st.sampled_from([None, FIRST_TWIN, SECOND_TWIN])),
    st.builds(Vulnerability, topic=st.sampled_from(Topic), standing=st.sampled_from(Standing)),
)
entries = st.builds(said, happenings, whens, st.integers(1, 13))
expectations = st.one_of(st.none(), days).map(lambda edd: said(Pregnancy(edd=edd)))


@st.composite
def records(draw) -> Record:
    """Sparse records: anything may be missing; some statements were taken back or have a later line."""
    listed = draw(st.lists(entries, max_size=25)) + draw(st.lists(expectations, max_size=2))
    for entry in list(listed):
        mark = draw(st.sampled_from([None, None, None, Mark.ERROR, Mark.UPDATE, Mark.CORRECTION]))
        if mark:
            what = None if mark is Mark.ERROR else entry.said
            later = {"mark": mark, "replaces": entry.id, "statement": entry.id}
            listed.append(said(what, draw(whens), kind=entry.kind, **later))
    return fold(listed)


def standing(record: Record) -> list[str]:
    """Every line that stands and tells a happening."""
    return sorted(
        str(line.content.id)
        for statement in record.statements
        for line in statement.standing
        if line.said and not isinstance(line.said, Pregnancy)
    )


@unhurried
@given(records(), st.dates())
def test_every_standing_entry_is_drawn_once_or_listed_apart_and_nothing_that_was_taken_back(record, today):
    drawn = timeline(record, today, Names())
    told = linked(draw(drawn)) + [str(one.entry) for one in drawn.undated]
    assert sorted(told) == standing(record)


@unhurried
@given(records(), st.dates(), st.sampled_from([WIDTH, NARROW]))
def test_no_mark_lies_outside_the_axis_or_the_picture(record, today, width):
    drawn = timeline(record, today, Names())
    for mark in drawn.marks:
        assert drawn.axis.first <= mark.first <= mark.last <= drawn.axis.last
    for x in re.findall(r'<a href="[^"]*" transform="translate\(([-\d.]+) ', draw(drawn, width)):
        assert 0 < float(x) < width


@unhurried
@given(records(), st.dates())
def test_each_dated_entry_is_in_the_picture_once_and_no_entry_is_lost(record, today):
    drawn = timeline(record, today, Names())
    dated = [str(mark.entry) for mark in drawn.marks]
    assert sorted(dated) == sorted(linked(draw(drawn)))
    assert sorted(dated + [str(told.entry) for told in drawn.undated]) == standing(record)


@unhurried
@given(records(), days, days, days)
def test_zooming_loses_nothing(record, today, one, other):
    drawn = timeline(record, today, Names(), Span(min(one, other), max(one, other)))
    assert len(linked(draw(drawn))) + drawn.outside + len(drawn.undated) == len(standing(record))


@unhurried
@given(records(), st.dates())
def test_any_record_draws_as_well_formed_text(record, today):
    ElementTree.fromstring(draw(timeline(record, today, Names())))


def test_what_is_contested_is_never_joined_with_what_is_not():
    visits = [contact(on=TODAY - timedelta(days=day % 3)) for day in range(40)]
    words = OwnWords(contested=visits[0].id, person=MOTHER, words="I was out.", wanted=Wanted.CORRECTED)
    svg = draw(facts(expected(), *visits, said(words, When.on(TODAY))))
    assert re.findall(rf'<a href="#{visits[0].id}"[^>]*><title>Contested. [^<]+attended', svg, re.IGNORECASE)
    assert svg.count("<title>Contested.") == 1
