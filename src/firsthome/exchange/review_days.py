"""When a review's facts were so, when they were known, and which may be told at all.

Pure. A record that is walked forward day by day may never know something too early, so every choice here
errs to the late side, and what was known only after the harm stays out.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from datetime import date, timedelta

from firsthome.exchange.review_file import Fact, Review
from firsthome.kinds.entry import LINE_LIMIT
from firsthome.kinds.gestation import TERM_DAYS, day_of
from firsthome.kinds.when import Phase, Precision, When
from firsthome.kit.dates import Span, say_day, season_of, whole_month, whole_year

ONE_DAY = timedelta(days=1)
PRECISIONS = {one.value: one for one in (Precision.DAY, Precision.MONTH, Precision.SEASON, Precision.YEAR)}


@dataclass(frozen=True, slots=True)
class Days:
    """The days that facts are counted from; each is None where the review does not tell."""

    opens: date | None
    """When the record opens; never after the harm."""
    born: date | None
    """The day of birth as stated, perhaps only roughly."""
    birth_known: date | None
    """The day by which the birth was certainly known."""
    harm: date | None
    edd: date | None


def days_of(review: Review) -> Days:
    """A review's days.

    The record opens on the day that the file says; else when the first dated fact of the pregnancy was known;
    else the day before the birth, by when every fact of the pregnancy was known; else with the first dated fact.
    """
    pregnancy, harm = review.pregnancy, harm_day(review)
    edd = None if pregnancy.expected_date_derived else pregnancy.expected_date
    births = [fact for fact in review.facts if fact.type == "birth" and fact.on]
    born = pregnancy.born_on or (births[0].on if births else None)
    birth_known = _known_by(births[0]) if births else born
    opens = _opens(review, born or edd) or harm
    return Days(_not_after(harm, opens), born, _not_after(harm, birth_known), harm, edd)


def harm_day(review: Review) -> date | None:
    """The day of the harm: a date, the date within words («after 2014-08-11»), or the birth and the baby's age."""
    if review.harm is None:
        return None
    dated = re.search(r"\d{4}-\d{2}-\d{2}", review.harm.on or "")
    if dated:
        return date.fromisoformat(dated[0])
    born, age = review.pregnancy.born_on, review.harm.baby_age_days
    return born + timedelta(days=age) if born and age is not None else None


def _opens(review: Review, end: date | None) -> date | None:
    if review.case_opens and review.case_opens.on:
        return review.case_opens.on
    facts = [fact for fact in review.facts if not (fact.after_harm or fact.not_on_record or fact.placeholder)]
    dated = [(fact.on, _known_by(fact)) for fact in facts if fact.on]
    if end:
        begin = end - timedelta(days=TERM_DAYS)
        within = [known for on, known in dated if known and begin <= on < end]
        return min(within, default=end - ONE_DAY)
    return min((known for _, known in dated if known), default=None)


def may_be_told(fact: Fact, days: Days) -> bool:
    """Whether the fact was known to somebody before the harm, so that a shared record could have held it."""
    if fact.after_harm or fact.not_on_record:
        return False
    if days.harm is None:
        return True
    first_known = _stated_day(fact, days)
    if fact.known_after_birth or fact.when is Phase.AFTER_BIRTH:
        first_known = max(filter(None, (first_known, days.born)), default=None)
    if fact.delivered_after_harm:
        return _sent_before(first_known, fact, days.harm)
    return first_known is None or first_known <= days.harm


def _sent_before(sent: date | None, fact: Fact, harm: date) -> bool:
    """Something that arrived too late is on its sender's record only if it was certainly there before the harm."""
    if sent:
        return sent < harm
    return fact.when in (Phase.BEFORE, Phase.DURING)


def _stated_day(fact: Fact, days: Days) -> date | None:
    """The day in the file; a month's or a season's stands for the whole of it."""
    if fact.on:
        return max(fact.on, fact.window[0]) if fact.window else fact.on
    if fact.week and days.edd:
        return day_of(fact.week[0], days.edd)
    if fact.baby_day is not None and days.born:
        return days.born + timedelta(days=fact.baby_day)
    return None


