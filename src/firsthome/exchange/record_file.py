"""A record as a file, for another area that runs its own First Home: what it holds, sealed and locked by a passphrase.

Pure. Each entry is sealed to the one before it *in the file*: numbers and hashes of the ledger stay behind, because
gaps in them would tell that something was left out. What the file cannot hold it says in the same words every time.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import zlib
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from firsthome.kinds.entry import How, Line, Mark, Words
from firsthome.kinds.registry import canonical
from firsthome.kinds.when import When

FORMAT: Literal["firsthome-record"] = "firsthome-record"
VERSION: Literal[1] = 1
LEFT_OUT = (
    "Not in this file, whether or not there is any: what is kept to fewer people, what came with a condition from the "
    "police, a MARAC or somebody in confidence, restricted and sealed addresses, legal matters, who was given access, "
    "who asked what is held about them, and whatever rests on any of these. Ask whoever made the file."
)
LARGEST = 50_000_000
"""So many bytes are read of a file, and of what it unfolds to."""
_SCRYPT = {"n": 2**15, "r": 8, "p": 1}
_LETTERS = "23456789BCDFGHJKMNPQRTVWXYZ"
_GROUPS, _IN_GROUP = 6, 4
_FIRST = "0" * 64

Key = Annotated[str, StringConstraints(pattern=r"^[ap][0-9]{1,6}$")]
Seal = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class CannotBeOpened(Exception):
    """The passphrase does not fit, or the file is not as it was made."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileAgency(_Part):
    """An agency of the area that made the file, under the key that entries name it by."""

    key: Key
    name: Line
    ring: Line = ""


class FilePractitioner(_Part):
    """A practitioner by name: nothing by which they could be written to or sign in."""

    key: Key
    name: Line


class FilePerson(_Part):
    """Somebody of the family or its network."""

    id: UUID
    name: Line
    born: date | None = None


class FileEntry(_Part):
    """One entry: who said what when. Fields of `said` name agencies and practitioners by their keys."""

    id: UUID
    statement: UUID
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    schema_number: Annotated[int, Field(ge=1)]
    happened: When = When()
    learned: date
    recorded_at: datetime
    author: Key
    agency: Key
    how: How
    said_by: Line = ""
    about: tuple[UUID, ...] = ()
    replaces: UUID | None = None
    mark: Mark | None = None
    reason: Words = ""
    said: dict[str, Any] | None = None
    seal: Seal = _FIRST


class Reached(_Part):
    """To which agencies entries were given, besides those who have the record in full."""

    on: date
    entries: tuple[UUID, ...]
    agencies: tuple[Key, ...]


class RecordFile(_Part):
    """Everything that goes to the other area."""

    format: Literal["firsthome-record"] = FORMAT
    version: Literal[1] = VERSION
    area: Line
    reference: Line
    record: UUID
    """Stands for the record: the same in every file of it, and no id of the ledger."""
    made_at: datetime
    made_by: Line
    for_whom: Line
    left_out: Words = LEFT_OUT
    agencies: tuple[FileAgency, ...]
    practitioners: tuple[FilePractitioner, ...]
    people: tuple[FilePerson, ...]
    entries: Annotated[tuple[FileEntry, ...], Field(min_length=1)]
    reached: tuple[Reached, ...] = ()


def chained(entries: list[FileEntry]) -> tuple[FileEntry, ...]:
    """Each sealed to the one before it."""
    before, sealed = _FIRST, []
    for entry in entries:
        before = seal_after(before, entry)
        sealed.append(entry.model_copy(update={"seal": before}))
    return tuple(sealed)


def seal_after(before: str, entry: FileEntry) -> str:
    """The seal of an entry that follows another one."""
    words = canonical(entry.model_dump(mode="json", exclude={"seal"}))
    return hashlib.sha256(f"{before}{words}".encode()).hexdigest()


# --- locked and opened


def new_passphrase() -> str:
    """Made, never thought up: 27²⁴ of them, in letters that survive the telephone."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_GROUPS * _IN_GROUP))
    return "-".join(letters[place : place + _IN_GROUP] for place in range(0, len(letters), _IN_GROUP))


def is_passphrase(words: str) -> bool:
    """Whether it is one of those that are made here."""
    letters = _letters(words)
    return len(letters) == _GROUPS * _IN_GROUP and set(letters) <= set(_LETTERS)


def _letters(words: str) -> str:
    return "".join(words.upper().replace("-", " ").split())


def lock(file: RecordFile, passphrase: str) -> bytes:
    """The file as it is given out: a line that says what it is, and all the rest unreadable without the passphrase."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    head = canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "salt": _text(salt),
            "nonce": _text(nonce),
            "lock": "scrypt-aes256gcm",
        }
    ).encode()
    content = zlib.compress(canonical(file.model_dump(mode="json")).encode())
    return head + b"\n" + base64.encodebytes(AESGCM(_key(passphrase, salt)).encrypt(nonce, content, head))


def seal_of(content: bytes) -> str:
    """By which both areas know that they have the same file."""
    return hashlib.sha256(content).hexdigest()


def unlock(content: bytes, passphrase: str) -> Any:
    """What a file holds, not judged yet. CannotBeOpened where the passphrase does not fit or anything was changed."""
    head, _, rest = content[:LARGEST].partition(b"\n")
    try:
        said = json.loads(head)
        if said["format"] != FORMAT:
            raise CannotBeOpened("This is no record file of First Home.")
        if said["version"] != VERSION:
            raise CannotBeOpened("This file was made by a newer First Home. Bring this one up to date first.")
        salt, nonce = base64.b64decode(said["salt"]), base64.b64decode(said["nonce"])
        packed = AESGCM(_key(passphrase, salt)).decrypt(nonce, base64.decodebytes(rest), head)
        unfolding = zlib.decompressobj()
        text = unfolding.decompress(packed, LARGEST)
        if unfolding.unconsumed_tail:
            raise CannotBeOpened("This file is larger than any record.")
        return json.loads(text)
    except InvalidTag:
        raise CannotBeOpened(
            "The passphrase does not fit, or the file was changed on the way. Ask for the passphrase again, "
            "by telephone."
        ) from None
    except (ValueError, KeyError, TypeError, zlib.error):
        raise CannotBeOpened("This is no record file of First Home, or it is not whole.") from None


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, **_SCRYPT).derive(_letters(passphrase).encode())


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
