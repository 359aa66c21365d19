"""Reading a record file: either all of it, or every fault in it at once, before anything is written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from firsthome.exchange.record_file import FileEntry, RecordFile, seal_after
from firsthome.exchange.record_out import GOES, IDS, naming_fields
from firsthome.exchange.review_faults import in_words, natural, path_of
from firsthome.kinds.entry import Mark, Said
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.registry import kinds, restore_said


class MalformedFile(Exception):
    """A file cannot be imported. `faults` lists everything that is wrong with it."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = sorted(dict.fromkeys(faults), key=natural)
        super().__init__("\n".join(self.faults))


def checked(raw: Any) -> RecordFile:
    """The file that some content is; MalformedFile lists every fault."""
    try:
        file = RecordFile.model_validate(raw)
    except ValidationError as problem:
        raise MalformedFile(f"{path_of(one['loc'])}: {in_words(one)}" for one in problem.errors()) from None
    if faults := [*_keys(file), *_seals(file), *_entries(file)]:
        raise MalformedFile(faults)
    return file


def said_in(entry: FileEntry, agencies: dict[str, int], practitioners: dict[str, int]) -> Said | None:
    """What an entry says, its agencies and practitioners being those that their keys stand for."""
    if entry.said is None:
        return None
    stored, numbers = dict(entry.said), {"a": agencies, "p": practitioners}
    for name, prefix in naming_fields(kinds()[entry.kind]):
        if name in stored:
            value = stored[name]
            many = isinstance(value, list)
            stored[name] = [numbers[prefix][one] for one in value] if many else numbers[prefix][value]
    return restore_said(entry.kind, entry.schema_number, stored)


def _keys(file: RecordFile) -> Iterator[str]:
    agencies, practitioners = [one.key for one in file.agencies], [one.key for one in file.practitioners]
    for field, prefix, keys in (("agencies", "a", agencies), ("practitioners", "p", practitioners)):
        yield from (
            f"{field}: «{key}» stands there twice" for key, count in Counter(keys).items() if count > 1
        )
        yield from (
            f"{field}: «{key}» has to begin with {prefix}" for key in keys if not key.startswith(prefix)
        )
    people = Counter(person.id for person in file.people)
    yield from (f"people: «{id_}» stands there twice" for id_, count in people.items() if count > 1)
    for place, one in enumerate(file.reached):
        yield from (
            f"reached[{place}]: «{key}» is no agency of the file"
            for key in one.agencies
            if key not in agencies
        )


def _seals(file: RecordFile) -> Iterator[str]:
    before = "0" * 64
    for place, entry in enumerate(file.entries):
        if seal_after(before, entry) != entry.seal:
            yield f"entries[{place}]: this entry, or one before it, is not as it was sealed"
            return
        before = entry.seal


def _entries(file: RecordFile) -> Iterator[str]:
    agencies = {agency.key: place for place, agency in enumerate(file.agencies, 1)}
    practitioners = {who.key: place for place, who in enumerate(file.practitioners, 1)}
    people = {one.id for one in file.people}
    before: dict[UUID, FileEntry] = {}
    for place, entry in enumerate(file.entries):
        faults = [*_envelope(entry, before, agencies, practitioners), *_said(entry, agencies, practitioners)]
        unknown = _named(entry) - people - set(before)
        faults += [f"«{one}» is neither a person nor an entry before this one" for one in unknown]
        yield from (f"entries[{place}]: {fault}" for fault in faults)
        before[entry.id] = entry
    on_record = {UUID(found) for one in file.entries if (found := _puts_on_record(one))}
    yield from (f"people: «{one}» is put on the record by no entry" for one in people - on_record)


def _puts_on_record(entry: FileEntry) -> str:
    """The person whom an entry puts on the record; empty where it puts nobody there."""
    person = str((entry.said or {}).get("person", "")) if entry.kind == PersonOnRecord.kind else ""
    return person if IDS.fullmatch(person) else ""


def _envelope(
    entry: FileEntry, before: dict[UUID, FileEntry], agencies: dict[str, int], practitioners: dict[str, int]
) -> Iterator[str]:
    if entry.id in before:
        yield "an entry with this id stands before it"
    if entry.agency not in agencies:
        yield f"«{entry.agency}» is no agency of the file"
    if entry.author not in practitioners:
        yield f"«{entry.author}» is no practitioner of the file"
    if bool(entry.replaces) != bool(entry.mark):
        yield "an entry that changes another names it and says in which way"
    if entry.said is None and entry.mark is not Mark.ERROR:
        yield "it says nothing"
    changed = before.get(entry.replaces) if entry.replaces else None
    if changed and (changed.kind, changed.statement) != (entry.kind, entry.statement):
        yield "it changes an entry of another kind"
    if not entry.replaces and entry.statement != entry.id:
        yield "it belongs to an entry that it does not change"


def _said(entry: FileEntry, agencies: dict[str, int], practitioners: dict[str, int]) -> Iterator[str]:
    model = kinds().get(entry.kind)
    if model is None:
        yield f"«{entry.kind}» is not known here: bring this First Home up to date first"
    elif entry.kind not in GOES:
        yield f"«{entry.kind}» is about a record where it is, and never comes in a file"
    elif entry.schema_number > model.schema_number:
        yield f"«{entry.kind}» was written by a newer First Home: bring this one up to date first"
    else:
        try:
            said_in(entry, agencies, practitioners)
        except ValidationError as problem:
            yield from (f"said.{path_of(one['loc'])}: {in_words(one)}" for one in problem.errors())
        except (KeyError, TypeError) as problem:
            yield f"said: {problem} is no agency or practitioner of the file"


def _named(entry: FileEntry) -> set[UUID]:
    """Every person and entry that it names."""
    ids = set(map(UUID, IDS.findall(str(entry.said or ""))))
    return ids | set(entry.about) | ({entry.replaces} if entry.replaces else set())
