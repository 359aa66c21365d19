"""Adding to a record: once, by whoever may, never in silence over somebody else, and never changed afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from uuid_utils.compat import uuid7

from firsthome.access.permissions import WHY_NOT, Permission
from firsthome.access.principals import announce
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Audience, Entry, How, Mark, Source
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Relationship, Tie
from firsthome.kinds.family import Role as InFamily
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.referral import Referral
from firsthome.kinds.sharing import Restrict, Share
from firsthome.kinds.when import When
from firsthome.record.append import append
from firsthome.record.errors import AlreadyChanged, NotAllowed, NotAppended, NotThere, SameIdOtherContent
from firsthome.record.exclude import exclude
from firsthome.record.open import open_record
from firsthome.record.sign import signed
from firsthome.record.verify import Verified, verify_record
from tests.clones import Clone
from tests.ledger_world import (
    OWN_AGENCY,
    Family,
    World,
    begin_family,
    new_person,
    only,
    raw,
    rows,
    settle,
    whole_ledger,
)

pytestmark = pytest.mark.postgres15


@pytest.fixture
def world(own_database: Clone) -> World:
    return settle()


@pytest.fixture
def family(world: World) -> Family:
    return begin_family(world)


# --- once ------------------------------------------------------------------------------------------------------------


def test_sending_the_same_entry_again_adds_nothing(world: World, family: Family):
    entry = signed(Event(account="She rang"), world.ada, happened=When.on(date(2025, 3, 3), "on Monday"))
    first = append(family.record, entry, world.ada)
    before = len(whole_ledger(family.record))
    assert append(family.record, entry, world.ada) == first
    assert len(whole_ledger(family.record)) == before


@pytest.mark.parametrize(
    "other",
    [
        {"said": Event(account="She rang twice")},
        {"happened": When.on(date(2025, 3, 4), "on Monday")},
        {"happened": When.on(date(2025, 3, 3), "on a Monday")},
        {"learned": date(2025, 3, 5)},
        {"entered_by": 2},
        {"source": Source(how=How.SAID, by="her sister")},
        {"source": Source(by="her sister")},
        {"about": ()},
        {"audience": OWN_AGENCY},
        {"kind": "contact", "said": Contact(outcome=ContactOutcome.ATTENDED)},
    ],
    ids=lambda other: "-".join(other),
)
def test_the_same_id_with_any_other_part_is_a_clash(world: World, family: Family, other: dict[str, Any]):
    entry = signed(
        Event(account="She rang"),
        world.ada,
        happened=When.on(date(2025, 3, 3), "on Monday"),
        about=(family.mother,),
    )
    append(family.record, entry, world.ada)
    with pytest.raises(SameIdOtherContent) as clash:
        append(family.record, replace(entry, **other), world.ada)
    assert clash.value.existing == entry.id


def test_the_same_id_with_another_mark_reason_or_target_is_a_clash(world: World, family: Family):
    one, two = (family.add(world.ada, Event(account=words)) for words in ("One", "Two"))
    new = signed(Event(account="Three"), world.ada, replaces=one.id, mark=Mark.UPDATE, reason="New")
    append(family.record, new, world.ada)
    for other in ({"replaces": two.id}, {"mark": Mark.CORRECTION}, {"reason": "Newer"}):
        with pytest.raises(SameIdOtherContent):
            append(family.record, replace(new, **other), world.ada)  # type: ignore[arg-type]


def test_the_second_tap_on_misfiled_is_still_one_entry_although_its_author_sees_it_no_more(
    world: World, family: Family
):
    wrong = family.add(world.ada, Event(account="About another family"))
    mark = replace(
        signed(Event(account=""), world.ada, replaces=wrong.id, mark=Mark.MISFILED), said=None, reason="Other"
    )
    assert append(family.record, mark, world.ada) == append(family.record, mark, world.ada)
    with pytest.raises(NotThere):
        append(family.record, replace(mark, reason="Something else"), world.ada)


# --- by whoever may --------------------------------------------------------------------------------------------------


def said(words: str = "She rang", **more: Any) -> Callable[[World, Family], Entry]:
    return lambda world, family: signed(Event(account=words), world.ada, **more)


REFUSED: dict[str, tuple[Callable[[World, Family], Entry], type[NotAppended], str]] = {
    "signed by a colleague": (
        lambda w, f: signed(Event(account="x"), w.ann), NotAllowed, "signed by the practitioner who says it"
    ),
    "signed for another agency": (
        lambda w, f: replace(signed(Event(account="x"), w.ada), agency=w.ben.agency), NotAllowed, "own agency"
    ),
    "for an agency that does not exist": (said(audience=only(999)), NotThere, "not in your partnership"),
    "for an agency elsewhere": (
        lambda w, f: signed(Event(account="x"), w.ada, audience=only(w.fay.agency)), NotThere, "partnership"
    ),
    "for a practitioner who does not exist": (
        said(audience=only(practitioners=(999,))), NotThere, "not in your partnership"
    ),
    "referred to an agency elsewhere": (
        lambda w, f: signed(Referral(to=w.fay.agency, why="x"), w.ada), NotThere, "not in your partnership"
    ),
    "about a stranger": (said(about=(uuid7(),)), NotThere, "add the person first"),
    "a tie to a stranger": (
        lambda w, f: signed(Relationship(person=f.mother, tie=Tie.PARTNER, to=uuid7()), w.ada),
        NotThere,
        "add the person first",
    ),
    "shared with nobody": (
        lambda w, f: signed(Share(entries=(f.first.id,)), w.ada), NotThere, "at least one agency"
    ),
    "resting on what does not exist": (
        lambda w, f: signed(Analysis(opinion="x", rests_on=(uuid7(),)), w.ada), NotThere, "cannot be found"
    ),
    "correcting what does not exist": (
        said(replaces=uuid7(), mark=Mark.CORRECTION), NotThere, "cannot be found"
    ),
    "a correction of another kind": (
        lambda w, f: signed(Event(account="x"), w.ada, replaces=f.first.id, mark=Mark.CORRECTION),
        NotThere,
        "same kind of thing",
    ),
    "a mark on nothing": (said(mark=Mark.CORRECTION), NotAllowed, "in which way it changes"),
    "a change in no way": (
        lambda w, f: signed(Event(account="x"), w.ada, replaces=f.first.id), NotAllowed, "in which way"
    ),
    "nothing at all": (
        lambda w, f: replace(signed(Event(account="x"), w.ada), said=None), NotAllowed, "Write what"
    ),
    "content of another kind": (
        lambda w, f: replace(signed(Event(account="x"), w.ada), kind="contact"), NotAllowed, "its kind can say"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(world: World, family: Family, name: str):
    make, refusal, words = REFUSED[name]
    before = whole_ledger(family.record)
    with pytest.raises(refusal, match=words):
        append(family.record, make(world, family), world.ada)
    assert whole_ledger(family.record) == before


def test_what_is_hidden_is_refused_in_the_same_words_as_what_does_not_exist(world: World, family: Family):
    hidden = family.add(world.ada, Event(account="She is afraid of him"), audience=OWN_AGENCY)
    for target in (hidden.id, uuid7()):
        for entry in (
            signed(Event(account="x"), world.ben, replaces=target, mark=Mark.CORRECTION),
            signed(Analysis(opinion="x", rests_on=(target,)), world.ben),
            signed(Share(entries=(target,), agencies=(world.ben.agency,)), world.ben),
        ):
            with pytest.raises(
                NotThere, match=r"^An entry that this rests on cannot be found on this record.$"
            ):
                append(family.record, entry, world.ben)


def test_a_person_named_only_in_hidden_entries_cannot_be_written_about(world: World, family: Family):
    brother = new_person("Hidden brother")
    family.add(world.ada, PersonOnRecord(person=brother, role=InFamily.RELATIVE), audience=OWN_AGENCY)
    family.add(world.ada, Event(account="He called"), about=(brother,))
    with pytest.raises(NotThere, match="add the person first"):
        family.add(world.ben, Event(account="He called"), about=(brother,))


def test_whoever_is_not_involved_is_told_that_there_is_no_such_record(world: World, family: Family):
    for reader in (world.eve, world.fay):
        for record in (family.record, uuid7()):
            with pytest.raises(NotThere, match=r"^There is no such record.$"):
                append(record, signed(Event(account="x"), reader), reader)


def test_an_agency_that_contributes_may_add_but_not_decide_who_sees_what(world: World, family: Family):
    own = family.add(world.dan, Event(account="Called to the house"))
    involvement = family.add(
        world.ada,
        Involvement(agency=world.dan.agency, level=Level.CONTRIBUTE),
        audience=only(world.dan.agency),
    )
    wider = Involvement(agency=world.dan.agency, level=Level.FULL)
    for entry, why in (
        (signed(Share(entries=(own.id,), agencies=(world.eve.agency,)), world.dan), Permission.SHARE_ENTRIES),
        (
            signed(Restrict(entries=(own.id,), agencies=(world.dan.agency,), why="x"), world.dan),
            Permission.RESTRICT_ENTRIES,
        ),
        (signed(wider, world.dan), Permission.INVOLVE_OTHERS),
        (signed(wider, world.dan, replaces=involvement.id, mark=Mark.CORRECTION), Permission.INVOLVE_OTHERS),
        (signed(wider, world.dan, replaces=involvement.id, mark=Mark.UPDATE), Permission.INVOLVE_OTHERS),
    ):
        with pytest.raises(NotAllowed) as refusal:
            append(family.record, entry, world.dan)
        assert str(refusal.value) == WHY_NOT[why]


def test_a_partnership_officer_may_not_write(world: World, family: Family):
    with pytest.raises(NotAllowed):
        family.add(world.gil, Event(account="x"))
    with pytest.raises(NotAllowed):
        open_record(world.gil)


def test_a_refusal_in_the_middle_of_a_page_leaves_the_page_as_the_application(world: World, family: Family):
    entry = family.add(world.ada, Event(account="x"))
    with transaction.atomic():
        announce(world.ada, family.record)
        family.mark(world.ada, Mark.ERROR, entry)
        with pytest.raises(AlreadyChanged):
            family.mark(world.ada, Mark.ERROR, entry)
        assert rows("SELECT current_user") == [("firsthome_app",)]


def test_only_a_lead_with_full_access_excludes_and_nobody_excludes_themselves(world: World, family: Family):
    for reader, whom in ((world.ada, world.cat), (world.ann, world.ann)):
        with pytest.raises(NotAllowed):
            exclude(family.record, whom.practitioner, "Neighbour", reader)
    other, _ = open_record(world.cat)
    with pytest.raises(NotThere):
        exclude(other, world.cat.practitioner, "Neighbour", world.ann)
    exclude(family.record, world.cat.practitioner, "Neighbour", world.ann)
    assert family.seen(world.cat) == []
    with pytest.raises(NotThere, match=r"^There is no such record.$"):
        family.add(world.cat, Event(account="x"))


# --- together --------------------------------------------------------------------------------------------------------


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run jobs at the same time, each on its own connection; what each returned or raised."""
    ready, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(number: int, job: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            ready.wait(10)
            results[number] = job()
        except Exception as problem:
            results[number] = problem  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n, job)) for n, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_of_two_corrections_at_once_one_stands_and_the_other_has_to_compare(world: World, family: Family):
    entry = family.add(world.ada, Event(account="Monday"))

    def correct(reader: Any, words: str) -> Callable[[], Entry]:
        return lambda: family.mark(reader, Mark.CORRECTION, entry, Event(account=words))

    results = at_once(correct(world.ada, "Tuesday"), correct(world.ben, "Wednesday"))
    winner = next(result for result in results if isinstance(result, Entry))
    loser = next(result for result in results if isinstance(result, AlreadyChanged))
    assert loser.winner == winner.id
    assert family.read(world.cat).by_entry[entry.id].current.said == winner.said


