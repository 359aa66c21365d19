"""The baby's father, her partner and other adults around the baby: named, met, asked, and looked at as carers.

Where abuse is possible nothing here suggests approaching him, his family or the network: then it is asked who decides,
safely, how we learn about him. Source: safety rule 11; domain facts, 5.6; briefing, section 05.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthome.kinds.entry import How
from firsthome.kinds.event import EventType
from firsthome.kinds.family import Relationship, Role, Tie
from firsthome.kinds.father_or_partner import FatherOrPartner, HowKnown
from firsthome.kinds.record import Statement
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case, Man
from firsthome.prompts.prompt import Raised, Urgency

SAFELY = "Who decides, safely, how we learn about him? Is a domestic abuse advocate involved?"
KIND = FatherOrPartner.kind
TELLING = (
    EventType.INCIDENT, EventType.THREAT, EventType.DISCLOSURE, EventType.POLICE_INTELLIGENCE, EventType.MOVE,
)  # fmt: skip
SETTLED = (HowKnown.ASKED_NOT_TOLD, HowKnown.MORE_THAN_ONE, HowKnown.DISPUTED)
"""What is an answer to who the father is, although it names nobody."""
ASSESSMENTS = (EventType.ASSESSMENT_STARTED, EventType.ASSESSMENT_COMPLETED)


def father_not_known(case: Case, rule: Timing) -> Iterator[Raised]:
    """Who is the baby's father, and who is a partner? Source: briefing, section 05; safety rule 11."""
    begins = case.week(rule.from_week)
    if case.men or begins is None or _settled(case):
        return
    question = "Who is the baby's father, and is there a partner? What do they see, and what could they do?"
    if case.careful:
        question = "Who decides, safely, how we learn about the baby's father? Is a domestic abuse advocate involved?"
    rests_on = _resting(case, None, [])
    yield Raised(
        question,
        "No father or partner is recorded here.",
        max([begins, *(min(map(case.known, facts)) for facts in (case.careful, rests_on) if facts)]),
        rests_on,
        urgency=Urgency.CONSIDER,
        answer_with=KIND if case.careful or None in case.known_of else "person",
    )


def man_not_met(case: Case, rule: Timing) -> Iterator[Raised]:
    """He is named, and nobody says that they have talked with him. Source: briefing, section 05; domain facts, 5.6."""
    for man in case.men:
        if man.person not in case.met and not case.reason_given(man.person):
            yield Raised(
                SAFELY
                if case.careful
                else f"Who talks with {_called(man)}, and asks what he sees and hopes for?",
                "He is on the record, and nothing recorded here says that anybody has met him.",
                case.from_week(rule, case.known(man.statement)),
                _resting(case, man, [man.statement]),
                man.person,
                Urgency.CONSIDER,
                KIND if case.careful else "conversation",
                begins=_begins(case, man) if case.careful else {"person": man.person},
            )


def father_not_assessed(case: Case, rule: Timing) -> Iterator[Raised]:
    """Something is known of the father, and nobody looked at what it means for this baby.

    Source: domain facts, 5.6 and 6, row 3; published reviews. A check by a service for adults is not such a look.
    """
    yield from _not_assessed(case, rule, [one for one in case.other_adults if one.said.role is Role.FATHER])


def other_adult_not_assessed(case: Case, rule: Timing) -> Iterator[Raised]:
    """The same of a partner or another adult near the baby, from the day on which something is known or he moves in.

    Source: domain facts, 5.6 and 6, row 3; published reviews.
    """
    yield from _not_assessed(
        case, rule, [one for one in case.other_adults if one.said.role is not Role.FATHER]
    )


def only_her_word_about_him(case: Case, rule: Timing) -> Iterator[Raised]:
    """All that is known of him she told us: who else has a view? Source: domain facts, 5.1 and 5.6."""
    for man in case.men:
        if man.person in case.met or case.reason_given(man.person):
            continue
        said = [man.statement, *case.about.get(man.person, [])]
        if all(one.current.content.source.how is How.SAID for one in said):
            yield Raised(
                SAFELY if case.careful else f"Who else knows {_called(man)}, and what would they say?",
                "Everything recorded here about him was told by somebody else.",
                rule.after(max(map(case.known, said))),
                _resting(case, man, said),
                man.person,
                Urgency.CONSIDER,
                KIND,
                begins=_begins(case, man),
            )


def _not_assessed(case: Case, rule: Timing, adults: list[Man]) -> Iterator[Raised]:
    for man in adults:
        facts = _facts_about(case, man)
        looked = [one for one in case.events(*ASSESSMENTS) if _looks_at(case, one, man, rule.services)]
        if facts and not looked and not _means(case, man):
            who = f"What is known of {_called(man)}, who holds it, and who looks at what it means for this baby?"
            yield Raised(
                SAFELY if case.careful else who,
                "Something is recorded, and no assessment of what it means for this baby is recorded here.",
                rule.after(min(map(case.known, facts))),
                _resting(case, man, facts),
                man.person,
                answer_with=KIND,
                begins=_begins(case, man),
            )


def _resting(case: Case, man: Man | None, facts: list[Statement]) -> list[Statement]:
    """What a question rests on: its facts, what is known of him so far, and what says to be careful."""
    known = [one for one, _ in case.known_of.get(man.person if man else None, ())]
    return [*facts, *known, *case.careful]


def _begins(case: Case, man: Man) -> dict[str, object]:
    """A new entry begins with him; one that is there already only gets more."""
    return {} if man.person in case.known_of else {"person": man.person}


def _settled(case: Case) -> bool:
    """Whether it was asked who he is, or is said why nobody asks."""
    unknown = case.known_of.get(None, ())
    return case.reason_given(None) or any(said.how_known in SETTLED for _, said in unknown)


def _means(case: Case, man: Man) -> bool:
    """Whether somebody said what he means for the baby, or why nobody works with him."""
    known = case.known_of.get(man.person, ())
    return case.reason_given(man.person) or any(said.meaning.strip() for _, said in known)


def _called(man: Man) -> str:
    """What somebody is called where nobody has a name."""
    known = {
        Role.FATHER: "the baby’s father",
        Role.PARTNER: "her partner",
        Role.GRANDPARENT: "the grandparent",
    }
    return known.get(man.said.role, "this adult")


def _facts_about(case: Case, man: Man) -> list[Statement]:
    """What is worrying about him, that he moved in, or that he lives there."""
    found = [one.statement for one in case.worries if man.person in one.whose]
    if man.said.role not in (Role.FATHER, Role.PARTNER, Role.OTHER):
        return found
    found += [one for one in case.events(*TELLING) if man.person in one.current.content.about]
    lives = [(one, said) for one, said in case.of(Relationship) if said.tie is Tie.LIVES_WITH]
    return [*found, *(one for one, said in lives if man.person in (said.person, said.to))]


def _looks_at(case: Case, one: Statement, man: Man, services: tuple[str, ...]) -> bool:
    """Whether an assessment of this pregnancy is about him too, by a service that looks at children's safety."""
    content = one.current.content
    by_them = case.code(content.agency) in {"", *services}
    return man.person in content.about and by_them and case.of_this_pregnancy(one)
