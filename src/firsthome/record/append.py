"""The one write path: check the right as the author, then number, chain, insert and project as the ledger.

Nothing that the ledger role reads goes back to the author: not what is hidden, and not the number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from firsthome.access.levels import Level
from firsthome.access.permissions import IN_EMERGENCY, NEEDS_LEVEL, WHY_NOT, Permission, role_may
from firsthome.access.principals import Reader, announce
from firsthome.kinds.adoption import AdoptionOrder
from firsthome.kinds.closing import Closing, Reopening
from firsthome.kinds.entry import SETTLING, Entry, Mark
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.legal_hold import LegalHold, LegalHoldEnded
from firsthome.kinds.plan_version import PlanVersion
from firsthome.kinds.record_file import RecordFileMade
from firsthome.kinds.registry import canonical, kinds
from firsthome.kinds.requests import InformationAnswer, InformationRequest
from firsthome.kinds.sharing import Release, Restrict, Share, Withheld
from firsthome.kinds.sign_off import SignOff
from firsthome.kinds.subject_answer import SubjectPack, SubjectPackGiven, SubjectReview
from firsthome.kinds.subject_request import SubjectRequest
from firsthome.kit.without_waiting import without_waiting
from firsthome.reading.moves import KINDS as STEPS_OF_MOVES
from firsthome.record import project
from firsthome.record.agreed_words import uphold_agreed_words
from firsthome.record.chain import FIRST, FORMULA, Envelope, body_digest, new_salt, seal
from firsthome.record.copies_told import tell_holders
from firsthome.record.early_help import check_early_help
from firsthome.record.errors import AlreadyChanged, NotAllowed, NotThere, SameIdOtherContent
from firsthome.record.exceptional import EMERGENCIES_FROM
from firsthome.record.handling import check_handling
from firsthome.record.inviting import check_invited
from firsthome.record.names import people_on
from firsthome.record.plan_numbers import check_plan_number
from firsthome.record.receivers import check_receivers
from firsthome.record.rows import body_of, envelope_of
from firsthome.record.separated import check_part_is_open

_TICK = timedelta(microseconds=1)
_COMPARED = (
    "kind", "happened", "learned", "author", "entered_by", "agency", "how", "about", "audience", "replaces", "mark",
)  # fmt: skip
"""What a writer sends besides the words: a second sending has to agree on all of it."""
DECIDES = {
    Share.kind: Permission.SHARE_ENTRIES,
    PlanVersion.kind: Permission.SHARE_ENTRIES,
    Withheld.kind: Permission.SHARE_ENTRIES,
    Restrict.kind: Permission.RESTRICT_ENTRIES,
    Release.kind: Permission.RESTRICT_ENTRIES,
    Involvement.kind: Permission.INVOLVE_OTHERS,
    Closing.kind: Permission.CLOSE_RECORD,
    Reopening.kind: Permission.CLOSE_RECORD,
    LegalHold.kind: Permission.HOLD_RECORD,
    LegalHoldEnded.kind: Permission.HOLD_RECORD,
    SignOff.kind: Permission.REVIEW_KEEPING,
    RecordFileMade.kind: Permission.MAKE_RECORD_FILE,
    AdoptionOrder.kind: Permission.SEPARATE_FOR_ADOPTION,
    SubjectRequest.kind: Permission.ANSWER_REQUESTS,
    SubjectReview.kind: Permission.ANSWER_REQUESTS,
    SubjectPack.kind: Permission.ANSWER_REQUESTS,
    SubjectPackGiven.kind: Permission.ANSWER_REQUESTS,
    InformationRequest.kind: Permission.ASK_INFORMATION,
    InformationAnswer.kind: Permission.ASK_INFORMATION,
}
"""Kinds of entry that decide who may see what, or how long it is kept, and what agencies ask of each other."""


def append(record: UUID, entry: Entry, by: Reader) -> Entry:
    """Add one entry to a record, all of it or nothing, and return it as recorded.

    The same id with the same content is one entry, however often it is sent. Raises NotAllowed, NotThere,
    AlreadyChanged or SameIdOtherContent; each says what to do.
    """
    with _one_transaction():
        announce(by, record)
        try:
            checked = _checked_as_author(record, entry, by)
        except NotThere:
            if again := _added_before(record, entry):
                return again
            raise
        with as_ledger() as cursor:
            return write(cursor, record, checked)


def _one_transaction() -> AbstractContextManager[Any]:
    """The transaction of whoever adds, such as a page; or one of its own."""
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


def _added_before(record: UUID, entry: Entry) -> Entry | None:
    """The stored entry of an author who sends it again when it took its subject out of their own sight.

    Whoever marks an entry as misfiled no longer sees it; the second tap of the same button is still one entry.
    """
    with as_ledger() as cursor, suppress(SameIdOtherContent):
        return _sent_before(cursor, record, entry)
    return None


@contextmanager
def as_ledger() -> Iterator[Any]:
    """A cursor as the second role, until the block ends. Where it fails nothing of it stays, nor does the role."""
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT as_ledger; SET LOCAL ROLE firsthome_ledger")
        try:
            yield cursor
        except BaseException:
            cursor.execute("ROLLBACK TO SAVEPOINT as_ledger; RELEASE SAVEPOINT as_ledger")
            raise
        cursor.execute("RELEASE SAVEPOINT as_ledger; RESET ROLE")


def permission_for(entry: Entry) -> Permission:
    """What the author needs to be allowed, from what the entry does.

    Whoever corrects what decides who may see what decides it, so that takes the same right as saying it first.
    """
    return DECIDES.get(entry.kind, Permission.CORRECT_ENTRY if entry.replaces else Permission.ADD_ENTRY)


def _checked_as_author(record: UUID, entry: Entry, by: Reader) -> Entry:
    """The entry with its statement filled in, once everything that it names is seen to be there for its author."""
    if (entry.author, entry.agency) != (by.practitioner, by.agency):
        raise NotAllowed("An entry is signed by the practitioner who says it, for their own agency.")
    _check_whole(entry)
    check_may(record, by, permission_for(entry))
    with connection.cursor() as cursor:
        _check_people(record, entry)
        check_receivers(cursor, record, entry, by)
        checked = _check_entries(cursor, record, entry)
        check_handling(cursor, record, checked)
        check_early_help(cursor, record, checked)
        check_plan_number(cursor, record, checked)
        return checked


def check_may(record: UUID, by: Reader, permission: Permission) -> None:
    """Stop unless they may know of the record today, and may do this there. They have to be announced.

    An emergency opens a record for reading and for writing down what happened, and gives no other right.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT max(level), max(level) FILTER (WHERE principal < %s) FROM record_access
            WHERE record = %s AND principal = ANY (%s) AND agency = ANY (%s)""",
            [EMERGENCIES_FROM, record, by.principals, by.principals],
        )
        opened, by_involvement = cursor.fetchone()
    if opened is None:
        raise NotThere("There is no such record.")
    level = opened if permission in IN_EMERGENCY else by_involvement
    if not role_may(by.role, permission) or (level or 0) < NEEDS_LEVEL.get(permission, Level.FULL):
        raise NotAllowed(WHY_NOT[permission])


def _check_whole(entry: Entry) -> None:
    """Its content is of its kind, and a change names what it changes: anything else could never be read back."""
    if entry.kind not in kinds() or (entry.said and entry.said.kind != entry.kind):
        raise NotAllowed("An entry holds what its kind can say, and nothing else.")
    if entry.kind in STEPS_OF_MOVES:
        raise NotAllowed("A step of a move is taken on the page of that move, and answered by the next one.")
    if bool(entry.replaces) != bool(entry.mark):
        raise NotAllowed("To change an entry, name it and say in which way it changes.")
    if entry.said is None and entry.mark not in (Mark.ERROR, Mark.MISFILED):
        raise NotAllowed("Write what is to be recorded.")


def _check_people(record: UUID, entry: Entry) -> None:
    """Everybody named is on the record already, unless this is the entry that puts them there.

    Taking an entry back, or putting it back, names nobody anew.
    """
    named = {*entry.about, *entry.said.persons()} if entry.said else set()
    if isinstance(entry.said, PersonOnRecord):
        named.discard(entry.said.person)
    if named and named - set(people_on(record)):
        raise NotThere("Choose people who are on this record, or add the person first.")


def _check_entries(cursor: Any, record: UUID, entry: Entry) -> Entry:
    """Entries that are cited or replaced are there for this author; a version joins its original's statement."""
    cited = set(entry.said.cited()) if entry.said else set()
    needed = cited | ({entry.replaces} if entry.replaces else set())
    if not needed:
        return entry._replace(statement=entry.id)
    cursor.execute(
        "SELECT id, statement, kind FROM entry WHERE record = %s AND id = ANY (%s)", [record, list(needed)]
    )
    seen = {row[0]: row[1:] for row in cursor.fetchall()}
    if needed - set(seen):
        raise NotThere("An entry that this rests on cannot be found on this record.")
    if not entry.replaces:
        return entry._replace(statement=entry.id)
    statement, kind = seen[entry.replaces]
    if kind != entry.kind:
        raise NotThere("A correction says the same kind of thing as the entry that it corrects.")
    return entry._replace(statement=statement)


