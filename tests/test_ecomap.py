"""The ecomap of a record: everybody and every service once, nothing over anything, nothing told as if it were known."""

import math
import re
from datetime import date
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from firsthome.kinds.family import Role, Tie
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.network_member import NetworkMember
from firsthome.kinds.record import fold
from firsthome.pages.pictures.ecomap import BOX, MIDDLE, arrange, ecomap_svg, manner_line, outline
from firsthome.pages.pictures.twins import ecomap_rows, genogram_rows
from firsthome.reading.ecomap import DANGER, Ecomap, Manner, Sort, Strand, ecomap
from firsthome.reading.genogram import genogram
from tests.test_genogram import (
    CAROL,
    HANSA,
    KIERAN,
    LEILA,
    MOTHER,
    SAM,
    TODAY,
    UNBORN,
    Names,
    apart,
    on_record,
    records,
    said,
    tie,
    unhurried,
)  # fmt: skip


class Services(Names):
    def agency(self, agency):
        return f"Service {agency}"


def facts(*entries, for_family=False) -> Ecomap:
    record, names = fold(entries), Services()
    family = genogram(record, TODAY, names, for_family=for_family)
    return ecomap(record, TODAY, names, family, for_family=for_family)


def draw(drawn: Ecomap) -> str:
    return ecomap_svg(drawn, lambda entry: f"#{entry}")


FAMILY = [
    MOTHER,
    UNBORN,
    on_record(HANSA, Role.GRANDPARENT),
    on_record(CAROL, Role.RELATIVE),
    on_record(SAM, Role.PARTNER),
]


def manners(drawn, entry):
    (node,) = [node for node in drawn.people if node.entry == entry.id]
    return [(strand.manner, strand.said_by) for strand in node.strands]


def test_the_mother_and_the_baby_stand_in_the_middle_and_nobody_else_does():
    assert [one.key for one in facts(*FAMILY).middle] == [MOTHER.said.person, UNBORN.said.person]


def test_help_runs_from_who_gives_it_to_who_gets_it():
    drawn = facts(*FAMILY, tie(HANSA, Tie.SUPPORTS, LEILA), tie(LEILA, Tie.SUPPORTS, CAROL))
    assert manners(drawn, FAMILY[2]) == [(Manner.HELPS, "")]
    assert manners(drawn, FAMILY[3]) == [(Manner.HELPED, "")]


def test_what_somebody_can_do_is_help():
    drawn = facts(*FAMILY, said(NetworkMember(person=CAROL, can_do="Have the baby on Fridays")))
    assert manners(drawn, FAMILY[3]) == [(Manner.HELPS, "")]


def test_of_whom_nobody_said_how_close_stays_just_that():
    assert manners(facts(*FAMILY), FAMILY[2]) == [(Manner.TIE, "")]


def test_whoever_is_said_to_have_hurt_her_has_another_outline_and_so_has_who_may_not_be_contacted_without_thought():
    hurt = tie(SAM, Tie.HARMS, LEILA, by="Carol")
    unsafe = said(FatherOrPartner(person=CAROL, contact_risks="He reads her phone"))
    sorts = {node.entry: node.sort for node in facts(*FAMILY, hurt, unsafe).people}
    assert [sorts[entry.id] for entry in FAMILY[2:]] == [Sort.PERSON, Sort.LOOK_FIRST, Sort.LOOK_FIRST]
    assert "said by Carol" in draw(facts(*FAMILY, hurt))


def test_a_familys_copy_says_nothing_of_danger_and_nothing_that_was_only_told():
    entries = [
        *FAMILY, tie(SAM, Tie.HARMS, LEILA), tie(CAROL, Tie.CLOSE, LEILA, by="Hansa"),
        said(FatherOrPartner(person=SAM, contact_risks="He reads her phone")),
        on_record(KIERAN, Role.FATHER, "said to be the father"),
    ]  # fmt: skip
    drawn = facts(*entries, for_family=True)
    assert not re.search("hurt|said by|said to be|contacts|Kieran", draw(drawn))
    assert {node.sort for node in drawn.people} == {Sort.PERSON}
    assert all(
        not strand.said_by and strand.manner not in DANGER for node in drawn.people for strand in node.strands
    )


