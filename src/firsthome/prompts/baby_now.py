"""What may be affecting the baby now, and who knows about it: every vulnerability leads to a next step or a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from firsthome.kinds.conversation import Conversation
from firsthome.kinds.event import EventType
from firsthome.kinds.opening import Opening
from firsthome.kinds.planning import Meeting, Plan
from firsthome.kinds.referral import Decision
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised, Urgency
from firsthome.prompts.worry import Worry, last_known, named, statements, told_anew


def baby_affected_now(case: Case, rule: Timing) -> Iterator[Raised]:
    """Every vulnerability asks whether the baby is affected now, before birth. Source: briefing, section 02."""
    if case.born:
        return
    for same, group in case.by_topic.items():
        open_ = [one for one in group if one.said.affected_now is AffectedNow.NOT_CONSIDERED]
        if open_:
            yield Raised(
                f"{open_[0].said.topic.label}: may the baby be affected now, before birth?",
                "It is recorded, and nobody has said yet what it may mean for the baby today.",
                open_[0].known,
                statements(open_),
                subject(same),
                answer_with="vulnerability",
            )


def suspected_not_followed_up(case: Case, rule: Timing) -> Iterator[Raised]:
    """Something is suspected, and nobody has found out since. Source: briefing, section 02: find out more.

    Not where the question about a specialist service is asked anyway: that is how to find out.
    """
    for same, group in case.by_topic.items():
        last = group[-1]
        followed = last.said.next_step or last.said.service or case.asked_about(last.statement)
        suspected = all(one.said.standing is Standing.SUSPECTED for one in group)
        if (
            suspected
            and not followed
            and not _needs_a_specialist(case, same, case.timings.specialist_not_contacted)
        ):
            yield Raised(
                f"{last.said.topic.label}: who finds out more, how, and by when?",
                "It is suspected, and nothing recorded here since says whether it is so.",
                rule.after(last.known),
                statements(group),
                subject(same),
                answer_with="question",
                begins={"about": last.statement.id},
            )


def specialist_not_contacted(case: Case, rule: Timing) -> Iterator[Raised]:
    """Whoever knows most about it: have they been asked? Source: briefing, section 02."""
    for same, group in case.by_topic.items():
        if since := _needs_a_specialist(case, same, rule):
            yield Raised(
                f"{group[0].said.topic.label}: has a specialist service been asked for advice, and who asks it?",
                "It is recorded, and nothing here says that such a service was contacted, or is still at work.",
                rule.after(since),
                statements(group),
                subject(same),
                answer_with="vulnerability",
            )


def named_together(case: Case, rule: Timing) -> Iterator[Raised]:
    """Some things weigh more together: is the level of help still right? Source: briefing, 03; features, row 56.

    Which are named together is the partnership's data, with its source. Nobody is counted or labelled.
    """
    for combination in rule.combinations:
        found = {topic: case.worries_about([topic]) for topic in combination}
        if not all(found.values()):
            continue
        firsts = [group[0] for group in found.values() if group[0].said.topic.counts]
        since = last_known(firsts) if len(firsts) == len(combination) else None
        if since and not any(case.since(kind, since) for kind in (Opening, Decision, Meeting)):
            names = list(named(firsts))
            yield Raised(
                f"{' and '.join(names).capitalize()} are recorded for one household: is the level of help still right?",
                "Together they weigh more than each alone. Nothing recorded since says that somebody looked again.",
                rule.after(since),
                statements(firsts),
                answer_with="decision",
            )
            return


def something_may_have_changed(case: Case, rule: Timing) -> Iterator[Raised]:
    """The same thing is told anew: has anyone asked how she is? Source: domain facts, 4.3 and 5.2."""
    for (topic, whose), group in case.by_topic.items():
        new = told_anew(group)
        if topic.value not in rule.topics or not new:
            continue
        last = new[0]
        if (
            not case.met_since(last.known)
            and not case.since(Conversation, last.known, after=True)
            and not case.taken_up(last.statement)
        ):
            how = "she is" if case.record.mother in whose else "things are"
            yield Raised(
                f"{topic.label}: something may have changed. Has anyone asked how {how}?",
                "Something new was recorded about it, and nothing recorded here since says that somebody asked.",
                rule.after(last.known),
                (last.statement,),
                last.statement.id,
                answer_with="contact",
                until=rule.until(last.known),
            )


def signs_after_the_birth(case: Case, rule: Timing) -> Iterator[Raised]:
    """The weeks after a birth are when some things return: who watches? Source: domain facts, 4.3; reviews."""
    group = [one for one in case.worries_about(rule.topics) if not one.said.later and not _planned(case, one)]
    if not group:
        return
    week = case.week(rule.from_week)
    begins = [day for day in (week, case.birth_known if case.born else None) if day]
    if begins:
        yield Raised(
            "After the birth: what would show that it is getting harder again, who watches for it, and who is rung?",
            f"{next(named(group)).capitalize()} is recorded, and nobody has said yet what may follow after the birth.",
            max(min(begins), last_known(group)),
            statements(group),
            urgency=Urgency.DUE,
            answer_with="vulnerability",
            until=rule.until(case.birth_known) if case.born else None,
        )


def subject(same: tuple[Topic, frozenset[UUID]]) -> str:
    """«alcohol of somebody»: the same for every reader, whichever of the entries about it they may see."""
    topic, whose = same
    return f"{topic.value}/{'+'.join(sorted(map(str, whose)))}"


def _needs_a_specialist(case: Case, same: tuple[Topic, frozenset[UUID]], rule: Timing) -> date | None:
    """Since when it has been known without anybody who knows most about it; None where somebody was asked."""
    group, services = case.by_topic[same], rule.specialists.get(same[0].value, ())
    if not services or any(_asked_a_specialist(one) for one in group):
        return None
    ended = case.events(EventType.SERVICE_ENDED)
    left = [case.known(one) for one in ended if case.code(one.current.content.agency) in services]
    if not left and _at_work(case, services, group):
        return None
    return max([*(one.known for one in group), *left])


def _asked_a_specialist(one: Worry) -> bool:
    """Whether a service is named, or somebody wrote down the next step or why there is none."""
    return bool(one.said.service or one.said.service_on or one.said.service_answer or one.said.next_step)


def _at_work(case: Case, services: tuple[str, ...], group: list[Worry]) -> bool:
    """Whether such a service is around the family, or said it itself."""
    said_by = {one.statement.current.content.agency for one in group}
    return any(case.code(agency) in services for agency in {*case.around, *said_by})


def _planned(case: Case, one: Worry) -> bool:
    """Whether a plan rests on it."""
    return any(taker.kind == Plan.kind for taker in case.taken_by(one.statement))
