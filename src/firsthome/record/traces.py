"""Where the words of an entry have gone besides itself: drafts, the name of a person, entries that repeat them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from firsthome.kinds.entry import Entry

RUN = 4
"""So many words in a row that stand in both texts are a repetition."""
SHORTEST = 8
"""Shorter texts, such as «Yes», are in every draft."""
COMMON = {
    "The", "This", "That", "There", "Then", "They", "She", "Her", "His", "Him", "And", "But", "When", "What",
    "Who", "Not", "Mother", "Father", "Baby", "Court", "Family", "Order", "Judge", "Monday", "Tuesday",
    "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "May",
    "June", "July", "August", "September", "October", "November", "December",
}  # fmt: skip
"""Words with a capital letter that name nobody."""


def words_in(entry: Entry) -> list[str]:
    """Every free text of an entry; what was chosen from a list is no trace of anybody."""
    said = entry.said.model_dump(mode="python").values() if entry.said else ()
    texts = [*said, entry.happened.words, entry.source.by, entry.source.asked, entry.reason]
    return [text for text in _texts(texts) if text.strip()]


def _texts(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        if type(value) is str:  # a choice is a string too, and says what everybody may choose
            yield value
        elif isinstance(value, list | tuple):
            yield from _texts(value)
        elif isinstance(value, dict):
            yield from _texts(value.values())


def repeated(order: str, destroyed: Sequence[str]) -> str:
    """The first words of an order that repeat what it destroys: a name, a number, or several words in a row."""
    said, gone = _words(order), [_words(text) for text in destroyed]
    telling = {word for text in gone for word in text if _tells(word)}
    if found := next((word for word in said if word in telling), ""):
        return found
    runs = {run for text in gone for run in _runs(text)}
    return next((run for run in _runs(said) if run in runs), "")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _tells(word: str) -> bool:
    """A name, or a number longer than a year."""
    name = word[:1].isupper() and len(word) > 2 and word not in COMMON
    return name or (any(map(str.isdigit, word)) and len(word) > 4)


def _runs(words: Sequence[str]) -> list[str]:
    lowered = [word.casefold() for word in words]
    return [" ".join(lowered[place : place + RUN]) for place in range(len(lowered) - RUN + 1)]


def drop_drafts_that_say(cursor: Any, entry: UUID, words: Sequence[str]) -> None:
    """Take away what somebody has typed and not sent, where it changes this entry or holds its words."""
    sought = [_plain(text) for text in words if len(text.strip()) >= SHORTEST]
    cursor.execute("SELECT practitioner, page, typed::text FROM draft")
    for practitioner, page, typed in cursor.fetchall():
        held = [_plain(one) for values in json.loads(typed).values() for one in values]
        if f"/entries/{entry}/" in page or any(text in one for one in held for text in sought):
            cursor.execute("DELETE FROM draft WHERE practitioner = %s AND page = %s", [practitioner, page])


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def forget_name(cursor: Any, person: UUID) -> str:
    """Take away the name and birthday of a person whom nothing names any more; the name that it was."""
    cursor.execute("SELECT name FROM person WHERE id = %s", [person])
    row = cursor.fetchone()
    cursor.execute("UPDATE person SET name = '', born = NULL WHERE id = %s", [person])
    return row[0] if row else ""


def still_said(cursor: Any, record: UUID, words: Sequence[str]) -> list[UUID]:
    """Other entries of the record that hold some of the same words, in the order in which they were recorded."""
    sought = [_plain(text) for text in words if len(text.strip()) >= SHORTEST]
    cursor.execute(
        """SELECT e.id, b.body FROM entry e JOIN entry_body b ON b.record = e.record AND b.entry = e.id
        WHERE e.record = %s ORDER BY e.seq""",
        [record],
    )
    return [
        id_
        for id_, body in cursor.fetchall()
        if any(text in _plain(one) for one in _texts(json.loads(body).values()) for text in sought)
    ]