def write(cursor: Any, record: UUID, entry: Entry) -> Entry:
    """Number, chain, insert and project one checked entry, as the ledger role or the owner."""
    cursor.execute(
        "SELECT head_seq, head_hash, head_at, clock_timestamp() FROM record WHERE id = %s FOR UPDATE",
        [record],
    )
    head_seq, head_hash, head_at, now = cursor.fetchone()
    again = _sent_before(cursor, record, entry)
    if again:
        return again
    _refuse_second_change(cursor, record, entry)
    check_part_is_open(cursor, record, entry)
    uphold_agreed_words(cursor, record, entry)
    check_invited(cursor, record, entry)
    entry = entry._replace(recorded_at=_after(head_at, now))
    with without_waiting(cursor):
        insert_sealed(
            cursor, envelope_of(record, head_seq + 1, entry), body_of(entry), bytes(head_hash) or FIRST
        )
        project.after(cursor, record, head_seq + 1, entry)
        tell_holders(cursor, record, entry)
    return entry


def _after(head_at: datetime | None, now: datetime) -> datetime:
    """The server's time, always later than the entry before, also where a clock was set back."""
    return max(now, head_at + _TICK) if head_at else now


def _sent_before(cursor: Any, record: UUID, entry: Entry) -> Entry | None:
    """The stored entry if this very entry was sent before; a clash if the id was used for something else."""
    cursor.execute(
        """SELECT e.kind, e.happened::text, e.learned, e.author, e.entered_by, e.agency, e.how, e.about,
            e.audience::text, e.replaces, e.mark, e.statement, e.recorded_at, e.body_digest, b.salt
        FROM entry e LEFT JOIN entry_body b ON b.record = e.record AND b.entry = e.id
        WHERE e.record = %s AND e.id = %s""",
        [record, entry.id],
    )
    row = cursor.fetchone()
    if row is None:
        return None
    *stored, statement, recorded_at, digest, salt = row
    sent = envelope_of(record, 0, entry._replace(recorded_at=recorded_at))
    same_words = salt is not None and body_digest(bytes(salt), body_of(entry)) == bytes(digest)
    there = dict(zip(_COMPARED, stored, strict=True))
    there |= {"happened": json.loads(there["happened"]), "audience": json.loads(there["audience"])}
    there["about"] = tuple(there["about"])
    if same_words and all(there[name] == getattr(sent, name) for name in _COMPARED):
        return entry._replace(statement=statement, recorded_at=recorded_at)
    raise SameIdOtherContent(entry.id)


