"""Sealing looks: one root over many rows, chained to the root before, so that a changed or missing row shows.

A chain over single looks would hold every page up behind one lock. Each row carries the hash of itself, and
every minute or so one sealer ties all finished rows into a tree. Rows that are not sealed yet can be altered
unseen: keep the seals' hashes on another machine.
"""

from __future__ import annotations

import hashlib
from typing import Any

_FIRST = b"\x00" * 32
_FINISHED = """SELECT {leaf} FROM audit_look l
    WHERE transaction >= %s::xid8 AND transaction < %s::xid8 ORDER BY transaction, id"""


def seal_looks(cursor: Any) -> int:
    """Seal every look whose transaction is finished; how many there were. Safe to run twice at once."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit_seal'))")
    cursor.execute("SELECT number, to_transaction::text, hash FROM audit_seal ORDER BY number DESC LIMIT 1")
    number, start, previous = cursor.fetchone() or (0, "0", _FIRST)
    cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
    end = cursor.fetchone()[0]
    leaves = _leaves(cursor, "leaf", start, end)
    if not leaves:
        return 0
    root = merkle_root(leaves)
    sealed = _hash_of_seal(number + 1, start, end, len(leaves), root, bytes(previous))
    cursor.execute(
        """INSERT INTO audit_seal (number, sealed_at, from_transaction, to_transaction, looks, root, previous, hash)
        VALUES (%s, clock_timestamp(), %s::xid8, %s::xid8, %s, %s, %s, %s)""",
        [number + 1, start, end, len(leaves), root, bytes(previous), sealed],
    )
    return len(leaves)


def verify_looks(cursor: Any) -> tuple[int, str]:
    """How many looks are sealed and whole, and what is wrong with the first seal that is not."""
    cursor.execute(
        """SELECT number, from_transaction::text, to_transaction::text, looks, root, previous, hash
        FROM audit_seal ORDER BY number"""
    )
    previous, whole = _FIRST, 0
    for number, start, end, looks, root, chained_to, sealed in cursor.fetchall():
        leaves = _leaves(cursor, "audit_look_leaf(l)", start, end)
        if len(leaves) != looks or merkle_root(leaves) != bytes(root):
            return whole, f"seal {number}: a look was changed, added or taken away"
        expected = _hash_of_seal(number, start, end, looks, bytes(root), previous)
        if bytes(chained_to) != previous or expected != bytes(sealed):
            return whole, f"seal {number}: the chain of seals is broken"
        previous, whole = bytes(sealed), whole + looks
    return whole, ""


def last_seal(cursor: Any) -> tuple[int, bytes] | None:
    """The number and the hash of the last seal, which stand for every look that was sealed by then."""
    cursor.execute("SELECT number, hash FROM audit_seal ORDER BY number DESC LIMIT 1")
    row = cursor.fetchone()
    return (row[0], bytes(row[1])) if row else None


def hash_of_seal(cursor: Any, number: int) -> bytes | None:
    """The hash of one seal; None where there is no such seal."""
    cursor.execute("SELECT hash FROM audit_seal WHERE number = %s", [number])
    row = cursor.fetchone()
    return bytes(row[0]) if row else None


def merkle_root(leaves: list[bytes]) -> bytes:
    """One hash over all leaves, pair by pair; an odd one moves up as it is."""
    level = leaves
    while len(level) > 1:
        pairs = [level[n : n + 2] for n in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\x01" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs
        ]
    return level[0] if level else hashlib.sha256(b"").digest()


def _leaves(cursor: Any, leaf: str, start: str, end: str) -> list[bytes]:
    cursor.execute(_FINISHED.format(leaf=leaf), [start, end])
    return [bytes(row[0]) for row in cursor.fetchall()]


def _hash_of_seal(number: int, start: str, end: str, looks: int, root: bytes, previous: bytes) -> bytes:
    return hashlib.sha256(f"{number}:{start}:{end}:{looks}:".encode() + root + previous).digest()
