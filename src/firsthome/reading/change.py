"""How a change goes, step by step, and whose word says so. Pure; nothing is added up across behaviours."""

from __future__ import annotations

from typing import NamedTuple

from firsthome.kinds.change import Change, WhoseWord
from firsthome.kinds.conversation import Conversation
from firsthome.kinds.entry import Entry, How
from firsthome.kinds.own_words import OwnWords
from firsthome.kinds.record import Record, Statement


class StepOn(NamedTuple):
    """What was said about a change on one day."""

    entry: Entry
    said: Change


class Evidence(NamedTuple):
    """Whose word there is about one change, over all its days."""

    parents_word: bool
    somebody_elses_word: bool
    seen: bool

    @property
    def on_word_only(self) -> bool:
        """Whether somebody says so, and nobody has seen it yet."""
        return not self.seen and (self.parents_word or self.somebody_elses_word)


def steps(statement: Statement) -> list[StepOn]:
    """Each day on which something was said about one change, the earliest first."""
    return [StepOn(line.content, line.said) for line in statement.standing if isinstance(line.said, Change)]


def evidence(record: Record, statement: Statement) -> Evidence:
    """Whose word there is. A step on their own scale is the parent's word; what was cited is whoever's it was."""
    found: set[WhoseWord] = set()
    for _, said in steps(statement):
        found |= {WhoseWord.PARENT} if said.step else set()
        found |= {said.whose_word} if said.evidence.strip() else set()
        found |= {
            _whose(record.by_entry[entry].current.content, said)
            for entry in said.evidence_entries
            if entry in record.by_entry and not record.by_entry[entry].withdrawn
        }
    return Evidence(WhoseWord.PARENT in found, WhoseWord.SOMEBODY_ELSE in found, WhoseWord.SEEN in found)


def _whose(entry: Entry, change: Change) -> WhoseWord:
    """Whose word an entry is: what a parent told in a conversation stays theirs, whoever wrote it down."""
    if isinstance(entry.said, Conversation | OwnWords):
        return WhoseWord.PARENT if entry.said.person == change.person else WhoseWord.SOMEBODY_ELSE
    return WhoseWord.SEEN if entry.source.how in (How.OBSERVED, How.DOCUMENT) else WhoseWord.SOMEBODY_ELSE
