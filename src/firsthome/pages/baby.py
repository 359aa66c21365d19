"""How the baby is today, in a few words: the first thing on a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from firsthome.kinds.gestation import gestation_on, say_gestation
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Result
from firsthome.kinds.record import Statement
from firsthome.kit.dates import Span, say_day, say_span
from firsthome.pages.chronology import LATEST_GESTATION
from firsthome.pages.gate import RecordPage


@dataclass(frozen=True)
class BabyToday:
    """One line that says how far it is, and the facts it rests on."""

    headline: str
    facts: list[tuple[str, str]]


def baby_today(page: RecordPage) -> BabyToday:
    """Gestation today; or how the pregnancy ended, and then nothing counts on."""
    outcomes = page.record.outcomes
    told = [_outcome(page, statement, outcome) for statement, outcome in outcomes]
    expected = max(len(page.record.babies), (page.record.pregnancy and page.record.pregnancy.babies) or 1)
    if not told:
        return BabyToday(how_far(page.record.edd, page.today), _expected(page))
    if len(told) < expected and len(page.record.babies) > 1:
        return BabyToday(how_far(page.record.edd, page.today), [*told, *_expected(page)])
    return BabyToday(told[0][1], told if len(told) > 1 else [])


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


def how_it_ended(result: str, day: date | None) -> str:
    """«Born on 3 May 2025», for a list."""
    label = Result.stored_as(result).label
    return f"{label} {'on ' if label == 'Born' else ''}{say_day(day)}" if day else label


def _outcome(page: RecordPage, statement: Statement, outcome: Outcome) -> tuple[str, str]:
    who = page.names.person(outcome.baby) if outcome.baby else "Baby"
    span = page.record.happened(statement.current.content)
    when = say_span(span) if span.earliest or span.latest else statement.current.content.happened.say()
    if outcome.result is Result.LIVE_BIRTH:
        return who, f"Born on {when}" if span.earliest and span.earliest == span.latest else f"Born: {when}"
    return who, f"{outcome.result.label}: {when}"


def _expected(page: RecordPage) -> list[tuple[str, str]]:
    """When the baby is expected, what that rests on, and how sure it is."""
    said = page.record.pregnancy
    if said is None or said.edd is None:
        return []
    rests = f", from {said.basis}" if said.basis is not Basis.NOT_KNOWN else ""
    sure = "" if said.certainty is Certainty.NOT_KNOWN else said.certainty.label
    span = Span(said.edd_earliest, said.edd_latest)
    facts = [("Expected", say_day(said.edd) + rests), ("How sure", sure or "Not recorded here yet")]
    facts += [("Could be", say_span(span))] if span != Span(None, None) else []
    return [*facts, *([("Babies expected", str(said.babies))] if (said.babies or 1) > 1 else [])]
