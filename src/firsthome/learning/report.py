"""What a replay and a simulation found, in words and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any

from firsthome.kit.dates import say_day
from firsthome.learning.replay import Burden, Hit, Replayed
from firsthome.learning.simulate import Asked


def as_data(replayed: Replayed) -> dict[str, Any]:
    """One review as `--json` prints it."""
    return {
        "slug": replayed.coded.review.slug,
        "core": replayed.coded.core,
        "findings": [_finding(hit) for hit in replayed.hits],
        "burden": _burden(replayed.burden),
    }


def _finding(hit: Hit) -> dict[str, Any]:
    return {
        "theme": hit.finding.theme,
        "basis": hit.finding.basis,
        "hit": hit.hit,
        "standing": hit.standing,
        "prompts": list(hit.prompts),
        "first_on": hit.first_on.isoformat() if hit.first_on else None,
        "lead_days": hit.lead_days,
        "ceiling_lead_days": hit.finding.ceiling_lead_days,
        "needs_a_derived_date": hit.needs_a_derived_date,
    }


def _burden(burden: Burden) -> dict[str, Any]:
    return {
        "in_all": burden.in_all,
        "standing": burden.standing,
        "at_each_fact": [
            {"on": day.isoformat(), "open_for_one_reader": most, "open_for_anybody": together}
            for day, most, together in burden.days
        ],
    }


def in_words(replayed: Replayed) -> Iterator[str]:
    """One review, a line for each finding."""
    coded = replayed.coded
    dates = "" if coded.lead_time_usable else "; its dates keep the order only"
    yield f"{coded.review.slug} ({'core' if coded.core else 'thinner'}{dates})"
    for hit in replayed.hits:
        yield f"  {verdict(hit):<9} {hit.finding.theme} [{hit.finding.basis or 'basis not stated'}]{_when(hit)}"
    burden = replayed.burden
    days = ", ".join(str(most) for _, most, _ in burden.days)
    yield f"  open for one reader at each fact: {days}; in all {burden.in_all}, standing {burden.standing}"


def verdict(hit: Hit) -> str:
    """What became of a finding, in a word or two."""
    if hit.hit:
        return "asked"
    if hit.standing:
        return "standing"
    return "derived" if hit.needs_a_derived_date else "not asked"


def _when(hit: Hit) -> str:
    if not hit.first_on:
        return ""
    lead = f", {hit.lead_days} days before the harm" if hit.lead_days is not None else ""
    ceiling = (
        f" (at most {hit.finding.ceiling_lead_days})"
        if lead and hit.finding.ceiling_lead_days is not None
        else ""
    )
    return f": from {say_day(hit.first_on)}{lead}{ceiling}, by {', '.join(hit.prompts)}"


def summary(everything: Iterable[Replayed]) -> list[str]:
    """Recall on stated findings of core reviews with usable dates, and how early."""
    hits = [hit for _, hit in counted(everything)]
    asked = [hit for hit in hits if hit.hit]
    leads = [days for hit in asked if (days := lead_within_ceiling(hit)) is not None]
    apart = sum(hit.needs_a_derived_date for hit in hits)
    lines = [
        f"Stated findings of core reviews with usable dates: {len(asked)} of {len(hits)} asked about"
        f" ({len(asked) / max(len(hits), 1):.2f}); standing {sum(hit.standing for hit in hits)};"
        f" only with a date worked out from the birth {apart}."
    ]
    if leads:
        lines.append(
            f"Days before the harm: median {median(leads):.0f}, from {min(leads)} to {max(leads)}; none counted as more"
            " than the coder's ceiling, also where an earlier fact raised the same question before."
        )
    return lines


def lead_within_ceiling(hit: Hit) -> int | None:
    """The lead time, never more than what the coder of the review thought possible for that finding."""
    ceiling = hit.finding.ceiling_lead_days
    return hit.lead_days if hit.lead_days is None or ceiling is None else min(hit.lead_days, ceiling)


def counted(everything: Iterable[Replayed]) -> list[tuple[Replayed, Hit]]:
    """The findings on which recall is counted."""
    return [
        (one, hit)
        for one in everything
        for hit in one.hits
        if one.coded.core and one.coded.lead_time_usable and hit.finding.basis == "stated"
    ]


def simulated_in_words(everything: Iterable[Asked]) -> Iterator[str]:
    """How much was asked in each setting, and what most."""
    for asked in everything:
        yield (
            f"{asked.setting.name}: {asked.a_month:.2f} questions for each record and month"
            f" (bar {asked.setting.bar:g}); {asked.records} records, at most {asked.most} for one in all its months"
        )
        for name, count in asked.by_function.most_common(8):
            yield f"  {count / asked.records:.2f} a record  {name}"
