"""How long a record is to be kept: which class it is proposed for, why, and the earliest day for a review.

Pure: the record as folded, the agencies' codes and the procedure. A day that cannot be worked out is «not set»; none is
ever guessed. Source: domain facts, 3.7; feature row 42.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from firsthome.kinds.adoption import AdoptionOrder
from firsthome.kinds.closing import CameTo
from firsthome.kinds.opening import Opening, Route
from firsthome.kinds.pregnancy import LOSSES, Outcome, Result
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.referral import Decision
from firsthome.kit.dates import LONDON, say_day
from firsthome.procedures.retention import From, Keep, Retention
from firsthome.reading.closed import Closed, closed, last_entry

OF_CLOSING = {
    CameTo.NO_FURTHER_ACTION: "below_threshold",
    CameTo.EARLY_HELP: "early_help",
    CameTo.CHILD_IN_NEED: "child_in_need",
    CameTo.CHILD_PROTECTION: "child_protection",
    CameTo.LOOKED_AFTER: "looked_after",
    CameTo.ADOPTED: "adopted",
    CameTo.LOSS: "loss",
    CameTo.MOVED: "moved",
}
OF_ROUTE = {
    Route.EARLY_HELP: "early_help",
    Route.SECTION_17: "child_in_need",
    Route.SECTION_47: "child_protection",
}
COUNTED_FROM = {
    From.CLOSED: "the day on which the record was closed",
    From.BIRTH: "the youngest child’s birthday",
    From.ORDER: "the adoption order",
    From.LAST_ENTRY: "the last entry",
}
NOT_CLOSED = "The record has not been closed"
WITHOUT = {
    From.CLOSED: NOT_CLOSED,
    From.BIRTH: "The day of birth of every baby is not recorded here",
    From.ORDER: "The day of the adoption order is not recorded here",
    From.LAST_ENTRY: "Nothing is recorded here",
}


class Counted(NamedTuple):
    """One schedule that holds for the record, and the day until which it keeps it."""

    keep: Keep
    years: int
    until: date | None

    def say(self) -> str:
        """«25 years from the youngest child’s birthday: until 3 March 2050»"""
        until = f"until {say_day(self.until)}" if self.until else "not set"
        return f"{self.years} years from {COUNTED_FROM[self.keep.counted_from]}: {until}"


def say_keep(keep: Keep) -> str:
    """«25 years from the youngest child’s birthday (26 if 17 at the end)», of no record in particular."""
    longer = f" ({keep.if_17_at_end} if 17 at the end)" if keep.if_17_at_end else ""
    return f"{keep.years} years from {COUNTED_FROM[keep.counted_from]}{longer}"


class Proposal(NamedTuple):
    """What is proposed for one record."""

    kept_as: str
    """The class; empty while nothing says which it is."""
    why: tuple[str, ...]
    schedules: tuple[Counted, ...]
    review_from: date | None
    """The earliest day for a review: the longest schedule wins. None is «not set»."""
    not_set: tuple[str, ...]
    """Why no day can be worked out."""


def proposal(record: Record, agencies: Collection[str], procedure: Retention) -> Proposal:
    """What the procedure says of a record, for those `agencies` (their codes) that hold entries."""
    ending = closed(record)
    fits = _fits(record, ending)
    lost = every_baby_lost(record)
    kept_as = "loss" if lost else next((name for name in procedure.classes if name in fits), "")
    why = tuple(fits.get(kept_as, ()))
    schedules = tuple(_schedules(record, kept_as, agencies, procedure, ending, lost=lost))
    not_set = [NOT_CLOSED] if ending is None else []
    not_set += ["Nothing here says what the work came to"] if not kept_as else []
    not_set += [WITHOUT[one.keep.counted_from] for one in schedules if one.until is None]
    days = [one.until for one in schedules if one.until]
    return Proposal(
        kept_as, why, schedules, max(days) if days and not not_set else None, tuple(dict.fromkeys(not_set))
    )


def every_baby_lost(record: Record) -> bool:
    """Whether each baby that is known or expected was lost."""
    results = [said.result for _, said in record.outcomes]
    return bool(results) and all(one in LOSSES for one in results) and len(results) >= _babies(record)


def _babies(record: Record) -> int:
    expected = record.pregnancy.babies if record.pregnancy else None
    return max(len(record.babies), expected or 1)


def _fits(record: Record, ending: Closed | None) -> dict[str, list[str]]:
    """Every class that something on the record speaks for, and what that is."""
    found: dict[str, list[str]] = {}
    for _, order in record.of(AdoptionOrder):
        found.setdefault("adopted", []).append(f"An adoption order was made on {say_day(order.made_on)}")
    if ending:
        words = f"Closed on {say_day(ending.on)} as: {ending.said.came_to.label}"
        found.setdefault(OF_CLOSING[ending.said.came_to], []).append(words)
    for _, opening in record.of(Opening):
        if opening.route in OF_ROUTE:
            found.setdefault(OF_ROUTE[opening.route], []).append(f"Opened as: {opening.route.label}")
    for _, decision in record.of(Decision):
        if decision.route in OF_ROUTE:
            found.setdefault(OF_ROUTE[decision.route], []).append(f"Decided: {decision.route.label}")
    if every_baby_lost(record):
        found.setdefault("loss", []).append("The loss of every baby is recorded")
    return found


def _schedules(
    record: Record,
    kept_as: str,
    agencies: Collection[str],
    procedure: Retention,
    ending: Closed | None,
    *,
    lost: bool,
) -> Iterator[Counted]:
    codes = {code.replace("-", "_") for code in agencies}
    of_class = procedure.classes[kept_as].keep if kept_as in procedure.classes else ()
    born = born_last(record)
    for keep in (*of_class, *procedure.own):
        if keep.agencies and not codes & set(keep.agencies):
            continue
        if lost and keep.counted_from is From.BIRTH:
            continue
        years = keep.years
        if (
            keep.if_17_at_end
            and ending
            and born
            and _years_later(born, 17) <= ending.on < _years_later(born, 18)
        ):
            years = keep.if_17_at_end
        day = _day(record, keep.counted_from, ending, born)
        yield Counted(keep, years, _years_later(day, years) if day else None)


def _day(record: Record, counted_from: From, ending: Closed | None, born: date | None) -> date | None:
    match counted_from:
        case From.CLOSED:
            return ending.on if ending else None
        case From.BIRTH:
            return born
        case From.ORDER:
            return max((said.made_on for _, said in record.of(AdoptionOrder)), default=None)
        case From.LAST_ENTRY:
            moment = last_entry(record)
            return moment.astimezone(LONDON).date() if moment else None


def born_last(record: Record) -> date | None:
    """The day on which the youngest was born; None unless it is known of every baby that was not lost."""
    alive = [(statement, said) for statement, said in record.outcomes if said.result not in LOSSES]
    if not alive or len(record.outcomes) < _babies(record):
        return None
    days = [_born(statement, said) for statement, said in alive]
    return max(day for day in days if day) if all(days) else None


def _born(statement: Statement, said: Outcome) -> date | None:
    """The day itself: a month or a year is no birthday."""
    happened = statement.current.content.happened
    known = said.result is Result.LIVE_BIRTH and happened.earliest == happened.latest
    return happened.earliest if known else None


def _years_later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 1 March, so that nothing comes a day early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
