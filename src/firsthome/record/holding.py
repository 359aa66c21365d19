"""Which partnership holds a record, as a move goes on: whose hold and whose parts begin and end, and who is told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.move import MoveStep
from firsthome.kinds.record import Statement, fold
from firsthome.kit.addresses import address
from firsthome.record.append import write
from firsthome.record.moves import Listed
from firsthome.record.notices import tell, tell_leads
from firsthome.record.project import load
from firsthome.record.sign import signed

ASKED = "Another area asks your agency to take over a family that moves. Please answer."
GONE_ON = "The move of a family has gone on. Please look at where it stands."
NAMED = "You are to take over a family that moves: the record is on your caseload."
YOUR_PART_ENDED = (
    "A family whom you worked with has moved. Another area goes on with them, and your part has ended."
)
MOVED = "The family moved, and the other area goes on."


def begin_hold(cursor: Any, record: UUID, partnership: int) -> None:
    """From now on a partnership holds a record, beside whoever holds it already."""
    cursor.execute(
        """INSERT INTO record_holder (record, partnership_id, begins) VALUES (%s, %s, now())
        ON CONFLICT (record, partnership_id) DO UPDATE SET begins = excluded.begins, until = NULL""",
        [record, partnership],
    )


def end_hold(cursor: Any, record: UUID, partnership: int, by: Reader) -> list[Involvement]:
    """From now on a partnership holds a record no more, and every part of its agencies ends: which ones.

    What its agencies wrote still reaches their safeguarding leads: see `exceptional.kept_access`.
    """
    cursor.execute(
        "UPDATE record_holder SET until = now() WHERE record = %s AND partnership_id = %s",
        [record, partnership],
    )
    cursor.execute("SELECT id FROM agency WHERE partnership_id = %s", [partnership])
    agencies = {row[0] for row in cursor.fetchall()}
    today, over = timezone.localdate(), []
    for statement, said in _parts(cursor, record):
        if said.agency in agencies and (said.ends is None or said.ends > today):
            ended = said.model_copy(update={"ends": today, "lead": False})
            write(cursor, record, _changed(statement, ended, by))
            over.append(said)
    return over


def lead_from_now(cursor: Any, one: Listed, by: Reader) -> None:
    """Whoever was named to take over is the lead professional, unless their area chose somebody else meanwhile."""
    parts = _parts(cursor, one.record)
    today = timezone.localdate()
    if any(said.lead and (said.ends is None or said.ends > today) for _, said in parts):
        return
    for statement, said in parts:
        if (said.practitioner, said.agency) == (one.practitioner, one.to_agency) and said.ends is None:
            write(
                cursor,
                one.record,
                _changed(statement, said.model_copy(update={"lead": True}), by),
            )
            return


def _parts(cursor: Any, record: UUID) -> list[tuple[Statement, Involvement]]:
    return fold(entry for _, entry in load(cursor, record)).involvements


def _changed(statement: Statement, said: Involvement, by: Reader) -> Entry:
    first = statement.entries[0]
    return signed(
        said,
        by,
        uuid7(),
        statement=statement.id,
        replaces=statement.current.tip.id,
        mark=Mark.UPDATE,
        reason=MOVED,
        audience=first.audience,
    )


# --- who is told. A notice names nobody and says nothing of the family.


def tell_those_asked(cursor: Any, agency: int, record: UUID, move: UUID) -> None:
    """The safeguarding leads of the agency that is asked."""
    tell_leads(cursor, [agency], ASKED, record, opens=address("moving", move=move))


def tell_about_step(cursor: Any, one: Listed, said: MoveStep, by: Reader) -> None:
    """Whoever asked, and whoever was asked, but not the one who took the step."""
    opens = address("moving", move=one.id)
    if one.asked_by != by.practitioner:
        tell(cursor, one.asked_by, one.asked_for, GONE_ON, one.record, opens=opens)
    if one.to_agency and one.to_agency != by.agency:
        tell_leads(cursor, [one.to_agency], GONE_ON, one.record, opens=opens)
    named = getattr(said, "practitioner", None) or one.practitioner
    if one.to_agency and named and named != by.practitioner:
        what = NAMED if getattr(said, "practitioner", None) else GONE_ON
        tell(cursor, named, one.to_agency, what, one.record, opens=opens)


def tell_part_ended(cursor: Any, said: Involvement, by: Reader) -> None:
    """Whoever had a part by name, or the leads of a team that had one."""
    opens = address("requests")
    if said.practitioner:
        tell(cursor, said.practitioner, said.agency, YOUR_PART_ENDED, opens=opens)
    elif said.agency != by.agency:
        tell_leads(cursor, [said.agency], YOUR_PART_ENDED, opens=opens)
