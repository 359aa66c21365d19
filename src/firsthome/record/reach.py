"""Reach: who may see each statement now, worked out from the entries alone.

Pure. Reach belongs to the statement, not to the version: a correction reaches everyone whom its original
reached. Only share, restrict and release entries move it: a share widens, a restriction narrows, a release gives
back what the author chose. Whatever cites a statement takes the narrower of both reaches, and the agencies that
said something always see it, unless it belongs to another family. A sealed address never reaches everyone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from uuid import UUID

from firsthome.access.levels import Level
from firsthome.access.principals import (
    EVERYONE_WITH_FULL_ACCESS,
    agency_principal,
    lead_principal,
    practitioner_principal,
)
from firsthome.kinds.address import Address
from firsthome.kinds.entry import Audience, Entry, Mark, Said
from firsthome.kinds.own_words import OwnWords
from firsthome.kinds.record import Record, Statement, fold
from firsthome.kinds.registry import kinds
from firsthome.kinds.sharing import Release, Restrict, Share

Reach = dict[int, Level]
"""Principal → how much access to the record it takes besides being that principal."""

_CLASSES = UUID("6f0f4f1e-8d0b-5d5e-9d53-1b6b8f1f4a10")


def reaches(entries: Iterable[Entry]) -> dict[UUID, Reach]:
    """The reach of every statement of a record; `entries` is the whole record in order."""
    record = fold(entries)
    chosen = {statement.id: _chosen(statement) for statement in record.statements}
    _move(record, chosen)
    return {statement.id: _with_what_it_cites(statement, chosen, record) for statement in record.statements}


def reach_of_new(entry: Entry) -> Reach:
    """The reach of a statement that is new and cites nothing: what its author chose."""
    assert not kinds()[entry.kind].for_leads, "what is for leads is worked out from the whole record"
    return _widest(_named(entry.audience), {agency_principal(entry.agency): Level.CONTRIBUTE})


def class_of(reach: Reach) -> UUID:
    """The name of the audience class: equal reaches, equal names."""
    spelled = ",".join(f"{principal}:{int(level)}" for principal, level in sorted(reach.items()))
    return uuid.uuid5(_CLASSES, spelled)


OPEN = class_of({EVERYONE_WITH_FULL_ACCESS: Level.FULL})
"""The audience class of what is open to everyone with full access."""


def listed(reach: Reach) -> Reach:
    """The reach that lists go by: what is open to full access is one class, whoever said it.

    An agency with less than full access still reads its own open entries on the record; its lists just do
    not count them. One class instead of one for every author keeps a list of 50 at a few milliseconds.
    """
    everyone = reach.get(EVERYONE_WITH_FULL_ACCESS)
    return {EVERYONE_WITH_FULL_ACCESS: everyone} if everyone else reach


def reached(reach: Reach, principals: Iterable[int], level: int) -> bool:
    """Whether somebody with these tokens and so much access to the record is reached."""
    return any(
        level >= reach[principal]
        for principal in (*principals, EVERYONE_WITH_FULL_ACCESS)
        if principal in reach
    )


def _named(audience: Audience) -> Reach:
    reach: Reach = {agency_principal(agency): Level.CONTRIBUTE for agency in audience.agencies}
    reach |= {practitioner_principal(one): Level.CONTRIBUTE for one in audience.practitioners}
    if audience.everyone:
        reach[EVERYONE_WITH_FULL_ACCESS] = Level.FULL
    return reach


def _recipients(said: Share | Restrict) -> Reach:
    return _named(Audience(everyone=False, agencies=said.agencies, practitioners=said.practitioners))


def _authors(statement: Statement) -> Reach:
    token = lead_principal if kinds()[statement.kind].for_leads else agency_principal
    return {token(agency): Level.CONTRIBUTE for agency in statement.agencies()}


def _chosen(statement: Statement) -> Reach:
    """What the first author chose; a share entry also reaches those whom it shares with.

    What is for leads reaches those whom it names, whatever its author chose.
    """
    said = statement.current.said
    if kinds()[statement.kind].for_leads:
        return _named(Audience(everyone=False, practitioners=said.also_for() if said else ()))
    reach = _named(statement.entries[0].audience)
    return _widest(reach, _recipients(said)) if isinstance(said, Share) else reach


def _move(record: Record, chosen: dict[UUID, Reach]) -> None:
    """Apply what share, restrict and release entries say, in the order in which they were recorded."""
    for statement in record.statements:
        said = statement.current.said
        if isinstance(said, Release):
            _give_back(statement, record.by_entry.get(said.entry), chosen)
        if not isinstance(said, Share | Restrict):
            continue
        for target in {record.by_entry[cited].id for cited in said.entries if cited in record.by_entry}:
            move = _widest if isinstance(said, Share) else _narrower
            chosen[target] = move(chosen[target], _recipients(said))


def _give_back(release: Statement, target: Statement | None, chosen: dict[UUID, Reach]) -> None:
    """Whom the author of the released statement chose, and nobody more; they also read why."""
    if target:
        chosen[target.id] = _widest(chosen[target.id], _chosen(target))
        chosen[release.id] = _widest(chosen[release.id], chosen[target.id])


def _with_what_it_cites(statement: Statement, chosen: dict[UUID, Reach], record: Record) -> Reach:
    if _misfiled(statement):
        return {lead_principal(agency): Level.CONTRIBUTE for agency in statement.agencies()}
    if _citations_lost(statement):
        return _authors(statement)
    reach = _with_what_it_contests(statement, chosen, record)
    for cited in _everything_cited(statement, record):
        reach = _narrower(reach, _alone(cited, chosen))
    return _unless_sealed(statement, _widest(reach, _authors(statement)))


def _with_what_it_contests(statement: Statement, chosen: dict[UUID, Reach], record: Record) -> Reach:
    """Whom an author chose; somebody's own words about an entry go wherever that entry goes, unless kept to fewer.

    Whoever was given what is contested has to learn that it is (UK GDPR Article 19).
    """
    reach, said = chosen[statement.id], statement.current.said
    if isinstance(said, OwnWords) and EVERYONE_WITH_FULL_ACCESS in reach:
        contested = record.by_entry.get(said.contested)
        return _widest(reach, _alone(contested, chosen)) if contested else reach
    return reach


def _alone(cited: Statement, chosen: dict[UUID, Reach]) -> Reach:
    """Whom a statement reaches before what it cites in turn is looked at."""
    if _misfiled(cited):
        return {}
    if _citations_lost(cited):
        return _authors(cited)
    return _unless_sealed(cited, _widest(chosen[cited.id], _authors(cited)))


def _unless_sealed(statement: Statement, reach: Reach) -> Reach:
    """Without everyone, where any version is a sealed address: so sealing one closes its history at once."""
    if any(isinstance(entry.said, Address) and entry.said.sealed for entry in statement.entries):
        return {who: level for who, level in reach.items() if who != EVERYONE_WITH_FULL_ACCESS}
    return reach


def _misfiled(statement: Statement) -> bool:
    return any(line.withdrawn and line.withdrawn.mark is Mark.MISFILED for line in statement.lines)


def _citations_lost(statement: Statement) -> bool:
    """A redaction removed what it cited, so nobody can tell any more whom it may reach."""
    cites = kinds()[statement.kind].cited is not Said.cited
    return cites and any(
        entry.said is None and entry.mark not in (Mark.ERROR, Mark.MISFILED) for entry in statement.entries
    )


def _everything_cited(statement: Statement, record: Record) -> list[Statement]:
    """What any version of it cites, and what those cite in turn."""
    found: dict[UUID, Statement] = {}
    waiting = [statement]
    while waiting:
        for entry in waiting.pop().entries:
            for cited_entry in entry.said.cited() if entry.said else ():
                cited = record.by_entry.get(cited_entry)
                if cited and cited.id != statement.id and cited.id not in found:
                    found[cited.id] = cited
                    waiting.append(cited)
    return list(found.values())


def _widest(one: Reach, other: Reach) -> Reach:
    """Whoever is reached by either."""
    return one | {principal: min(level, one.get(principal, level)) for principal, level in other.items()}


def _narrower(one: Reach, other: Reach) -> Reach:
    """Whoever is reached by both, as far as tokens can tell; never anybody else."""
    both: Reach = {}
    for first, first_level in one.items():
        for second, second_level in other.items():
            if first == second or EVERYONE_WITH_FULL_ACCESS in (first, second):
                principal, level = max(first, second), max(first_level, second_level)
                both[principal] = min(level, both.get(principal, level))
    return both
