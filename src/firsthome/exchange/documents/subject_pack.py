"""The answer of one agency to somebody who asks what is held about them: a cover, and each entry with its source.

Only what was reviewed and released goes in. That something was kept back is said in words that are the same in every
answer; the kinds of it are named only where naming them harms nobody. Nothing is numbered or counted, so that a gap
says nothing. The seal of all that it says stands at the foot of each page. Source: UK GDPR Articles 12 and 15.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from firsthome.exchange.documents.subject_items import Item
from firsthome.exchange.documents.subject_words import WRITTEN, without
from firsthome.exchange.documents.typeset import typeset
from firsthome.exchange.documents.wording import EVALUATION
from firsthome.kinds.entry import Entry
from firsthome.kinds.registry import canonical
from firsthome.kinds.subject_answer import SubjectReview, Verdict, in_groups
from firsthome.kit.dates import say_day
from firsthome.procedures.rights import Rights

FILE_NAME = "answer.pdf"
"""Never with a name: file names turn up in lists, subjects and logs."""
SEALED = re.compile(rb"seal:([0-9a-f]{64})")
"""How a file says which answer it is a copy of."""
_PAGE = re.compile(rb"/Type\s*/Page\b")
GOES_IN = (Verdict.RELEASE, Verdict.PART)


@dataclass(frozen=True, slots=True)
class Looked:
    """An item with the review that holds for the words that it has today."""

    item: Item
    review: SubjectReview | None
    entry: Entry | None

    @property
    def lapsed(self) -> bool:
        """Whether it was reviewed, and says something else since."""
        return self.entry is not None and self.review is None


@dataclass(frozen=True, slots=True)
class Cover:
    """Whom an answer is about and whether they asked themselves, who answers, whom to ring there, and its day."""

    person: str
    themselves: bool
    controller: str
    ring: str
    day: date


@dataclass(frozen=True, slots=True)
class Pack:
    """An answer as it is: what it says, its seal, the document and the seal of that."""

    said: dict[str, Any]
    content: str
    document: bytes

    @property
    def file(self) -> str:
        """The seal of the file."""
        return hashlib.sha256(self.document).hexdigest()

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(_PAGE.findall(self.document))


def looked_at(items: Iterable[Item], reviews: Iterable[tuple[Entry, SubjectReview]]) -> list[Looked]:
    """Each item with its latest review, if that was about these very words."""
    latest: dict[UUID, tuple[Entry, SubjectReview, str]] = {}
    for entry, review in reviews:
        for one, seal in zip(review.items, review.seals, strict=False):
            latest[one] = (entry, review, seal)
    found = []
    for item in items:
        known = [latest[one.id] for one in item.statement.entries if one.id in latest]
        last = max(known, key=lambda one: str(one[0].recorded_at), default=None)
        holds = last is not None and last[2] == item.seal
        found.append(Looked(item, last[1] if last and holds else None, last[0] if last else None))
    return found


def released(looked: Looked, rights: Rights) -> str:
    """The words of one item as they go in; empty where it does not."""
    review = looked.review
    if review is None or review.verdict not in GOES_IN:
        return ""
    if review.verdict is Verdict.RELEASE:
        return looked.item.words
    return without(looked.item.words, review.spans(), rights.ground[review.reason].instead)


def left_out(looked: Iterable[Looked], rights: Rights) -> list[str]:
    """The kinds of things that were kept back, where saying so harms nobody: each once, in one fixed order."""
    given = {one.review.reason for one in looked if one.review and one.review.reason}
    return [
        ground.on_cover for key, ground in sorted(rights.ground.items()) if key in given and ground.on_cover
    ]


def make(looked: list[Looked], cover: Cover, rights: Rights) -> Pack:
    """The answer, from everything that was looked at."""
    said = _said(looked, cover, rights)
    content = hashlib.sha256(canonical(said).encode()).hexdigest()
    seals = {"seal": in_groups(content), "keyword": f"seal:{content}"}
    return Pack(said, content, typeset("subject_pack.typ", said | seals, cover.day))


def _said(looked: list[Looked], cover: Cover, rights: Rights) -> dict[str, Any]:
    controller = cover.controller
    kinds = left_out(looked, rights)
    items = [_item(words) for one in looked if (words := released(one, rights))]
    return {
        "title": "What is held about you"
        if cover.themselves
        else "What is held about the person for whom you asked",
        "made": f"Made on {say_day(cover.day)} by {controller}",
        "about": [
            f"This is what {controller} holds about {cover.person} in First Home, the shared record of a pregnancy. "
            f"{controller} answers for it (it is the controller).",
            *([f"You can reach us here: {cover.ring}."] if cover.ring else []),
            rights.answer.others,
        ],
        "how": "Each entry has its date, what was written, and last who wrote it and how they know it: whether they "
        "saw it, somebody said it, they read it, or it is their opinion. What somebody said is not thereby a fact.",
        "left_out": [
            rights.answer.left_out,
            *([f"Here it was, among other things: {_and(kinds)}."] if kinds else []),
        ],
        "you_can": list(rights.answer.you_can),
        "items": items,
        "nothing": "" if items else "There is nothing that we can give you.",
        "evaluation": EVALUATION,
    }


def _item(words: str) -> Mapping[str, Any]:
    """The date first, as `words_of` puts it; who wrote each version stands smaller."""
    first, *lines = words.split("\n")
    return {"when": first, "lines": [{"text": line, "who": line.startswith(WRITTEN)} for line in lines]}


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
