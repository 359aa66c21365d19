"""Who may add what: everything else is refused with a sentence, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from uuid_utils.compat import uuid7

from firsthome.access.permissions import WHY_NOT, Permission
from firsthome.access.principals import announce
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Relationship, Tie
from firsthome.kinds.family import Role as InFamily
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.referral import Referral
from firsthome.kinds.sharing import Restrict, Share
from firsthome.record.append import append
from firsthome.record.errors import AlreadyChanged, NotAllowed, NotAppended, NotThere
from firsthome.record.exclude import exclude
from firsthome.record.open import open_record
from firsthome.record.sign import signed
from tests.ledger_world import (
    OWN_AGENCY,
    Family,
    World,
    new_person,
    only,
    rows,
    whole_ledger,
)

pytestmark = pytest.mark.postgres15


def said(words: str = "She rang", **more: Any) -> Callable[[World, Family], Entry]:
    return lambda world, family: signed(Event(account=words), world.ada, **more)


REFUSED: dict[str, tuple[Callable[[World, Family], Entry], type[NotAppended], str]] = {
    "signed by a colleague": (
        lambda w, f: signed(Event(account="x"), w.ann), NotAllowed, "signed by the practitioner who says it"
    ),
    "signed for another agency": (
        lambda w, f: signed(Event(account="x"), w.ada)._replace(agency=w.ben.agency), NotAllowed, "own agency"
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
        lambda w, f: signed(Event(account="x"), w.ada)._replace(said=None), NotAllowed, "Write what"
    ),
    "content of another kind": (
        lambda w, f: signed(Event(account="x"), w.ada)._replace(kind="contact"), NotAllowed, "its kind can say"
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
