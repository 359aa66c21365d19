"""`firsthome generate-docs`: write docs/map.md from the code; with --check, fail where it is out of date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import URLPattern, get_resolver

from firsthome.access import grants
from firsthome.access.permissions import NEEDS_LEVEL, ROLE_MAY, Permission
from firsthome.kinds.registry import kinds

PLACE = Path(__file__).resolve().parents[5] / "docs" / "map.md"
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
        text = "\n".join([HEAD, *_kinds(), *_pages(), *_permissions(), *_grants()])
        if not options["check"]:
            PLACE.write_text(text)
        elif not PLACE.exists() or PLACE.read_text() != text:
            raise CommandError("docs/map.md is out of date. Run: .venv/bin/firsthome generate-docs")


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


def _pages() -> list[str]:
    patterns = [pattern for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern)]
    rows = []
    for pattern in patterns:
        mark = getattr(pattern.callback, "permission", None)
        who = mark.value if isinstance(mark, Permission) else "anybody"
        module = pattern.callback.__module__.removeprefix("firsthome.").replace(".", "/")
        rows.append([f"`/{pattern.pattern}`", f"`{pattern.name}`", who, f"`{module}.py`"])
    return _table("Pages", ["address", "name", "permission", "where"], rows)


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
