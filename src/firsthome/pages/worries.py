"""What may be affecting the baby now, and what may follow after birth: in words, each with what comes next.

Source: briefing, section 02. After a reported loss nothing is said of the baby any more (safety rule 4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Names, ended
from firsthome.kinds.record import Statement
from firsthome.kinds.vulnerability import AffectedNow, Vulnerability
from firsthome.kit.addresses import address
from firsthome.pages.gate import RecordPage
from firsthome.pages.pictures.svg import cut
from firsthome.pages.topic_help import Signpost, signposts_for
from firsthome.reading.babies import only_losses
from firsthome.reading.unknown import open_questions
from firsthome.reading.vulnerabilities import Worry, affecting_now, for_later, may_be_approached, worries

AT_FIRST = 10
"""So many stand on the first page, where one screen is to tell the whole case; the register has all."""
LENGTH = 280
"""Longer accounts are cut here; the entry has all of it."""
ASK_FIRST = "Before anybody offers help here: who decides safely, and is a domestic abuse advocate involved?"
NO_STEP = "No next step is written here yet."
WORDS_FOR_NOW = {
    AffectedNow.YES: "The baby is affected now.",
    AffectedNow.NOT_KNOWN: "Not known yet whether the baby is affected now.",
    AffectedNow.NOT_CONSIDERED: "Nobody has said yet whether the baby is affected now.",
    AffectedNow.NOT_AS_FAR_AS_KNOWN: "Not affecting the baby now, as far as is known.",
}


@dataclass(frozen=True, slots=True)
class Worrying:
    """One vulnerability in words: about whom, what is said, what comes next, and who could help."""

    head: str
    words: str
    step: str
    entry: UUID
    say_next: str = ""
    """Where the next step can be written; empty where there is one, or where this reader may not."""
    services: tuple[Signpost, ...] = ()
    ask_first: str = ""
    """What comes before any offer of help, where that could put her in danger."""


@dataclass(frozen=True, slots=True)
class Worries:
    """Vulnerabilities in the order in which they matter, and whether the register has more of them."""

    shown: list[Worrying]
    more: bool


def worries_now(page: RecordPage) -> Worries:
    """What may be affecting the baby now; after a loss, what is known about the adults."""
    if only_losses(page.record):
        return _first(page, worries(page.record), _known)
    asked = _asked_about(page)
    return _first(page, affecting_now(page.record), lambda page, one: _now(page, one, asked))


def worries_later(page: RecordPage) -> Worries:
    """What may follow after birth."""
    return _first(page, [] if only_losses(page.record) else for_later(page.record), _later)


def _first(
    page: RecordPage, found: Sequence[Worry], draw: Callable[[RecordPage, Worry], Worrying]
) -> Worries:
    """The first few; on paper, where no link leads to the rest, all of them."""
    shown = found if page.paper else found[:AT_FIRST]
    return Worries([draw(page, one) for one in shown], len(shown) < len(found))


def head_of(said: Vulnerability, statement: Statement, names: Names) -> str:
    """«Mental ill health, suspected (Leila Mistry)»"""
    who = " and ".join(names.person(person) for person in statement.current.content.about)
    return f"{said.topic.label}, {said.standing.label.lower()}" + (f" ({who})" if who else "")


def say_now(said: Vulnerability) -> str:
    """«The baby is affected now. Small for dates.»"""
    return " ".join(filter(None, [WORDS_FOR_NOW[said.affected_now], ended(said.affected_how)]))


def say_later(said: Vulnerability) -> str:
    """«It could mean premature birth or low birth weight. After birth: he drinks most at night.»"""
    could = " or ".join(one.label.lower() for one in said.impact)
    parts = [f"It could mean {could}." if could else "", f"After birth: {said.later}" if said.later else ""]
    return " ".join(filter(None, map(ended, parts)))


def say_step(said: Vulnerability) -> str:
    """What comes next, and which service was asked; nothing is said where nothing is written."""
    step = f"What comes next: {said.next_step}" if said.next_step else ""
    return " ".join(filter(None, [ended(step), said.say_service()]))


def _asked_about(page: RecordPage) -> dict[UUID, str]:
    """Open questions in words, by the statement that they are about: a question is a next step too."""
    words: dict[UUID, str] = {}
    for _, said in open_questions(page.record):
        about = page.record.by_entry.get(said.about_entry) if said.about_entry else None
        if about:
            asked = f"Asked: {ended(said.unknown)} {said.who_and_when(page.names)}"
            words[about.id] = f"{words.get(about.id, '')} {asked}".strip()
    return words


def _now(page: RecordPage, one: Worry, asked: dict[UUID, str]) -> Worrying:
    words = " ".join(filter(None, [say_now(one.said), ended(one.said.account)]))
    step = " ".join(filter(None, [say_step(one.said), asked.get(one.statement.id, "")]))
    return Worrying(
        head_of(one.said, one.statement, page.names),
        cut(words, LENGTH),
        cut(step, LENGTH) or NO_STEP,
        one.statement.current.tip.id,
        say_next="" if step else _where_to_say(page, one),
        **_who_could_help(page, one),
    )


def _later(page: RecordPage, one: Worry) -> Worrying:
    not_now = one.said.affected_now is AffectedNow.NOT_AS_FAR_AS_KNOWN
    parts = [
        say_later(one.said),
        say_now(one.said) if not_now else "",
        ended(one.said.account) if not_now else "",
    ]
    return Worrying(
        head_of(one.said, one.statement, page.names),
        cut(" ".join(filter(None, parts)), LENGTH),
        cut(say_step(one.said), LENGTH) if not_now else "",
        one.statement.current.tip.id,
        **(_who_could_help(page, one) if not_now and one.said.stands else {}),
    )


def _who_could_help(page: RecordPage, one: Worry) -> dict[str, Any]:
    """Services to point to; where abuse may be so, for others than her only whom to ask first (safety rule 11)."""
    if may_be_approached(page.record, one.statement.current.content.about):
        return {"services": signposts_for(one.said.topic, page.today)}
    return {"ask_first": ASK_FIRST}


def _known(page: RecordPage, one: Worry) -> Worrying:
    head = head_of(one.said, one.statement, page.names)
    words = cut(ended(one.said.account), LENGTH)
    return Worrying(head, words, one.said.say_service(), one.statement.current.tip.id)


def _where_to_say(page: RecordPage, one: Worry) -> str:
    if not page.may(Permission.CORRECT_ENTRY):
        return ""
    entry = one.statement.current.tip.id
    return f"{address('correct_entry', reference=page.found.reference, entry=entry)}?mark=update"
