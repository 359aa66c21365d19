"""What an entry says, question by question, in words: for its own page and for comparing two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from pydantic.fields import FieldInfo

from firsthome.kinds.entry import Entry, How
from firsthome.kinds.origin import Origin
from firsthome.kit.dates import say_day
from firsthome.kit.forms import shape_of
from firsthome.pages.choices import short_words, title_of
from firsthome.pages.gate import RecordPage


class Answer(NamedTuple):
    """One question, and what was answered."""

    question: str
    text: str


def answers_of(entry: Entry, page: RecordPage) -> list[Answer]:
    """Everything that was answered; what was left open is left out."""
    return [answer for answer in (*_around(entry, page), *_said(entry, page)) if answer.text]


class Row(NamedTuple):
    """One question with two answers."""

    question: str
    one: str
    other: str

    @property
    def differ(self) -> bool:
        """Whether they say different things."""
        return self.one != self.other


def side_by_side(one: Entry, other: Entry, page: RecordPage) -> list[Row]:
    """Both answers to every question that either of two entries answers."""
    first, second = dict(answers_of(one, page)), dict(answers_of(other, page))
    return [
        Row(question, first.get(question, ""), second.get(question, "")) for question in {**first, **second}
    ]


def source_words(entry: Entry) -> str:
    """How the author knows, where that is not their own eyes."""
    by = entry.source.by
    match entry.source.how:
        case How.SAID:
            return f"Said by {by}" if by else "Said by somebody else"
        case How.DOCUMENT:
            return f"Read in {by}" if by else "Read in a document or another system"
        case How.OPINION:
            return "Professional opinion"
        case _:
            return f"From {by}" if by else ""


def _around(entry: Entry, page: RecordPage) -> Iterator[Answer]:
    about = ", ".join(page.names.person(person) for person in entry.about)
    yield Answer("When", entry.happened.say())
    yield Answer("About", about)
    yield Answer("How they know", source_words(entry) or str(entry.source.how))
    if entry.source.origin is not Origin.NO_CONDITION:
        yield Answer("Ask before it goes further", entry.source.origin.whom_to_ask)
        yield Answer("What they asked", entry.source.asked)


def _said(entry: Entry, page: RecordPage) -> Iterator[Answer]:
    if entry.said is None:
        return
    called = {name: getattr(entry.said, kept) for name, kept in entry.said.called_then.items()}
    for name, info in type(entry.said).model_fields.items():
        value = getattr(entry.said, name)
        said = info.is_required() or value != info.get_default()
        if said and name not in entry.said.called_then.values():
            yield Answer(info.title or name, called.get(name) or _words(value, info, page))


def _words(value: Any, info: FieldInfo, page: RecordPage) -> str:
    shape = shape_of(info)
    if shape.spelled and value:
        return str(shape.spelled.say(value))
    if isinstance(value, tuple):
        return "; ".join(_one(item, shape.to, page) for item in value)
    return _one(value, shape.to, page)


def _one(value: Any, to: str, page: RecordPage) -> str:
    """One answer in words."""
    if value is None:
        return ""
    if to:
        return _named(value, to, page)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return say_day(value) if isinstance(value, date) else str(value)


def _named(value: Any, to: str, page: RecordPage) -> str:
    """What a reference is called."""
    if isinstance(value, UUID):
        return short_words(page, value) if to == "entry" else page.names.person(value)
    if isinstance(value, str):
        return title_of(value, to)
    return page.names.agency(value) if to == "agency" else page.names.practitioner(value)
