"""Moving a record to another area: asked, accepted, held by both, handed over, complete; or taken back on the way.

Every step names the step that it was decided on. Records are locked before that is compared, so of two who decide at
once the second is told what has happened, and nothing that they typed is lost. What moves together takes each step
together, or not at all. Docs: decisions/0010-moves.md. Source: feature row 34.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from firsthome.access.agreements import without_agreement
from firsthome.access.directory import NOT_THERE_TODAY, works_for
from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader, announce, lead_principal
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.move import (
    MoveAnswered,
    MoveAsked,
    MoveStep,
    TakenOver,
)
from firsthome.reading.moves import Next, Stands, comes_to, moves, step_of
from firsthome.record.append import as_ledger, check_may, write
from firsthome.record.errors import MovedOn, NoAgreement, NotAllowed, NotThere
from firsthome.record.holding import (
    begin_hold,
    end_hold,
    lead_from_now,
    tell_about_step,
    tell_part_ended,
    tell_those_asked,
)
from firsthome.record.moves import Listed, moving_together, steps_of
from firsthome.record.sign import signed

NOT_ELSEWHERE = "Choose an agency of another area: this one can be involved as it is."
NOT_ALL = (
    "You do not have full access to every record that moves together, and no record moves alone. "
    "Ask whoever asked for the move."
)
TAKES_OVER = "Takes over, because the family moves."
NOT_ASKED_YET = "no move is under way"


def ask_to_move(
    record: UUID, others: Sequence[UUID], said: MoveAsked, seen: UUID | None, by: Reader, asked: UUID
) -> None:
    """Ask another area to take a record over, and all that move with it. `seen`: the last step that was seen on it.

    `asked` is the writer's id: sending twice asks once.
    """
    with transaction.atomic():
        for one in (record, *others):
            announce(by, one)
            check_may(one, by, Permission.MOVE_RECORD)
        with as_ledger() as cursor:
            _lock(cursor, (record, *others))
            before = steps_of(cursor, record)
            if any(entry.id == asked for entry in before):
                return
            if (before[-1].id if before else None) != seen:
                raise MovedOn(_stands(cursor, record))
            _check_asked(cursor, said, by, (record, *others))
            for one in (record, *others):
                own = said.model_copy(update={"together": asked})
                write(cursor, one, signed(own, by, _id(asked, one, first=one == record)))
            if said.to_agency:
                tell_those_asked(cursor, said.to_agency, record, asked)


def _id(given: UUID, record: UUID, *, first: bool) -> UUID:
    """The id of a step: the writer's own on the record that they are on, and one made of it on those that go along."""
    return given if first else uuid5(given, str(record))


def _check_asked(cursor: Any, said: MoveAsked, by: Reader, records: Sequence[UUID]) -> None:
    """Somebody outside the own area is asked, and nobody has been asked about any of these records yet."""
    if said.to_agency:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM agency WHERE id = %s AND partnership_id <> %s)",
            [said.to_agency, by.partnership],
        )
        if not cursor.fetchone()[0]:
            raise NotThere(NOT_ELSEWHERE)
    cursor.execute(
        """SELECT r.reference FROM record_move m JOIN record r ON r.id = m.record WHERE m.record = ANY (%s)
        AND m.stands IN ('asked', 'accepted', 'handed_over')""",
        [list(records)],
    )
    if row := cursor.fetchone():
        raise NotThere(f"A move is under way for record {row[0]}. Complete it or take it back first.")


def take_step(said: MoveStep, by: Reader, step: UUID) -> None:
    """Take the next step of a move, on every record that moves together. `said.after` is what it was decided on."""
    with transaction.atomic():
        announce(by)
        group = moving_together(said.move, by)
        if not group:
            raise NotThere("There is no such move.")
        _check_may(group, said, by)
        with as_ledger() as cursor:
            _lock(cursor, [one.record for one in group])
            cursor.execute("SELECT count(*) FROM record_move WHERE together = %s", [group[0].together])
            if cursor.fetchone()[0] != len(group):
                raise NotAllowed(NOT_ALL)
            if any(entry.id == step for entry in steps_of(cursor, group[0].record)):
                return
            for one in group:
                _take(cursor, one, said, by, step)
            tell_about_step(cursor, group[0], said, by)


def _lock(cursor: Any, records: Sequence[UUID]) -> None:
    """In one order, so that two who lock several never wait for each other."""
    cursor.execute("SELECT FROM record WHERE id = ANY (%s) ORDER BY id FOR UPDATE", [list(records)])


def _stands(cursor: Any, record: UUID) -> str:
    found = moves(steps_of(cursor, record))
    return found[-1].stands.words if found else NOT_ASKED_YET


def may_take(group: Sequence[Listed], step: Next, by: Reader) -> bool:
    """Which side may take which step. Of an area that is not here, whoever asked writes down what it does."""
    first = group[0]
    leads = first.to_agency is not None and lead_principal(first.to_agency) in by.principals
    full = all(one.full for one in group)
    here = full and by.partnership == first.from_partnership
    there = leads or (full and by.partnership == first.to_partnership)
    if first.to_agency is None:
        return here
    match step:
        case Next.ANSWER:
            return leads
        case Next.WITHDRAW:
            return here
        case Next.COMPLETE:
            return there
    return here or there


def _check_may(group: Sequence[Listed], said: MoveStep, by: Reader) -> None:
    """Whoever takes a step may take it; who was named works there today, and their agency has signed."""
    if not may_take(group, step_of(said), by):
        raise NotAllowed(NOT_YOURS if all(one.full for one in group) else NOT_ALL)
    agency = group[0].to_agency
    if isinstance(said, MoveAnswered) and said.answer is TakenOver.YES and agency:
        _check_who(said, agency)


NOT_YOURS = "The other area takes this step."


def _check_who(said: MoveAnswered, agency: int) -> None:
    if not said.practitioner or not works_for(said.practitioner, agency):
        raise NotThere(f"{NOT_THERE_TODAY}.")
    if missing := without_agreement((agency,), (), 0):
        raise NoAgreement(missing)


def _take(cursor: Any, one: Listed, said: MoveStep, by: Reader, step: UUID) -> None:
    """One record takes the step, if it still stands where its author saw it."""
    found = next(move for move in moves(steps_of(cursor, one.record)) if move.id == one.id)
    first = one.id == said.move
    if first and found.latest.id != said.after:
        raise MovedOn(found.stands.words)
    stands = comes_to(found.stands, said)
    if stands is None:
        raise MovedOn(found.stands.words)
    own = said.model_copy(update={"move": one.id, "after": found.latest.id})
    write(cursor, one.record, signed(own, by, _id(step, one.record, first=first)))
    if one.to_agency and one.to_partnership:
        _hold(cursor, one, one.to_agency, one.to_partnership, said, stands, by)


def _hold(
    cursor: Any, one: Listed, to_agency: int, to_partnership: int, said: MoveStep, stands: Stands, by: Reader
) -> None:
    """What a step does to who holds the record."""
    if stands is Stands.ACCEPTED and isinstance(said, MoveAnswered):
        begin_hold(cursor, one.record, to_partnership)
        part = Involvement(
            agency=to_agency, practitioner=said.practitioner, level=Level.FULL, role=TAKES_OVER
        )
        write(cursor, one.record, signed(part, by))
    elif stands is Stands.REVOKED:
        end_hold(cursor, one.record, to_partnership, by)
    elif stands is Stands.COMPLETED:
        for part in end_hold(cursor, one.record, one.from_partnership, by):
            tell_part_ended(cursor, part, by)
        lead_from_now(cursor, one, by)