def test_two_updates_at_once_by_different_agencies_both_stand(world: World, family: Family):
    entry = family.add(world.ada, Event(account="Lives with her mother"))
    jobs = [
        lambda reader=reader, words=words: family.mark(reader, Mark.UPDATE, entry, Event(account=words))
        for reader, words in ((world.ada, "Moved to a hostel"), (world.cat, "Moved to a friend"))
    ]
    assert all(isinstance(result, Entry) for result in at_once(*jobs))
    lines = family.read(world.ben).by_entry[entry.id].standing
    assert {line.said.account for line in lines} == {
        "Lives with her mother", "Moved to a hostel", "Moved to a friend"
    }  # fmt: skip


def test_eight_people_writing_at_once_leave_no_gap_and_a_whole_chain(world: World, family: Family):
    readers = [world.ada, world.ben, world.cat, world.dan] * 2
    before = len(whole_ledger(family.record))
    results = at_once(*(lambda r=r: [family.add(r, Event(account="x")) for _ in range(4)] for r in readers))
    assert all(isinstance(result, list) for result in results), results
    numbers = [seq for seq, _ in whole_ledger(family.record)]
    assert numbers == list(range(1, before + 33))
    with connections["owner"].cursor() as cursor:
        assert verify_record(cursor, family.record) == Verified(family.record, before + 32, 0)


