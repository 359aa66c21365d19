"""Meetings about the Pryce family: one that was held, with a part that no parent's copy holds, and one to come."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.exchange.demo_writing import Pen, only
from firsthome.kinds.choices import Asked
from firsthome.kinds.contribution import Contribution
from firsthome.kinds.conversation import AsAsked
from firsthome.kinds.meeting import MeetingPart, ParentsCopy, ParentsPart, ToldWhen
from firsthome.kinds.planning import Meeting
from firsthome.kinds.when import When
from firsthome.procedures.question_sets import question_sets


def meetings_about_shannon(pen: Pen, who: dict[str, Reader], shannon: UUID) -> None:
    """The team around the family met at twenty-eight weeks; a planning meeting follows."""
    midwife, early, social = who["midwife"], who["early_help_worker"], who["social_worker"]
    met = Meeting(
        type="Team around the family",
        present="Shannon, Carol, midwife, early help worker",
        agencies_there=(midwife.agency, early.agency),
        mother=ParentsPart.THERE,
        father=ParentsPart.NOT_INVITED,
        why_apart="It may not be safe for Shannon if he hears of it. Marcia Bennett and the social worker decided it.",
        minutes="A home before thirty-four weeks is the first thing. Bus fares come from the early help fund.",
        men_covered=Asked.YES,
        men="Kieran: what the police know was told apart. Nobody approaches him.",
        decision="Early help goes on; the social worker comes to the next meeting.",
        next_date=pen.today + timedelta(weeks=3),
        locked=True,
    )
    held = pen.write(early, met, "28+4", (shannon,))
    seen = MeetingPart(
        meeting=held.id, told=ToldWhen.THERE,
        words="She comes when she is met at Carol’s, and not when there is a letter.",
        not_known="Who reads her letters.",
    )  # fmt: skip
    pen.write(midwife, seen, "28+4", (shannon,))
    apart = MeetingPart(
        meeting=held.id, told=ToldWhen.THERE,
        words="Two calls to the address in the autumn. He was there on both nights.",
        copy_for_parents=ParentsCopy.NEVER, agency=who["police_officer"].agency,
    )  # fmt: skip
    pen.write(social, apart, "28+4", (shannon,), audience=only(social, midwife, who["police_officer"]))
    added = MeetingPart(
        meeting=held.id,
        told=ToldWhen.ADDED,
        words="The bus fares are paid from the week after, not from this one.",
    )
    pen.write(early, added, "29+0", (shannon,))
    part = Contribution(
        question_set="contribution",
        facts="Seen at Carol’s three times since the twenty-fifth week; she was there each time. Breath test 9 ppm.",
        meaning="Care that comes to her reaches the baby. Where the two sleep after the birth is open.",
        otherwise="Letters may not reach her, so that missed clinics say little.",
        mothers_view="I come when I know who is there.",
        not_known="Who reads her letters; what Kieran knows.",
        as_asked=AsAsked.model_validate(question_sets()["contribution"].as_asked()),
    )
    pen.write(midwife, part, "29+0", (shannon,))
    invited = (midwife.practitioner, social.practitioner, early.practitioner)
    planned = Meeting(
        type="Pre-birth planning meeting",
        practitioners=invited,
        family_invited=(shannon,),
        reports_by=pen.today + timedelta(days=14),
        in_system="The council’s system",
    )
    pen.write(social, planned, "29+1", (shannon,), happened=When.on(pen.today + timedelta(weeks=3)))
