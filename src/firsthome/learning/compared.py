"""What became of some themes since a piece of work: what a replay said of them before it, beside what it says now.

What was said before is kept as data, one file for each piece of work.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

from pydantic import BaseModel, ConfigDict

from firsthome.exchange.review_file import Review
from firsthome.kinds.concern import Concern
from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Said
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.household import Household
from firsthome.kit.dates import say_day
from firsthome.learning.replay import Replayed, Walk
from firsthome.learning.report import counted, lead_within_ceiling
from firsthome.procedures.timings import Timings

MEN, PLAN = "before_men", "before_the_plan"


class Figures(BaseModel):
    """One theme: findings that the source states in reviews with usable dates, and all others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stated: int
    asked: int
    days: int | None = None
    """The median of days before the harm."""
    others: int
    others_asked: int

    def in_words(self) -> str:
        """«1 of 1, median 184 days before; others 2 of 4»"""
        days = f", median {self.days} days before" if self.days is not None else ""
        return f"{self.asked} of {self.stated}{days}; others {self.others_asked} of {self.others}"


class Finding(BaseModel):
    """What became of one finding."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: bool
    days: int | None = None

    def in_words(self) -> str:
        """«asked, 19 days before»"""
        if not self.asked:
            return "not asked"
        return f"asked, {self.days} days before" if self.days is not None else "asked"


class Before(BaseModel):
    """What a replay said, and when it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    made: date
    themes: dict[str, Figures]
    findings: dict[str, dict[str, Finding]] = {}
    """Theme → review → what became of it."""


def before(name: str) -> Before:
    """The figures that are kept of the time before some work."""
    kept = Path(__file__).parent / f"{name}.toml"
    return Before.model_validate(tomllib.loads(kept.read_text(encoding="utf-8")))


def figures(everything: Iterable[Replayed], theme: str) -> Figures:
    """What a replay says of one theme today."""
    everything = list(everything)
    here = [hit for _, hit in counted(everything) if hit.finding.theme == theme]
    of_theme = [hit for one in everything for hit in one.hits if hit.finding.theme == theme]
    others = [hit for hit in of_theme if hit not in here]
    leads = [days for hit in here if (days := lead_within_ceiling(hit)) is not None]
    return Figures(
        stated=len(here),
        asked=sum(hit.hit for hit in here),
        days=round(median(leads)) if leads else None,
        others=len(others),
        others_asked=sum(hit.hit for hit in others),
    )


def compared(everything: Iterable[Replayed], name: str) -> Iterator[str]:
    """Each theme, before and now."""
    everything, kept = list(everything), before(name)
    yield f"| theme | on {say_day(kept.made)} | now |"
    yield "|---|---|---|"
    for theme, then in kept.themes.items():
        yield f"| {theme} | {then.in_words()} | {figures(everything, theme).in_words()} |"


def moved(everything: Iterable[Replayed], name: str) -> Iterator[str]:
    """Each finding of which something is otherwise now."""
    now = {
        (hit.finding.theme, one.coded.review.slug): Finding(asked=hit.hit, days=hit.lead_days)
        for one in everything
        for hit in one.hits
    }
    yield "| theme | review | before | now |"
    yield "|---|---|---|---|"
    for theme, reviews in before(name).findings.items():
        for slug, then in reviews.items():
            if now[theme, slug] != then:
                yield f"| {theme} | {slug} | {then.in_words()} | {now[theme, slug].in_words()} |"


def held(reviews: Iterable[Review], timings: Timings) -> Iterator[str]:
    """How much of the men, the home and contact the imported records say in kinds of their own."""
    said = [entry.said for review in reviews for entry in Walk(review, timings).entries if entry.said]
    for words, kind in (
        ("where a father or partner lives", FatherOrPartner),
        ("who shares a home", Household),
        ("what a relative or neighbour told, as something that expects an answer", Concern),
    ):
        yield f"- {words}: {sum(isinstance(one, kind) for one in said)}"
    yield f"- a contact with who was there: {_contacts(said, 'present')}"
    yield f"- a contact with the reason that was given: {_contacts(said, 'reason_given')}"


def _contacts(said: list[Said], field: str) -> int:
    return sum(bool(getattr(one, field)) for one in said if isinstance(one, Contact))
