"""A checkpoint: the head of every record's chain and of the log of looks on one day, to be kept on another machine.

Somebody with the database in their hands can rebuild a whole chain. They cannot rebuild one that agrees with
a checkpoint they do not hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from firsthome.audit.seal import hash_of_seal, last_seal
from firsthome.record.certificates import certificates, destroyed_since

LOOKS = "log of looks"


def checkpoint(cursor: Any) -> Iterator[str]:
    """One line of JSON for each record (id, number and hash of its head), for each certificate of destruction and for
    the last seal over the looks, then one with the hash over all.
    """
    whole = hashlib.sha256()
    cursor.execute(
        "SELECT id::text, head_seq, encode(head_hash, 'hex') FROM record WHERE head_seq > 0 ORDER BY id"
    )
    for record, number, head in cursor.fetchall():
        line = json.dumps({"record": record, "number": number, "hash": head})
        whole.update(line.encode())
        yield line
    for one, _, sealed in certificates(cursor):
        line = one.line(sealed)
        whole.update(line.encode())
        yield line
    if last := last_seal(cursor):
        line = json.dumps({"looks": last[0], "hash": last[1].hex()})
        whole.update(line.encode())
        yield line
    yield json.dumps({"all": whole.hexdigest()})


def disagreements(cursor: Any, lines: Iterable[str]) -> Iterator[str]:
    """What of a checkpoint no longer runs through the head that was kept: the record, or «log of looks»."""
    for line in lines:
        kept = json.loads(line)
        if "looks" in kept and hash_of_seal(cursor, kept["looks"]) != bytes.fromhex(kept["hash"]):
            yield LOOKS
        if "record" not in kept or destroyed_since(cursor, kept):
            continue
        cursor.execute(
            "SELECT encode(hash, 'hex') FROM entry WHERE record = %s AND seq = %s",
            [kept["record"], kept["number"]],
        )
        row = cursor.fetchone()
        if row is None or row[0] != kept["hash"]:
            yield kept["record"]
