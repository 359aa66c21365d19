"""Men and relatives of the invented families: one whom only a grandmother named, one whom nobody is to approach yet."""

from __future__ import annotations

from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.exchange.demo_writing import Pen, told_by
from firsthome.kinds.choices import Asked
from firsthome.kinds.entry import Mark
from firsthome.kinds.father_or_partner import FatherOrPartner, HowKnown
from firsthome.kinds.network_member import Invited, NetworkMember


def of_sam(pen: Pen, midwife: Reader, early: Reader, sam: UUID) -> None:
    """Named by Becky's grandmother, then seen and asked, then part of the plan."""
    named = FatherOrPartner(person=sam, how_known=HowKnown.NAMED, said_by="Jean, Becky’s grandmother")
    first = pen.write(midwife, named, "11+5", (sam,), source=told_by("Jean"))
    met = FatherOrPartner(
        person=sam, how_known=HowKnown.KNOWN, said_by="Becky and Sam", knows=Asked.YES, lives_there=Asked.NO,
        seen_alone=Asked.YES, seen_by="the early help worker, at the garage where he works",
        views="I thought you only talk with mothers. I want to be asked.",
        strengths="Steady work, and he rings when he says he will.",
        needs="His own father left when he was two; he would like to talk about that with somebody.",
    )  # fmt: skip
    pen.change(early, first, Mark.UPDATE, met, "18+2", "Met him")
    planned = met.model_copy(
        update={"part": "Comes to every scan from now on; Thursday nights, so that Jean sleeps"}
    )
    pen.change(early, first, Mark.UPDATE, planned, "22+0", "Planned with him, Becky and Jean")


def of_jean(pen: Pen, midwife: Reader, jean: UUID) -> None:
    """What a grandmother sees and can do."""
    said = NetworkMember(
        person=jean, tie="Becky’s grandmother", seen="She does not eat on the days when nobody asks her to.",
        keeps_safe="One of you who comes every week, and not five who come once.",
        can_do="Every night but Thursdays", invited=Invited.YES, decided_by="Becky",
    )  # fmt: skip
    pen.write(midwife, said, "16+2", (jean,), source=told_by("Jean"))


def of_kieran_as_father(pen: Pen, midwife: Reader, kieran: UUID) -> None:
    """Said to be the father; nobody asks him until it is decided how."""
    said = FatherOrPartner(
        person=kieran, how_known=HowKnown.NAMED, said_by="Shannon", lives_there=Asked.NO, knows=Asked.NOT_SAFE,
        contact_risks="He looks for her. Whoever asks him tells him where she is seen.",
    )  # fmt: skip
    pen.write(midwife, said, "24+0", (kieran,), source=told_by("Shannon"))