def test_the_same_entry_sent_twice_at_once_is_one_entry(world: World, family: Family):
    entry = signed(Event(account="Double tap"), world.ada)
    first, second = at_once(*[lambda: append(family.record, entry, world.ada)] * 2)
    assert first == second == whole_ledger(family.record)[-1][1]


# --- for good --------------------------------------------------------------------------------------------------------

CHANGES = [
    f"{change} {table}"
    for table in ("entry", "entry_body")
    for change in ("UPDATE", "DELETE FROM", "TRUNCATE")
]


@pytest.mark.parametrize("role", ["firsthome_app", "firsthome_ledger", "owner", "firsthome_redactor"])
@pytest.mark.parametrize("change", CHANGES)
def test_entries_are_never_changed_whoever_asks(world: World, family: Family, role: str, change: str):
    if (role, change) == ("firsthome_redactor", "DELETE FROM entry_body"):
        pytest.skip("the one thing that the redactor may do, on an order")
    if role == "owner" and change.startswith("TRUNCATE"):
        pytest.skip("whoever owns a table can empty it: verify and the checkpoint tell")
    statement = change + (" SET record = record" if change.startswith("UPDATE") else "")
    using = "default" if role == "firsthome_app" else "owner"
    before = whole_ledger(family.record)
    with (
        pytest.raises(DatabaseError, match="never changed|permission denied"),
        transaction.atomic(using=using),
    ):
        announce(world.ada, family.record, using=using)
        if using == "owner" and role != "owner":
            rows(f"SET LOCAL ROLE {role}; SELECT 1", using="owner")
        with connections[using].cursor() as cursor:
            cursor.execute(statement)
    assert whole_ledger(family.record) == before


def test_what_a_practitioner_named_reads_is_theirs_alone(world: World, family: Family):
    note = family.add(
        world.ada,
        Event(account="x"),
        audience=Audience(everyone=False, practitioners=(world.cat.practitioner,)),
    )
    assert note.id in {entry.id for entry in family.seen(world.cat)}
    assert note.id not in {entry.id for entry in family.seen(world.ben)}
    assert raw(world.ben, "SELECT count(*) FROM entry WHERE id = %s", note.id, record=family.record) == [(0,)]
