"""From what a reader sees of a record to the file that another area gets. Pure, but for the names that come with it.

Out goes what may be shared on by nobody's agency: open to everyone with full access, without a condition, and resting
on nothing that is not. An entry that names somebody who stays behind stays behind too, so that no name is missing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from firsthome.exchange.documents.passing_on import may_be_passed_on
from firsthome.exchange.record_file import (
    FileAgency,
    FileEntry,
    FilePerson,
    FilePractitioner,
    Reached,
    RecordFile,
    chained,
)
from firsthome.kinds.address import Address
from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.handling import Use
from firsthome.kinds.origin import Origin
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.registry import kinds, store_said
from firsthome.kinds.sharing import Share
from firsthome.kit.forms import shape_of
from firsthome.reading.handling import TakenFurther, condition_for
from firsthome.reading.moves import KINDS as STEPS_OF_MOVES
from firsthome.record.names import KnownNames

GOES = frozenset({
    "action", "address", "after_loss", "also_called", "analysis", "area", "birth_plan", "carried_over",
    "challenge", "change", "communication", "concern", "contact", "contact_details", "contingency",
    "contribution", "conversation", "copy_for_family", "copy_held", "decision", "discharge_plan",
    "done_elsewhere", "event", "father_or_partner", "goal", "help_offer", "her_own_support", "household",
    "hypothesis", "identity", "kept_away", "late_booking", "meeting", "meeting_part", "message", "milestone",
    "missing_alert", "national_flag", "network_member", "newborn", "opening", "outcome", "own_safeguarding",
    "own_words", "pause", "person", "plan", "plan_rule", "plan_sign_off", "plan_version", "plan_view",
    "pregnancy", "put_off", "question", "referral", "referral_received", "relationship", "set_aside",
    "vulnerability",
})  # fmt: skip
"""Kinds that say something of the family. Whatever is not named here stays, a kind that comes later too."""
STAYS = frozenset({
    "involvement", "share", "withheld", "acknowledgement", "restrict", "release", "redaction", "originators_answer",
    "information_request", "information_answer", "legal_hold", "legal_hold_ended", "sign_off", "pre_proceedings",
    "subject_request", "subject_review", "subject_pack", "subject_pack_given", "adoption_order",
    "closing", "reopening", "record_file_made", "record_file_arrived", *STEPS_OF_MOVES,
})  # fmt: skip
"""Kinds that are about this record here, or about the law: they mean nothing, or too much, anywhere else."""
_STANDS_FOR = UUID("9a1f0c7e-52a4-5c1e-8f57-8a1a7a0f3c55")
IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAMED = {"agency": "a", "practitioner": "p", "lead": "p"}
"""What a field of a kind names → how its keys begin."""


@dataclass
class Keys:
    """Agencies or practitioners that the file names, each under a key that says nothing."""

    prefix: str
    of: dict[int, str] = field(default_factory=dict)

    def key(self, one: int) -> str:
        """The key of one of them."""
        return self.of.setdefault(one, f"{self.prefix}{len(self.of) + 1}")


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes the file, where, when and for whom."""

    area: str
    by: str
    at: datetime
    for_whom: str


def complete(free: Iterable[Statement], names: KnownNames) -> list[Statement]:
    """Of what may be shared on, what goes along: until nothing is left that names what stays behind."""
    out = {statement.id: statement for statement in free if not _stays(statement, names)}
    while True:
        kept = _complete(out.values())
        if len(kept) == len(out):
            return list(kept.values())
        out = kept


def _stays(statement: Statement, names: KnownNames) -> bool:
    """An answer that lifted a condition here was given to those who asked it, so it lifts none elsewhere."""
    if statement.kind not in GOES:
        return True
    if condition_for(statement, TakenFurther(None, names.agency)) is not Origin.NO_CONDITION:
        return True
    return any(
        (isinstance(entry.said, Address) and entry.said.covered)
        or (entry.said is None and entry.mark is None)
        for entry in statement.entries
    )


