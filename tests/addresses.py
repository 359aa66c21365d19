"""Every address of the service, asked of the resolver: a new page is asked for by every test that asks for all pages.

A page about something that is not known here fails those tests: say in `subjects` which one it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import URLPattern, get_resolver, reverse

from tests.ledger_world import Family, World, rows

Subjects = dict[str, Any]
"""A part of an address → what stands there."""


def patterns() -> list[URLPattern]:
    return get_resolver().url_patterns[0].url_patterns


def names() -> list[str]:
    return sorted(str(pattern.name) for pattern in patterns())


def about_a_record() -> list[str]:
    return sorted(str(one.name) for one in patterns() if "reference" in one.pattern.converters)


def subjects(world: World, family: Family, **more: Any) -> Subjects:
    """For each part of an address the one of this family or of maternity; what the family has none of is made up."""
    return {
        "reference": family.reference,
        "entry": family.first.id,
        "kind": "event",
        "briefing": "unseen-men",
        "part": "challenge",
        "exclusion": _of_the_record("record_exclusion", family),
        "opening": _of_the_record("emergency_access", family),
        **dict.fromkeys(("asked", "item", "pack", "outside"), UUID(int=1)),
        **dict.fromkeys(("first", "second", "merge", "pair"), UUID(int=1)),
        "question": "0" * 24,
        "how": "elsewhere",
        "link": "0" * 43,
        "document": "chronology",
        "move": UUID(int=1),
        "step": "answer",
        "of": "plan",
        "agency": world.ada.agency,
        "membership": rows(
            "SELECT id FROM membership WHERE practitioner_id = %s", world.ada.practitioner, using="owner"
        )[0][0],
        **more,
    }


def _of_the_record(table: str, family: Family) -> UUID:
    found = rows(f"SELECT id FROM {table} WHERE record = %s LIMIT 1", family.record, using="owner")
    return found[0][0] if found else UUID(int=1)


def address(name: str, about: Subjects) -> str:
    pattern = next(one for one in patterns() if one.name == name)
    return reverse(name, kwargs={part: about[part] for part in pattern.pattern.converters})


def every_address(about: Subjects) -> Iterator[tuple[str, str]]:
    yield from ((name, address(name, about)) for name in names())
