"""`firsthome generate-docs`: write docs/map.md and docs/replay.md from the code; with --check, fail if they are old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import URLPattern, URLResolver, get_resolver

from firsthome.access import grants
from firsthome.access.permissions import NEEDS_LEVEL, ROLE_MAY, Permission
from firsthome.config.keys import home
from firsthome.kinds.registry import kinds
from firsthome.learning import document
from firsthome.procedures.timings import Timing, timings
from firsthome.prompts.asking import QUESTIONS

DOCS = Path(__file__).resolve().parents[5] / "docs"
PLACE, REPLAY = DOCS / "map.md", DOCS / "replay.md"
HEAD = """# The map

Made by `firsthome generate-docs` from the code; `make check` fails where it is out of date. Do not edit.
"""


class Command(BaseCommand):
    """One page that names every kind of entry, page, permission and grant there is."""

    help = "Write docs/map.md from the code."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to compare only."""
        parser.add_argument(
            "--check", action="store_true", help="fail if the map is out of date, and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, or compare."""
        text = "\n".join([HEAD, *_kinds(), *_prompts(), *_pages(), *_permissions(), *_grants()])
        pages = {PLACE: text, REPLAY: _replay()}
        if not options["check"]:
            for place, page in pages.items():
                place.write_text(page)
        elif old := [
            place for place, page in pages.items() if not place.exists() or place.read_text() != page
        ]:
            names = ", ".join(f"docs/{place.name}" for place in old)
            raise CommandError(f"Out of date: {names}. Run: .venv/bin/firsthome generate-docs")


def _replay() -> str:
    """docs/replay.md. It takes seconds, so what was made of the same code and data before is kept beside the data."""
    kept = home() / "replay" / f"{document.digest()}.md"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        for older in kept.parent.glob("*.md"):
            older.unlink()
        kept.write_text(document.document())
    return kept.read_text()


def _table(title: str, heads: list[str], rows: list[list[str]]) -> list[str]:
    lines = [f"## {title}", "", "| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


def _kinds() -> list[str]:
    rows = [
        [
            f"`{name}`",
            model.title,
            f"`{model.__module__.removeprefix('firsthome.').replace('.', '/')}.py`",
            ", ".join(f"`{field}`" for field in model.model_fields),
        ]
        for name, model in kinds().items()
    ]
    return _table("Kinds of entry", ["kind", "what people call it", "where", "what it holds"], rows)


def _prompts() -> list[str]:
    rows = []
    for ask in QUESTIONS:
        rule: Timing = getattr(timings(), ask.__name__)
        says, _, _ = (ask.__doc__ or "").partition("Source:")
        module = ask.__module__.removeprefix("firsthome.").replace(".", "/")
        rows.append(
            [
                f"`{ask.__name__}`",
                " ".join(says.split()),
                _when(rule),
                rule.say_source(),
                f"`{module}.py`",
            ]
        )
    heads = ["prompt", "what it asks about", "from when", "source of its parameters", "where"]
    return _table("Prompts", heads, rows)


def _when(rule: Timing) -> str:
    """«from week 16; where they record: assessment»."""
    parts = [
        f"from week {rule.from_week}" if rule.from_week is not None else "",
        f"at once from week {rule.at_once_from_week}" if rule.at_once_from_week is not None else "",
        f"{rule.from_days} days after" if rule.from_days is not None else "",
        f"{rule.from_working_days} working days after" if rule.from_working_days is not None else "",
        f"where a service records here: {rule.recorded_here}" if rule.recorded_here else "",
    ]
    return "; ".join(filter(None, parts)) or "at once"


def _patterns(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every address, also of those that are included."""
    for one in patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from _patterns(one.url_patterns)


def _pages() -> list[str]:
    rows = []
    for pattern in _patterns(get_resolver().url_patterns):
        mark = getattr(pattern.callback, "permission", None)
        who = mark.value if isinstance(mark, Permission) else "anybody"
        module = pattern.callback.__module__.removeprefix("firsthome.").replace(".", "/")
        rows.append([f"`{str(pattern.pattern) or '/'}`", f"`{pattern.name}`", who, f"`{module}.py`"])
    return _table("Pages", ["address, after the first /", "name", "permission", "where"], rows)


def _permissions() -> list[str]:
    rows = [
        [
            permission.value,
            ", ".join(role.value.replace("_", " ") for role, may in ROLE_MAY.items() if permission in may)
            or "nobody yet",
            NEEDS_LEVEL[permission].name.lower() if permission in NEEDS_LEVEL else "about no record",
        ]
        for permission in Permission
    ]
    return _table("Permissions", ["what", "roles", "access to the record that it takes"], rows)


def _grants() -> list[str]:
    tables = sorted({table for rights in grants.ROLES.values() for table in rights})
    rows = [
        [f"`{table}`", *(grants.ROLES[role].get(table, "").lower() for role in grants.ROLES)]
        for table in tables
    ]
    return _table("What each database role may do", ["table", *(f"`{role}`" for role in grants.ROLES)], rows)
