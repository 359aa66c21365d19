"""What cannot wait until tomorrow, and stands above everything else: four questions, and what follows a loss.

They are about her own safety, or a baby's, so those about her stay after a loss too (safety rule 4).
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthome.kinds.event import EventType
from firsthome.kinds.referral import Referral
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised, Urgency
from firsthome.reading.babies import unconfirmed_losses


def loss_reported(case: Case, rule: Timing) -> Iterator[Raised]:
    """After a reported loss one gentle question stays until a clinician confirms it. Source: safety rule 4."""
    for one, _ in unconfirmed_losses(case.record):
        yield Raised(
            "Who has confirmed this, and is she safe and cared for?",
            "A loss was reported, and nobody is named who has confirmed it.",
            case.happened_by(one.current.content),
            (one,),
            one.id,
            Urgency.CANNOT_WAIT,
            "outcome",
        )


def how_she_is_today(case: Case, rule: Timing) -> Iterator[Raised]:
    """Thoughts of self-harm, a new distance from the baby, or seeing or hearing things. Source: domain facts, 4.3."""
    for one in case.events(EventType.SELF_HARM):
        if not case.taken_up(one):
            yield Raised(
                "Who speaks with her today about how she is, and which crisis or perinatal mental health team is rung?",
                "Any of these is judged by somebody the same day, whatever a questionnaire adds up to.",
                case.known(one),
                (one,),
                one.id,
                Urgency.SAME_DAY,
                "referral",
            )


def sudden_stop(case: Case, rule: Timing) -> Iterator[Raised]:
    """Alcohol or opioids that stop suddenly endanger her and the baby. Source: domain facts, 4.1 and 4.2; rule 6."""
    for one in case.events(EventType.SUDDEN_STOP):
        if not case.taken_up(one):
            yield Raised(
                "Who gets same-day specialist advice for her about this?",
                "Stopping suddenly can be dangerous for her and the baby. She should not have to do it alone.",
                case.known(one),
                (one,),
                one.id,
                Urgency.SAME_DAY,
                "referral",
            )


def threat_since_last_seen(case: Case, rule: Timing) -> Iterator[Raised]:
    """A threat or violence, and nobody says how she is since. Source: domain facts, 4.5; safety rule 11."""
    for one in case.events(EventType.THREAT):
        if not case.taken_up(one):
            yield Raised(
                "Is she safe tonight, who asks her alone, and is a domestic abuse advocate or the police needed now?",
                "A threat or violence is recorded, and nothing recorded here since rests on it.",
                case.known(one),
                (one,),
                one.id,
                Urgency.SAME_DAY,
                "referral",
            )


def injury_of_a_baby(case: Case, rule: Timing) -> Iterator[Raised]:
    """Any bruise or injury in a baby not yet mobile goes the local route, explained or not. Source: domain facts, 6."""
    for one in case.events(EventType.INJURY):
        if not any(one.id in _cited(case, said) for _, said in case.of(Referral)):
            yield Raised(
                "Who rings the local route for bruises and injuries in babies today, whatever the explanation?",
                "A baby who cannot move about yet seldom bruises. A children’s doctor looks, every time.",
                case.known(one),
                (one,),
                one.id,
                Urgency.SAME_DAY,
                "referral",
            )


def _cited(case: Case, said: Referral) -> set[object]:
    """The statements that a referral rests on."""
    return {case.record.by_entry[one].id for one in said.rests_on if one in case.record.by_entry}
