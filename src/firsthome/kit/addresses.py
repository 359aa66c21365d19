"""The address of a page by its one name. A list asks for many of one form, so each form is worked out once."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.urls import reverse

_A_NUMBER = 4_815_162_342
"""Stands in no address by itself."""
_NEED_NO_QUOTES = (UUID, int)


def address(name: str, **parts: Any) -> str:
    """`address("record", reference=…)`; NoReverseMatch if there is no such page or a part of it is missing."""
    values = parts.values()
    words = [value if isinstance(value, _NEED_NO_QUOTES) else quote(str(value), safe="") for value in values]
    return _form(name, tuple(parts), tuple(map(type, values))).format(*words)


@cache
def _form(name: str, parts: tuple[str, ...], types: tuple[type, ...]) -> str:
    """«/records/{0}/entries/{1}», found with ids (or numbers) that stand in for whatever a part may be."""
    stand_ins = {
        part: str(_A_NUMBER + place if issubclass(type_, int) else UUID(int=place))
        for place, (part, type_) in enumerate(zip(parts, types, strict=True))
    }
    form = reverse(name, kwargs=stand_ins)
    for place, stand_in in enumerate(stand_ins.values()):
        form = form.replace(stand_in, f"{{{place}}}")
    return form