def _complete(statements: Iterable[Statement]) -> dict[UUID, Statement]:
    """Those of which everybody and everything that they name is among them."""
    listed = list(statements)
    people = {
        entry.said.person
        for one in listed
        if one.kind == "person"
        for entry in one.entries
        if entry.said is not None and hasattr(entry.said, "person")
    }
    known = people | {entry.id for one in listed for entry in one.entries}
    return {one.id: one for one in listed if all(_named(entry) <= known for entry in one.entries)}


def _named(entry: Entry) -> set[UUID]:
    """Every person and entry that an entry names, also in the key of a question."""
    said = entry.said.model_dump_json() if entry.said else ""
    ids = {*map(UUID, IDS.findall(said)), *entry.about}
    return ids | ({entry.replaces} if entry.replaces else set())


def record_file(
    record: UUID,
    reference: str,
    seen: Record,
    names: KnownNames,
    born: Mapping[UUID, date | None],
    made: Maker,
    today: date,
) -> RecordFile:
    """The file, from what its maker sees. `born`: birthdays as they are kept."""
    free = may_be_passed_on(seen, names, None, Use.SHARE, today)
    out = complete(free.statements, names)
    agencies, practitioners = Keys("a"), Keys("p")
    entries = sorted((entry for one in out for entry in one.entries), key=_recorded)
    written = [_entry(entry, agencies, practitioners) for entry in entries]
    ids = {entry.id for entry in entries}
    reached = list(_reached(free, ids, agencies))
    people = {
        person
        for entry in entries
        if entry.kind == "person" and entry.said
        for person in entry.said.persons()
    }
    return RecordFile(
        area=made.area,
        reference=reference,
        record=uuid5(_STANDS_FOR, str(record)),
        made_at=made.at,
        made_by=made.by,
        for_whom=made.for_whom,
        agencies=tuple(
            FileAgency(key=key, name=names.agency(one), ring=names.ring.get(one, ""))
            for one, key in agencies.of.items()
        ),
        practitioners=tuple(
            FilePractitioner(key=key, name=names.practitioner(one)) for one, key in practitioners.of.items()
        ),
        people=tuple(
            FilePerson(id=person, name=names.person(person), born=born.get(person))
            for person in sorted(people)
        ),
        entries=chained(written),
        reached=tuple(reached),
    )


def _recorded(entry: Entry) -> datetime:
    assert entry.recorded_at, "only recorded entries are read"
    return entry.recorded_at


def _entry(entry: Entry, agencies: Keys, practitioners: Keys) -> FileEntry:
    keys = {"a": agencies, "p": practitioners}
    return FileEntry(
        id=entry.id,
        statement=entry.root(),
        kind=entry.kind,
        schema_number=kinds()[entry.kind].schema_number,
        happened=entry.happened,
        learned=entry.learned_on(),
        recorded_at=_recorded(entry),
        author=practitioners.key(entry.author),
        agency=agencies.key(entry.agency),
        how=entry.source.how,
        said_by=entry.source.by,
        about=entry.about,
        replaces=entry.replaces,
        mark=entry.mark,
        reason=entry.reason,
        said=_with_keys(entry.said, keys) if entry.said else None,
    )


def _with_keys(said: Said, keys: Mapping[str, Keys]) -> dict[str, Any]:
    stored = store_said(said)
    for name, prefix in naming_fields(type(said)):
        if name in stored:
            key = keys[prefix].key
            value = stored[name]
            stored[name] = [key(one) for one in value] if isinstance(value, list) else key(value)
    return stored


def naming_fields(model: type[Said]) -> Iterator[tuple[str, str]]:
    """The fields of a kind that name agencies or practitioners, and how the keys of what they name begin."""
    for name, info in model.model_fields.items():
        if prefix := NAMED.get(shape_of(info).to):
            yield name, prefix


def _reached(free: Record, ids: Collection[UUID], agencies: Keys) -> Iterator[Reached]:
    for statement, said in free.of(Share):
        if entries := tuple(one for one in said.entries if one in ids):
            named = tuple(agencies.key(agency) for agency in said.agencies)
            if named:
                yield Reached(on=statement.current.content.learned_on(), entries=entries, agencies=named)
