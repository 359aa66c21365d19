"""Who is around the invented families: homes, ties that hold and ties that hurt, and what relatives say and can do."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.exchange.demo_writing import Pen, only, told_by
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.household import Household
from firsthome.kinds.network_member import Invited, NetworkMember
from firsthome.kinds.planning import Action
from firsthome.people.actions import add_person


def around_becky(pen: Pen, midwife: Reader, becky: UUID, jean: UUID) -> tuple[UUID, Entry]:
    """Her grandmother's house, a mother who lives elsewhere, and a young man whom only the grandmother names."""
    dawn = pen.person(
        midwife, "Dawn Hale", Role.GRANDPARENT, "11+5", words="Becky's mother, lives by the coast"
    )
    for one, is_a, other in ((dawn, Tie.PARENT, becky), (jean, Tie.PARENT, dawn)):
        pen.write(midwife, Relationship(person=one, tie=is_a, to=other), "11+5", (one, other))
    apart = Relationship(
        person=dawn, tie=Tie.CONFLICT, to=jean, note="They have not spoken since Becky moved in."
    )
    pen.write(midwife, apart, "16+2", (dawn, jean), source=told_by("Jean"))
    seldom = Relationship(person=dawn, tie=Tie.LITTLE_CONTACT, to=becky, note="A card at Christmas.")
    pen.write(midwife, seldom, "16+2", (dawn, becky), source=told_by("Becky"))
    home = Household(
        living=(becky, jean), where="Jean’s house, two bedrooms",
        sleeping="Becky in the small room. A cot fits beside the bed if the desk goes.",
    )  # fmt: skip
    house = pen.write(midwife, home, "16+2", (becky, jean))
    return add_sam(pen, midwife), house


def add_sam(pen: Pen, midwife: Reader) -> UUID:
    """On the record by one grandmother's word, and nothing more yet."""
    sam = add_person("Sam Doyle")
    said = PersonOnRecord(person=sam, role=Role.FATHER, age="19", note="Jean says that it is Sam.")
    pen.write(midwife, said, "11+5", (sam,), source=told_by("Jean"))
    return sam


def sam_is_part_of_it(
    pen: Pen, early: Reader, becky: UUID, jean: UUID, sam: UUID, house: Entry, plan: Entry
) -> None:
    """From the day on which somebody met him: a couple, a help, some nights in the house, and two tasks of his own."""
    for is_a in (Tie.PARTNER, Tie.SUPPORTS):
        pen.write(early, Relationship(person=sam, tie=is_a, to=becky), "18+2", (sam, becky))
    home = Household(
        living=(becky, jean), some_nights=(sam,), where="Jean’s house, two bedrooms",
        sleeping="Becky in the small room. Sam on the sofa on Thursdays, so that Jean sleeps.",
    )  # fmt: skip
    pen.change(early, house, Mark.UPDATE, home, "22+0", "Planned with Sam, Becky and Jean")
    for what in ("Comes along to every scan", "Takes Thursday nights at Jean’s"):
        pen.write(early, Action(what=what, owner_words="Sam Doyle", plan=plan.id), "22+0", (sam,))


def around_shannon(pen: Pen, who: dict[str, Reader], shannon: UUID, carol: UUID, kieran: UUID) -> None:
    """An aunt's sofa and words; what she saw of him is kept to those who plan with it."""
    midwife = who["midwife"]
    few = only(midwife, who["social_worker"], who["police_officer"])
    home = Household(
        living=(shannon, carol), where="her aunt’s flat, one bedroom", sleeping="Shannon on the sofa."
    )
    pen.write(midwife, home, "22+1", (shannon, carol))
    pen.write(midwife, Relationship(person=carol, tie=Tie.SUPPORTS, to=shannon), "22+1", (carol, shannon))
    words = NetworkMember(
        person=carol, tie="Shannon’s aunt",
        seen="She eats if somebody sits down with her. She does not sleep if the phone is on.",
        keeps_safe="A door of her own with my number beside it.", can_do="The sofa until the birth, and a lift",
        can_when="At any hour, if she rings", invited=Invited.YES, decided_by="Shannon",
    )  # fmt: skip
    pen.write(midwife, words, "28+0", (carol,), source=told_by("Carol"))
    hurt = Relationship(person=kieran, tie=Tie.HARMS, to=shannon, note="Carol saw the marks of a hand.")
    pen.write(midwife, hurt, "28+0", (kieran, shannon), source=told_by("Carol"), audience=few)


def around_leila(pen: Pen, visitor: Reader, leila: UUID, ashwin: UUID, hansa: UUID) -> None:
    """A couple's home, and a grandmother four streets away who is asked in her own language."""
    home = Household(
        living=(leila, ashwin), where="their own flat", sleeping="The cot stands on Leila’s side of the bed."
    )
    pen.write(visitor, home, "29+3", (leila, ashwin))
    pen.write(visitor, Relationship(person=hansa, tie=Tie.SUPPORTS, to=leila), "29+4", (hansa, leila))
    words = NetworkMember(
        person=hansa, tie="Leila’s mother", seen="She hums when she thinks that nobody hears it.",
        keeps_safe="That she says it when she is tired. She learned from me not to.",
        can_do="Cook, and hold the baby while they sleep", can_when="From the second day on, in the afternoons",
        invited=Invited.YES, decided_by="Leila and Ashwin",
    )  # fmt: skip
    pen.write(visitor, words, "29+4", (hansa,), source=told_by("Hansa, through an interpreter"))


def around_grace(pen: Pen, midwife: Reader, grace: UUID, tom: UUID, ireti: UUID) -> None:
    """Three in a house, soon five."""
    pen.write(midwife, Relationship(person=grace, tie=Tie.PARENT, to=ireti), "8+5", (grace, ireti))
    home = Household(living=(grace, tom, ireti), where="a terraced house", sleeping="Ireti in her own room.")
    pen.write(midwife, home, "8+5", (grace, tom, ireti))


def kieran_born(today: date) -> date:
    """The same day on two records: what a safeguarding lead is shown as possible, and unchecked."""
    return date(today.year - 23, 2, 11)


def somebody_called_kieran(pen: Pen, midwife: Reader) -> None:
    """Whom Dana sees; nobody here knows that somebody of this name and birthday is on another record."""
    pen.person(
        midwife, "Keiran Doyle", Role.PARTNER, "15+5", words="Dana sees him now and then", age="23",
        born=kieran_born(pen.today),
    )  # fmt: skip
