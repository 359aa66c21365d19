"""Reading a review file: either the whole review, or every fault in it, each at its path and in plain words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from firsthome.exchange.review_file import Review, day_in

PLACES = ("on", "week", "baby_day", "when")
"""The ways to say when a fact was so; each fact uses one."""

_SAID: dict[str, str] = {
    "missing": "is missing",
    "string_type": "enter text in quotation marks",
    "string_unicode": "take out the characters that are not text",
    "string_too_short": "enter some text",
    "string_too_long": "use {max_length} characters or fewer",
    "int_type": "enter a whole number",
    "greater_than_equal": "enter {ge} or more",
    "less_than_equal": "enter {le} or less",
    "bool_type": "enter true or false",
    "literal_error": "enter {expected}",
    "enum": "enter {expected}",
    "tuple_type": "enter a list in square brackets",
    "too_long": "enter no more than {max_length}",
    "model_type": "enter an object in curly brackets",
}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBERS = re.compile(r"(\d+)")


class MalformedReview(Exception):
    """A review cannot be imported. `faults` lists everything that has to be put right."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = [fault.encode("utf-8", "backslashreplace").decode() for fault in faults]
        super().__init__("\n".join(self.faults))


def read_review(content: bytes) -> Review:
    """The review in a file; MalformedReview lists every fault at once."""
    raw = _json(content)
    review, faults = None, []
    try:
        review = Review.model_validate(raw)
    except ValidationError as problem:
        faults = [f"{path_of(error['loc'])}: {in_words(error)}" for error in problem.errors()]
    if isinstance(raw, dict):
        faults += _faults_across(raw)
    if faults or review is None:
        raise MalformedReview(sorted(dict.fromkeys(faults), key=natural))
    return review


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise MalformedReview([f"{where}: this is not JSON ({problem.msg})"]) from None
    except UnicodeDecodeError as problem:
        raise MalformedReview([f"byte {problem.start + 1}: save the file as UTF-8 text"]) from None
    except RecursionError:
        raise MalformedReview(["the file: lists and objects stand too deep inside each other"]) from None


def path_of(place: tuple[int | str, ...]) -> str:
    """«facts[3].on», as somebody would look for it."""
    said = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return said.lstrip(".") or "the file"


def in_words(error: ErrorDetails) -> str:
    """What to do about one fault, in plain words."""
    words = _SAID.get(error["type"], "{message}")
    return words.format(**{"message": error["msg"], **(error.get("ctx") or {})})


def natural(fault: str) -> list[int | str]:
    """facts[2] before facts[10]."""
    return [int(part) if part.isdigit() else part for part in _NUMBERS.split(fault)]


# --- what no single field can tell -----------------------------------------------------------------------------------


def _faults_across(raw: dict[str, Any]) -> Iterator[str]:
    """Faults between fields. Looks at the file as it stands, so that one fault never hides another."""
    yield from (f"{field}: enter at least one" for field in ("people", "facts") if raw.get(field) == [])
    yield from _people_twice(raw)
    yield from _people_unknown(raw)
    yield from _times_of_facts(raw)
    yield from _harm(raw)


def _objects(raw: dict[str, Any], field: str) -> list[tuple[int, dict[str, Any]]]:
    listed = raw.get(field)
    return (
        [(i, one) for i, one in enumerate(listed) if isinstance(one, dict)]
        if isinstance(listed, list)
        else []
    )


def _ids(raw: dict[str, Any]) -> list[tuple[int, str]]:
    return [(i, one["id"]) for i, one in _objects(raw, "people") if isinstance(one.get("id"), str)]


def _people_twice(raw: dict[str, Any]) -> Iterator[str]:
    seen: set[str] = set()
    for i, name in _ids(raw):
        if name in seen:
            yield f"people[{i}].id: «{name}» is used twice; give everybody an id of their own"
        seen.add(name)


def _people_unknown(raw: dict[str, Any]) -> Iterator[str]:
    known = {name for _, name in _ids(raw)}
    for i, fact in _objects(raw, "facts"):
        who = fact.get("who")
        for n, name in enumerate(who if isinstance(who, list) else []):
            if isinstance(name, str) and name and name not in known:
                yield f"facts[{i}].who[{n}]: «{name}» is not among the people; add them or correct the id"


def _times_of_facts(raw: dict[str, Any]) -> Iterator[str]:
    """Exactly one place in time; none is needed for what is never imported."""
    for i, fact in _objects(raw, "facts"):
        given = [place for place in PLACES if fact.get(place) is not None]
        never_imported = fact.get("after_harm") is True or fact.get("not_on_record") is True
        if not given and not never_imported:
            yield f"facts[{i}]: say when it was so: enter one of {', '.join(PLACES)}"
        if len(given) > 1:
            yield f"facts[{i}]: enter only one of {' and '.join(given)}"


def _harm(raw: dict[str, Any]) -> Iterator[str]:
    """Without a harm nobody can tell what was known only afterwards; a control may do without."""
    harm = raw.get("harm")
    if harm is None and raw.get("control") is not True:
        yield "harm: say what happened and when; only a control can do without"
    if not isinstance(harm, dict):
        return
    said = harm.get("on")
    if said is None and harm.get("baby_age_days") is None:
        yield "harm.on: say when it happened: a date like 2019-05-30, or words"
    if isinstance(said, str) and not _harm_can_be_read(said):
        yield "harm.on: enter a date like 2019-05-30, or words such as «after 2019-05-30»"


def _harm_can_be_read(said: str) -> bool:
    """Words are welcome; what looks like a date has to be one."""
    found = _ISO.findall(said)
    return all(map(day_in, found)) if found else not said[:1].isdigit()


def same_slug_twice(reviews: list[Review]) -> list[str]:
    """Several files may not be the same review."""
    counted = Counter(review.slug for review in reviews)
    return [
        f"slug: «{slug}» stands in {count} of these files" for slug, count in counted.items() if count > 1
    ]
