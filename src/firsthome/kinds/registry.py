"""Every kind of entry there is, found by looking through this package: a new kind needs no list to be edited."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Any

import firsthome.kinds
from firsthome.kinds.entry import Said


@cache
def kinds() -> dict[str, type[Said]]:
    """Kind name → model, in the order of their names."""
    for module in pkgutil.iter_modules(firsthome.kinds.__path__):
        importlib.import_module(f"firsthome.kinds.{module.name}")
    return {model.kind: model for model in sorted(_below(Said), key=lambda model: model.kind) if model.kind}


def _below(model: type[Said]) -> Iterator[type[Said]]:
    """Every model that is made of this one."""
    for one in model.__subclasses__():
        yield one
        yield from _below(one)


def canonical(content: Any) -> str:
    """The one spelling of some JSON content: what is stored is what was hashed."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def store_said(said: Said) -> dict[str, Any]:
    """What of an entry's fields is kept: the answers that were given, defaults left out.

    Leaving defaults out is what lets a kind gain optional fields without changing one stored entry.
    """
    return said.model_dump(mode="json", exclude_defaults=True)


def restore_said(kind: str, schema: int, stored: dict[str, Any]) -> Said:
    """Today's model from content stored under any schema there has ever been."""
    model = kinds()[kind]
    for number in range(schema, model.schema_number):
        stored = model.upcasts[number](stored)
    said: Said = model.__pydantic_validator__.validate_python(stored)
    return said