# --- when it was known -----------------------------------------------------------------------------------------------


def learned(fact: Fact, days: Days) -> date | None:
    """The day by which the agency knew; None only where a file holds no date at all.

    A dated fact was known by the last day that it may have happened on, and a fact of which the date only
    keeps the order on that date. What is said of the time before or in the pregnancy counts from the opening
    of the record, since no date is stated; what may have been after the birth, from the birth. Good for the
    order of things and never for a lead time. Nothing is known later than the harm, or it would not be here.
    """
    known = _learned(fact, days)
    if fact.known_after_birth:
        known = max(filter(None, (known, days.birth_known)), default=days.harm)
    return _not_after(days.harm, known)


def _learned(fact: Fact, days: Days) -> date | None:
    if fact.on:
        return _known_by(fact)
    if fact.week and days.edd:
        return _not_after(days.birth_known, day_of(fact.week[1], days.edd))
    if fact.baby_day is not None and days.born:
        return days.born + timedelta(days=fact.baby_day)
    if fact.baby_day is not None or fact.when in (Phase.AFTER_BIRTH, Phase.DURING_OR_AFTER):
        return days.birth_known or days.opens
    return days.opens


def _known_by(fact: Fact) -> date | None:
    if fact.placeholder or fact.on is None:
        return fact.on
    return fact.window[1] if fact.window else _span(fact.on, PRECISIONS[fact.precision]).latest


def _not_after(limit: date | None, day: date | None) -> date | None:
    return min(limit, day) if limit and day else day


def _span(day: date, precision: Precision) -> Span:
    match precision:
        case Precision.MONTH:
            return whole_month(day.year, day.month)
        case Precision.SEASON:
            return season_of(day)
        case Precision.YEAR:
            return whole_year(day.year)
        case _:
            return Span(day, day)


# --- when it happened ------------------------------------------------------------------------------------------------


def happened(fact: Fact, days: Days) -> When:
    """When it was so, as exactly as the review says and in its words."""
    if fact.window:
        order_only = ", order only" if fact.placeholder else ""
        words = f"some time between {say_day(fact.window[0])} and {say_day(fact.window[1])}{order_only}"
        return When.within(Span(*fact.window), Precision.STRETCH, _words(words, fact))
    if fact.placeholder:
        return When(words=_words("date not stated, order only", fact))
    if fact.on:
        return _on(fact, fact.on)
    if fact.week:
        about = "" if not fact.approx else f"at about {fact.week[0] // 7} weeks of pregnancy"
        return When.at_gestation(*fact.week, _words(about, fact))
    if fact.baby_day is not None:
        return _of_age(fact, fact.baby_day, days.born)
    return When.in_phase(fact.when, _words(fact.when.label, fact)) if fact.when else When()


def _on(fact: Fact, day: date) -> When:
    precision = PRECISIONS[fact.precision]
    if precision is Precision.DAY:
        return When.on(day, _words(f"about {say_day(day)}" if fact.approx else "", fact))
    plain = When.within(_span(day, precision), precision)
    return plain.model_copy(update={"words": _words("" if not _remark(fact) else plain.say(), fact)})


def _of_age(fact: Fact, age: int, born: date | None) -> When:
    about = "about " if fact.approx else ""
    words = _words(
        "on the day of the birth" if age == 0 else f"when the baby was {about}{age} days old", fact
    )
    return When.on(born + timedelta(days=age), words) if born else When.in_phase(Phase.AFTER_BIRTH, words)


def _remark(fact: Fact) -> str:
    return fact.derived if fact.derived != "yes" else ""


def _words(said: str, fact: Fact) -> str:
    """What was said of the date, with how the review came by it."""
    remark = _remark(fact)
    words = f"{said} ({remark})" if said and remark else said or remark
    return textwrap.shorten(words, LINE_LIMIT, placeholder=" …") if len(words) > LINE_LIMIT else words
