"""How the baby is today, in a few words: the first thing on a record. Several babies each have their own lines.

Born, a baby is as old as it is, in days at first. After a loss nothing counts on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from firsthome.access.permissions import Permission
from firsthome.kinds.gestation import gestation_on, say_gestation
from firsthome.kinds.newborn import Newborn, Sex
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome
from firsthome.kinds.record import Record, Statement, first_to_say
from firsthome.kinds.spelled import say_nhs_number
from firsthome.kit.addresses import address
from firsthome.kit.dates import Span, say_age, say_day, say_span
from firsthome.pages.chronology import LATEST_GESTATION
from firsthome.pages.gate import RecordPage
from firsthome.procedures.births import births
from firsthome.reading.babies import Baby, State, babies, of_no_baby_in_particular
from firsthome.reading.expected import gestation_between
from firsthome.reading.overview import day_of_1001

NOT_YET = "Not recorded here yet"


@dataclass(frozen=True, slots=True)
class Part:
    """One baby, or the pregnancy: what leads, the facts, what is due by age, and where to go on."""

    name: str
    headline: str
    facts: list[tuple[str, str]]
    due: list[str]
    links: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class BabyToday:
    """One line that says how far it is, the facts it rests on, and a part for each of several babies."""

    headline: str
    facts: list[tuple[str, str]]
    due: list[str]
    links: list[tuple[str, str]]
    babies: list[Part]


def baby_today(page: RecordPage) -> BabyToday:
    """Gestation today, how old the baby is, or how the pregnancy ended: for one baby, or for each of several."""
    every = babies(page.record)
    parts = [_part(page, baby) for baby in every]
    if len(parts) == 1:
        (one,) = parts
        return BabyToday(one.headline, one.facts, one.due, one.links, [])
    pregnant = any(baby.state is State.EXPECTED for baby in every)
    unplaced = [
        ("One of the babies; nobody said which", told(page, *one))
        for one in of_no_baby_in_particular(page.record)
    ]
    if not pregnant:
        return BabyToday("", unplaced, [], [], parts)
    whole = _expected_part(page, "")
    return BabyToday(whole.headline, [*unplaced, *whole.facts], [], whole.links, parts)


def _part(page: RecordPage, baby: Baby) -> Part:
    name = page.names.person(baby.person) if baby.person else "A baby not on the record yet"
    match baby.state:
        case State.EXPECTED if len(babies(page.record)) > 1:
            return Part(name, "Expected", [], [], [])
        case State.EXPECTED:
            return _expected_part(page, name)
        case State.BORN:
            return _born_part(page, name, baby)
        case State.LOST:
            return _lost_part(page, name, baby)
        case _:
            assert baby.told, "a baby of whom nothing was said is expected"
            return Part(name, told(page, *baby.told), [], [], [])


# --- expected ---------------------------------------------------------------------------------------------------------


def _expected_part(page: RecordPage, name: str) -> Part:
    facts = [*_expected(page), *_of_the_1001(page)]
    return Part(name, how_far_between(page.record, page.today), facts, [], list(_links_before_birth(page)))


def how_far_between(record: Record, today: date) -> str:
    """«22+4 today», «between 20+0 and 24+0 today», or what keeps us from saying so."""
    earliest, latest = record.expected
    between = gestation_between(record, today)
    if between is None or earliest == latest:
        return how_far(earliest, today)
    least, most = between
    if least < 0 or most > LATEST_GESTATION:
        return f"Expected {say_span(Span(earliest, latest))}; no birth recorded here yet"
    return f"Between {say_gestation(least)} and {say_gestation(most)} today"


def how_far(edd: date | None, today: date) -> str:
    """«22+4 today», or what keeps us from saying so."""
    if edd is None:
        return "Expected date not recorded here yet"
    days = gestation_on(today, edd)
    if days < 0:
        return f"Expected on {say_day(edd)}, more than 40 weeks from now: check this date"
    if days > LATEST_GESTATION:
        return f"Expected on {say_day(edd)}; no birth recorded here yet"
    return f"{say_gestation(days)} today"


def _expected(page: RecordPage) -> list[tuple[str, str]]:
    """When the baby is expected, what that rests on, and how sure it is."""
    said = page.record.pregnancy
    if said is None or said.between == Span(None, None):
        return []
    rests = f", from {said.basis}" if said.basis is not Basis.NOT_KNOWN else ""
    sure = "" if said.certainty is Certainty.NOT_KNOWN else said.certainty.label
    facts = [("Expected", say_day(said.edd) + rests)] if said.edd else []
    facts += [("How sure", sure or NOT_YET)]
    facts += [("Could be", say_span(said.between))] if said.between.earliest != said.between.latest else []
    several = (said.babies or 1) > 1 and not page.record.outcomes  # then each baby has its own lines
    return [*facts, *([("Babies expected", str(said.babies))] if several else [])]


def _of_the_1001(page: RecordPage) -> list[tuple[str, str]]:
    day = day_of_1001(page.record, page.today)
    return [("Of the 1,001 days to the second birthday", f"Day {day}")] if day else []


def _links_before_birth(page: RecordPage) -> Iterator[tuple[str, str]]:
    reference = page.found.reference
    yield address("expected_date", reference=reference), "Where this date comes from, and what hangs on it"
    if page.may(Permission.ADD_ENTRY):
        yield address("birth", reference=reference), "Record the birth"
        yield address("add_entry", reference=reference, kind=Outcome.kind), "Record a loss or another outcome"


# --- born -------------------------------------------------------------------------------------------------------------


def _born_part(page: RecordPage, name: str, baby: Baby) -> Part:
    assert baby.birth, "only a birth makes a baby born"
    statement, said = baby.birth
    known = baby.newborn[1] if baby.newborn else None
    when = _when(page, statement, said)
    facts = [("Born", ", ".join(filter(None, [when, known.time if known else "", said.place])))]
    facts += [("Gestation at birth", f"{say_gestation(said.gestation)} weeks")] if said.gestation else []
    facts += list(_known(known)) if known else []
    facts += [] if known and known.nhs_number else [("NHS number", NOT_YET)]
    facts += _of_the_1001(page)
    headline = _capital(say_age(baby.born_on, page.today)) if baby.born_on else f"Born: {when}"
    due = [
        f"{one.what}: {say_span(one.days(baby.born_on))}. Source: {one.say_source()}."
        for one in births().dates
        if baby.born_on and one.to_day >= (page.today - baby.born_on).days
    ]
    return Part(name, headline, facts, due, list(_links_after_birth(page, baby, name)))


def _known(said: Newborn) -> Iterator[tuple[str, str]]:
    if said.sex is not Sex.NOT_KNOWN:
        yield "Girl or boy", said.sex.label
    if said.weight:
        yield "Weight at birth", f"{said.weight:,} g"
    if said.registered_name:
        yield "Registered name", said.registered_name
    if said.nhs_number:
        yield "NHS number", say_nhs_number(said.nhs_number)
    if said.cared_for_at:
        yield "Cared for at", said.cared_for_at


def _links_after_birth(page: RecordPage, baby: Baby, name: str) -> Iterator[tuple[str, str]]:
    assert baby.birth, "only a birth makes a baby born"
    reference = page.found.reference
    if page.may(Permission.ADD_ENTRY) and not baby.newborn:
        yield address("birth", reference=reference), f"Add what is known of {name}"
    if page.may(Permission.CORRECT_ENTRY):
        if baby.newborn:
            there = address("correct_entry", reference=reference, entry=baby.newborn[0].current.tip.id)
            yield f"{there}?mark=update", f"Add or change what is known of {name}"
        undo = address("undo_birth", reference=reference, entry=baby.birth[0].current.tip.id)
        yield undo, f"Undo this birth, if it was recorded in error: {name}"


# --- lost, and what is not known --------------------------------------------------------------------------------------


def _lost_part(page: RecordPage, name: str, baby: Baby) -> Part:
    assert baby.loss, "only a loss makes a baby lost"
    confirmed = baby.loss[1].confirmed_by
    facts = [("Confirmed by", confirmed or "Nobody that is named here yet")]
    if baby.birth:
        facts = [("Born", _when(page, *baby.birth)), *facts]
    there = address("after_a_loss", reference=page.found.reference)
    return Part(name, told(page, *baby.loss), facts, [], [(there, "What happens now")])


def told(page: RecordPage, statement: Statement, outcome: Outcome) -> str:
    """«Stillborn, 3 May 2025»."""
    return f"{outcome.result.label}, {_when(page, statement, outcome)}"


def _when(page: RecordPage, statement: Statement, outcome: Outcome) -> str:
    content = first_to_say(statement, outcome)
    span = page.record.happened(content)
    return say_span(span) if span.earliest or span.latest else content.happened.say()


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
