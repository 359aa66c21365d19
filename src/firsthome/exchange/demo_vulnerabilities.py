"""What is recorded of vulnerabilities in the invented families: of mothers and of fathers, with what comes next."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from firsthome.access.principals import Reader
from firsthome.exchange.demo_writing import Pen, only, told_by
from firsthome.kinds.vulnerability import (
    AffectedNow,
    Answered,
    Dependent,
    Impact,
    Prescribed,
    ServiceAnswer,
    Standing,
    Substance,
    Topic,
    Vulnerability,
)

LATE = Vulnerability(
    topic=Topic.LATE_BOOKING,
    standing=Standing.KNOWN,
    account="First care at twenty-one weeks. Shannon was in care herself and feared what would follow.",
    affected_now=AffectedNow.NOT_KNOWN,
    affected_how="No early scan or blood tests; growth is followed more closely now.",
    protective="Came by herself once Carol offered to sit with her.",
    next_step="Ada Hope asks for a growth scan every three weeks and tells Shannon what each one shows.",
)
SOFA = Vulnerability(
    topic=Topic.HOMELESSNESS,
    standing=Standing.KNOWN,
    account="No place of her own. Carol's tenancy allows visitors for three months.",
    affected_now=AffectedNow.NOT_AS_FAR_AS_KNOWN,
    protective="Warm, dry, and fed.",
    later="No room for a cot, and the three months end about the time of the birth.",
    next_step="The early help worker goes with her to the housing desk; a letter from the midwife is enough.",
)
CARE = Vulnerability(
    topic=Topic.stored_as("care_experienced"),
    standing=Standing.KNOWN,
    account="In foster care from nine. Likes one of her foster mothers and still rings her on Sundays.",
    affected_now=AffectedNow.NOT_AS_FAR_AS_KNOWN,
    protective="A foster mother who answers, and an aunt with a sofa.",
    next_step="Find out whether she still has a leaving-care worker, and whether she wants one.",
)
ABUSE = Vulnerability(
    topic=Topic.DOMESTIC_ABUSE,
    standing=Standing.SUSPECTED,
    account="Asked alone. «He's not like that now.» Did not say what «that» is, and was not pressed.",
    affected_now=AffectedNow.NOT_KNOWN,
    protective="Carol's door has a chain, and Shannon has the advocate's number under another name.",
    asked=Answered.DECLINED,
    impact=(Impact.PREMATURE_BIRTH, Impact.EARLY_ATTACHMENT),
    service="Example domestic abuse advocates",
    service_answer=ServiceAnswer.ACCEPTED,
    next_step="The advocate says when and how it is safe to ask again. Nobody speaks to him about it.",
)


def of_shannon(pen: Pen, midwife: Reader, shannon: UUID) -> None:
    """At booking: what she said about herself, and what was asked and is not so."""
    pen.write(midwife, LATE, "21+3", (shannon,), source=told_by("Shannon"))
    pen.write(midwife, SOFA, "21+3", (shannon,), source=told_by("Shannon and Carol"))
    pen.write(midwife, CARE, "21+3", (shannon,), source=told_by("Shannon"))
    smoking = Vulnerability(
        topic=Topic.SUBSTANCES,
        standing=Standing.KNOWN,
        account="Ten a day before she knew, about six now. Smokes on Carol's step, never inside.",
        affected_now=AffectedNow.YES,
        affected_how="The breath test shows that smoke reaches the baby today.",
        protective="Has cut down by herself, and Carol does not smoke.",
        impact=(Impact.LOW_BIRTH_WEIGHT, Impact.SUDDEN_INFANT_DEATH),
        later="Smoke on clothes and in the room where the baby sleeps.",
        asked=Answered.YES,
        substances=(Substance.TOBACCO,),
        amount="About 6 cigarettes a day; breath test 9 ppm",
        prescribed=Prescribed.NO,
        dependent=Dependent.NO,
        service="Example stop-smoking midwife",
        service_on=pen.at("22+1"),
        service_answer=ServiceAnswer.WAITING,
        service_outcome="First visit within the week; Shannon chose to be rung in the morning.",
        tool="Carbon monoxide breath test",
        tool_score="9 ppm",
        tool_on=pen.at("21+3"),
        review=pen.today + timedelta(days=9),
        next_step="A second breath test at the next visit.",
    )
    pen.write(midwife, smoking, "21+3", (shannon,))
    alcohol = Vulnerability(
        topic=Topic.ALCOHOL,
        standing=Standing.RULED_OUT,
        account="Wondered about because of a smell on the first visit: it was hand gel.",
        asked=Answered.NO,
    )
    pen.write(midwife, alcohol, "22+1", (shannon,))


def of_kieran(pen: Pen, who: dict[str, Reader], kieran: UUID) -> None:
    """What is known of the father, on equal terms; because abuse is suspected nobody is to approach him."""
    police = who["police_officer"]
    drinking = Vulnerability(
        topic=Topic.ALCOHOL,
        standing=Standing.SUSPECTED,
        account="Drunk on each of the two nights when he was met.",
        affected_now=AffectedNow.NOT_KNOWN,
        later="Who holds the baby on such a night?",
        asked=Answered.NOT_SAFE,
        asked_why="To ask him could make it less safe for her. Social care decides how more is learned.",
        next_step="The social worker asks the advocate first; the GP's knowledge of him is asked for.",
    )
    few = only(police, who["midwife"], who["social_worker"])
    pen.write(police, drinking, "27+3", (kieran,), audience=few)


def of_ashwin(pen: Pen, midwife: Reader, ashwin: UUID) -> None:
    """A father who smokes, was asked, and has found help by himself."""
    smoking = Vulnerability(
        topic=Topic.SUBSTANCES,
        standing=Standing.KNOWN,
        account="A few a day at work. Wants to have stopped before the birth.",
        affected_now=AffectedNow.NOT_AS_FAR_AS_KNOWN,
        affected_how="Leila's breath test is that of somebody who does not smoke.",
        protective="Never smokes at home or in the car.",
        impact=(Impact.SUDDEN_INFANT_DEATH,),
        later="The first weeks of broken nights are when he expects to want one.",
        asked=Answered.YES,
        substances=(Substance.TOBACCO,),
        amount="Three or four cigarettes on a working day",
        service="Example stop-smoking midwife",
        service_on=pen.at("25+1"),
        service_answer=ServiceAnswer.ACCEPTED,
        review=pen.today + timedelta(days=30),
        next_step="Ask him at 36 weeks what would help in the first weeks.",
    )
    pen.write(midwife, smoking, "25+1", (ashwin,), source=told_by("Ashwin"))
