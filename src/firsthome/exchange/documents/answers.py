"""Every answer of an entry beside its question, for those that its sentence does not carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, get_args, get_origin

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Names, Ref, Said
from firsthome.kit.dates import say_day


def answers(said: Said, sentence: str, names: Names) -> Iterator[tuple[str, str]]:
    """Question and answer of each field that was answered and that the sentence does not say already."""
    for name, field in type(said).model_fields.items():
        value = getattr(said, name)
        if name in said.called_then.values():
            continue
        refers_to = _refers_to(field.annotation) or _ref_among(field.metadata)
        if value == field.default or value in ((), "") or refers_to == "entry":
            continue
        words = getattr(said, said.called_then.get(name, ""), "") or _say(value, refers_to, names)
        if not _says(sentence, words):
            yield field.title or name, words


def _says(sentence: str, words: str) -> bool:
    """Whether a sentence carries some words; «yes» and «no» mean nothing without their question."""
    found = re.search(rf"(?<!\w){re.escape(words.rstrip('.'))}(?!\w)", sentence, re.IGNORECASE)
    return len(words) > 3 and found is not None


def _say(value: Any, refers_to: str, names: Names) -> str:
    match value:
        case tuple():
            return ", ".join(_say(one, refers_to, names) for one in value)
        case Choice():
            return value.label
        case bool():
            return "Yes" if value else "No"
        case date():
            return say_day(value)
    match refers_to:
        case "person":
            return names.person(value)
        case "agency":
            return names.agency(value)
        case "practitioner":
            return names.practitioner(value)
    return str(value)


def _refers_to(annotation: Any) -> str:
    """What a field's type refers to: a person, an agency, a practitioner, an entry, or nothing."""
    if get_origin(annotation) is Annotated:
        return _ref_among(get_args(annotation)[1:])
    return next(filter(None, map(_refers_to, get_args(annotation))), "")


def _ref_among(marks: Any) -> str:
    return next((mark.to for mark in marks if isinstance(mark, Ref)), "")
