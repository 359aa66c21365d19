"""The first weeks after the birth: the baby seen, and where it sleeps; and her, wherever the baby lives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from firsthome.kinds.contact import BabySeen
from firsthome.kinds.newborn import Newborn
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised, Urgency
from firsthome.reading.babies import State, babies


def baby_not_seen(case: Case, rule: Timing) -> Iterator[Raised]:
    """In the first four weeks somebody sees each baby, and where it sleeps. Source: domain facts, 1.6 and 6, row 28."""
    for baby in babies(case.record):
        if baby.state is not State.BORN or baby.birth is None:
            continue
        birth = baby.birth[0]
        born = case.known(birth)
        seen = _seen_since(case, baby.person, born)
        missing = [one for one in BabySeen if one not in seen]
        if missing:
            what = " and ".join(one.label[0].lower() + one.label[1:] for one in missing)
            yield Raised(
                f"Who sees {what}, in these first weeks?",
                "The baby is born, and nothing recorded here says that somebody has seen this.",
                rule.after(born),
                (birth,),
                baby.person or "",
                answer_with="contact",
                until=rule.until(born),
            )


def _seen_since(case: Case, baby: UUID | None, born: date) -> set[BabySeen]:
    """What visits since the birth saw of one baby: those about it, or that it was at, or that name no baby at all."""
    others = {one for one in case.record.babies if one != baby}
    seen: set[BabySeen] = set()
    for one, said in case.kept:
        if said.baby_seen and case.known(one) >= born:
            named = {*said.present, *one.current.content.about} if others else set()
            seen.update(said.baby_seen if baby in named or not named & others else ())
    return seen


def nhs_number_missing(case: Case, rule: Timing) -> Iterator[Raised]:
    """A baby who was born has an NHS number: it is asked for while it is missing. Source: domain facts, 7.4."""
    for baby in babies(case.record):
        if baby.state is not State.BORN or not baby.birth or (baby.newborn and baby.newborn[1].nhs_number):
            continue
        birth = baby.birth[0]
        known = case.known(birth)
        yield Raised(
            "What is the baby’s NHS number?",
            "The baby was born, and no NHS number is recorded here. It ties the baby’s own records together.",
            max(known, rule.after(baby.born_on or known)),
            (baby.newborn[0] if baby.newborn else birth,),
            baby.person or birth.id,
            Urgency.CONSIDER,
            "newborn",
        )


def her_support_if_the_baby_lives_elsewhere(case: Case, rule: Timing) -> Iterator[Raised]:
    """The baby does not live with her: who is there for her? Source: domain facts, 3.4 and 6, row 13."""
    elsewhere = [one for one, said in case.of(Newborn) if _away(said.cared_for_at)]
    for one in elsewhere[-1:]:
        supported = any(
            said.outcome.kept and case.record.mother in {*said.present, *met.current.content.about}
            and case.known(met) > case.known(one)
            for met, said in case.contacts
        )  # fmt: skip
        if not supported:
            yield Raised(
                "Who is there for her now, for her own sake, and for how long?",
                "The baby is cared for by others. What she feels now, and what comes next for her, needs somebody too.",
                rule.after(case.known(one)),
                (one,),
                one.id,
                answer_with="contact",
            )


def _away(place: str) -> bool:
    return any(word in place.lower() for word in ("foster", "kinship", "grandparent", "adopt", "relative"))