def test_only_services_that_are_involved_today_are_drawn_each_once_and_the_lead_stands_out():
    drawn = facts(
        *FAMILY, said(Involvement(agency=1, lead=True)), said(Involvement(agency=1, practitioner=3)),
        said(Involvement(agency=2)), said(Involvement(agency=3, ends=date(2026, 1, 1))),
    )  # fmt: skip
    assert [(node.name, node.strands[0].manner) for node in drawn.services] == [
        ("Service 1", Manner.LEADS), ("Service 2", Manner.WORKS),
    ]  # fmt: skip


def test_no_two_ties_and_no_two_outlines_look_the_same_without_colour():
    lines = {manner: manner_line((0, 0), (60, 0), Strand(manner, "", None)) for manner in Manner}
    assert len(set(lines.values())) == len(Manner)
    assert len({outline(sort, 80, 40) for sort in Sort}) == len(Sort)


involved = st.builds(
    said, st.builds(Involvement, agency=st.integers(1, 14), lead=st.booleans(), ends=st.none() | st.dates())
)


@unhurried
@given(records, st.lists(involved, max_size=14), st.booleans())
def test_everybody_and_every_service_is_drawn_once_and_nothing_covers_anything(entries, services, for_family):
    drawn = facts(*entries, *services, for_family=for_family)
    placed, (x, y), tall = arrange(drawn)
    assert sorted(map(repr, (box.node for box in placed))) == sorted(
        map(repr, (*drawn.people, *drawn.services))
    )
    boxes = [(box.left, box.top, box.left + BOX, box.top + box.height) for box in placed]
    circle = (x - MIDDLE, y - MIDDLE, x + MIDDLE, y + MIDDLE)
    assert all(
        apart(one, other) for number, one in enumerate(boxes) for other in [*boxes[number + 1 :], circle]
    )
    assert all(
        min(left, top) >= 0 and right <= 2 * x and bottom <= tall for left, top, right, bottom in boxes
    )
    if not for_family:
        people = fold(entries).people
        middle = {one.key for one in drawn.middle}
        assert len([one for one in people if one not in middle]) == len(drawn.people)
    ElementTree.fromstring(draw(drawn))
    assert " style=" not in draw(drawn)


@unhurried
@given(records, st.lists(involved, max_size=14))
def test_no_line_runs_through_a_box_that_it_does_not_lead_to(entries, services):
    placed, (x, y), _ = arrange(facts(*entries, *services))
    for box in placed:
        near = box.left + BOX if box.left < x else box.left
        for other in placed:
            if other is not box and (other.left < x) == (box.left < x):
                there = other.left + BOX if other.left < x else other.left
                for part in (0.5, 0.7, 0.9, 1.0):
                    at = (x + (near - x) * part, y + (box.middle - y) * part)
                    inside = (
                        abs(at[0] - x) >= abs(there - x) and other.top <= at[1] <= other.top + other.height
                    )
                    assert not inside or math.isclose(at[1], other.top + other.height)


@unhurried
@given(records, st.lists(involved, max_size=4), st.booleans())
def test_the_tables_hold_everybody_whom_the_pictures_hold_and_all_that_is_said_by_somebody(
    entries, services, for_family
):
    record, names = fold([*entries, *services]), Services()
    family = genogram(record, TODAY, names, for_family=for_family)
    rows = genogram_rows(family)
    assert sorted(row.who for row in rows) == sorted(one.name for one in family.people)
    words = "\n".join(words for row in rows for words, _ in row.ties)
    assert all(line.said_by in words for line in (*family.couples, *family.lines))
    around = ecomap(record, TODAY, names, family, for_family=for_family)
    assert len(ecomap_rows(around)) == len(around.people) + len(around.services)