def _refuse_second_change(cursor: Any, record: UUID, entry: Entry) -> None:
    """Of two corrections of one entry the second is stopped; a unique key stands behind this."""
    if entry.mark not in SETTLING:
        return
    cursor.execute(
        "SELECT id FROM entry WHERE record = %s AND replaces = %s AND mark = ANY (%s)",
        [record, entry.replaces, [mark.value for mark in SETTLING]],
    )
    if row := cursor.fetchone():
        raise AlreadyChanged(row[0])


def insert_sealed(cursor: Any, envelope: Envelope, body: str, prev_hash: bytes) -> bytes:
    """Insert an entry and its words, sealed to the entry before, and move the record's head."""
    salt = new_salt()
    digest = body_digest(salt, body)
    sealed = seal(envelope, digest, prev_hash)
    columns = {name: getattr(envelope, name) for name in Envelope.__slots__}
    columns |= {"happened": canonical(envelope.happened), "audience": canonical(envelope.audience)}
    columns |= {"about": list(envelope.about), "body_digest": digest, "prev_hash": prev_hash}
    columns |= {"formula": FORMULA, "hash": sealed}
    casts = {"about": "::uuid[]"}
    names = ", ".join(columns)
    values = ", ".join(f"%({name})s{casts.get(name, '')}" for name in columns)
    cursor.execute(
        f"""WITH entry_added AS (INSERT INTO entry ({names}) VALUES ({values})),
        body_added AS (INSERT INTO entry_body (record, entry, statement, salt, body)
            VALUES (%(record)s, %(id)s, %(statement)s, %(salt)s, %(body)s))
        UPDATE record SET head_seq = %(seq)s, head_hash = %(hash)s, head_at = %(recorded_at)s WHERE id = %(record)s""",  # noqa: S608
        columns | {"salt": salt, "body": body},
    )
    return sealed
