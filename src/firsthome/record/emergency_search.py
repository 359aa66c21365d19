"""Opening a record in an emergency by what one knows of the mother: her name and her birthday, both, in one step.

A search alone would tell that a family is known. So there is none: whoever declares an emergency either has the one
record that fits open, and reviewed, or is told that nothing was opened, in the same words whether none fits, several
do, or it must never reach them. No names are listed. Source: issue 4, section 1; safety rule 2.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from firsthome.access.permissions import WHY_NOT, Permission, role_may
from firsthome.access.principals import Reader, announce
from firsthome.record.append import as_ledger
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.errors import NotAllowed
from firsthome.record.notices import tell_leads
from firsthome.record.outline import ToRing, to_ring

NOTHING_OPENED = (
    "Nothing was opened: this is not the name and birthday of one record that can be opened so. "
    "Ask for the reference"
)
SEARCHED = (
    "A practitioner of your agency declared an emergency and looked for a record by a name and a birthday. Nothing was "
    "opened. Please ask them why they looked."
)
RESTRICTED = (
    "A restricted record was looked for by name in an emergency. It was not opened: "
    "they were told whom to ring."
)

_BORN_THEN = """SELECT r.id, r.reference, m.name, o.ended,
        EXISTS (SELECT FROM record_restriction t WHERE t.record = r.id AND t.until IS NULL)
    FROM person m JOIN record_outline o ON o.mother = m.id JOIN record r ON r.id = o.record
    WHERE m.born = %(born)s
      AND EXISTS (SELECT FROM record_holder h WHERE h.record = r.id AND h.partnership_id = %(partnership)s
        AND h.begins <= statement_timestamp() AND (h.until IS NULL OR h.until > statement_timestamp()))
      AND NOT EXISTS (SELECT FROM record_exclusion x WHERE x.record = r.id AND x.practitioner_id = %(practitioner)s
        AND (x.until IS NULL OR x.until > statement_timestamp()))"""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of it: a record that is open now, whom to ring about one that is restricted, or neither."""

    record: UUID | None = None
    reference: str = ""
    ring: tuple[ToRing, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fits:
    record: UUID
    reference: str
    restricted: bool


def open_by_name(name: str, born: date, reason: EmergencyReason, words: str, by: Reader) -> Looked:
    """Open the one record of this mother for four hours; of a restricted one, only say whom to ring."""
    if not role_may(by.role, Permission.OPEN_IN_EMERGENCY):
        raise NotAllowed(WHY_NOT[Permission.OPEN_IN_EMERGENCY])
    with transaction.atomic():
        announce(by)
        with as_ledger() as cursor:
            fits = _fits(cursor, name, born, by)
            if fits is None:
                tell_leads(cursor, {by.agency}, SEARCHED)
                return Looked()
            if fits.restricted:
                ring = tuple(to_ring(fits.record))
                tell_leads(cursor, _involved(cursor, fits.record), RESTRICTED, fits.record, fits.reference)
                return Looked(fits.record, ring=ring)
        open_in_emergency(fits.reference, reason, words, by)
    return Looked(fits.record, fits.reference)


def _fits(cursor: Any, name: str, born: date, by: Reader) -> _Fits | None:
    """The one record that fits; of several, the one pregnancy that has not ended. Anything less clear is none."""
    cursor.execute(_BORN_THEN, {"born": born, "partnership": by.partnership, "practitioner": by.practitioner})
    found = [row for row in cursor.fetchall() if is_called(name, row[2])]
    current = [row for row in found if not row[3]] or found
    if len(current) != 1:
        return None
    record, reference, _, _, restricted = current[0]
    return _Fits(record, reference, restricted)


def is_called(typed: str, recorded: str) -> bool:
    """Whether two or more words were typed, and each is a word of the recorded name; accents do not matter."""
    wanted = _words(typed)
    return len(wanted) >= 2 and wanted <= _words(recorded)


def _words(name: str) -> set[str]:
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    return set(re.findall(r"\w+", plain.casefold().replace("’", "").replace("'", "")))


def _involved(cursor: Any, record: UUID) -> set[int]:
    """The agencies with full access today: their safeguarding leads are told."""
    cursor.execute(
        """SELECT DISTINCT agency FROM record_access WHERE record = %s AND level = 4 AND principal < 3000000000
        AND begins <= statement_timestamp() AND until > statement_timestamp()""",
        [record],
    )
    return {row[0] for row in cursor.fetchall()}
