"""Sealing: the salted digest of an entry's words, and the hash that chains one entry to the one before.

Pure: bytes in, bytes out. `append`, the bench's bulk filling and `verify` all seal through here.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from firsthome.kinds.registry import canonical

FORMULA = 1
"""The number of the way of hashing. A changed way gets a new number, so that old entries still verify."""
SALT_BYTES = 32
FIRST = b"\x00" * 32
"""What the first entry of a record chains to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Everything of an entry but its words: what the hash covers, column by column."""

    record: UUID
    id: UUID
    seq: int
    kind: str
    schema: int
    statement: UUID
    happened: dict[str, Any]
    learned: date | None
    recorded_at: datetime
    author: int
    entered_by: int
    agency: int
    how: str
    about: tuple[UUID, ...]
    audience: dict[str, Any]
    replaces: UUID | None
    mark: str


def new_salt() -> bytes:
    """Fresh randomness, so that a redacted body cannot be guessed back from its digest."""
    return secrets.token_bytes(SALT_BYTES)


def body_digest(salt: bytes, body: str) -> bytes:
    """sha256 over salt and the body exactly as stored."""
    return hashlib.sha256(salt + body.encode()).digest()


def seal(envelope: Envelope, digest: bytes, prev_hash: bytes) -> bytes:
    """sha256 over the formula's number, the envelope, the digest of the words and the previous hash."""
    said = [
        FORMULA,
        *(_plain(getattr(envelope, name)) for name in Envelope.__slots__),
        digest.hex(),
        prev_hash.hex(),
    ]
    return hashlib.sha256(canonical(said).encode()).digest()


def _plain(value: Any) -> Any:
    """JSON has no dates, times and ids; times are spelled in UTC to the microsecond."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value
