"""Seeing her, and her seeing us: contacts that were not kept by either side, and what may be behind that.

Both sides' missed contacts count. The first question is always whether she is safe, and never blame (safety rule 5).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.conversation import Conversation
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.record import Statement
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import NOT_KEPT, Case
from firsthome.prompts.prompt import Raised, Urgency


def missed_contact(case: Case, rule: Timing) -> Iterator[Raised]:
    """After a contact that was not kept: does the pregnancy continue, and is she safe? Source: safety rule 5.

    A new appointment does not answer it: only a contact that was kept does, or somebody who has found out.
    """
    telling = [pair for pair in case.of(Contact) if pair[1].outcome in NOT_KEPT or _tells_of_her(pair[1])]
    if not telling:
        return
    last, said = max(telling, key=lambda pair: case.record.day_for_order(pair[0].current.content))
    if not _tells_of_her(said):
        asked = "Are she and the baby safe?" if case.born else "Is the pregnancy continuing, and is she safe?"
        yield Raised(
            f"{asked} Who can find out today?",
            "A contact was not kept, and nothing recorded here since says how she is. Reasons come after that.",
            rule.after(case.happened_by(last.current.content)),
            (last,),
            last.id,
            Urgency.CANNOT_WAIT,
            "contact",
        )


def expected_date_not_known(case: Case, rule: Timing) -> Iterator[Raised]:
    """When is the baby due? Everything that has to be ready in time hangs on it. Source: domain facts, 1.5."""
    if any(case.record.expected) or case.record.outcomes:
        return
    if first := min(map(case.known, case.statements), default=None):
        yield Raised(
            "When is the baby due, and how sure is that?",
            "No expected date of delivery is recorded here. A range of dates is an answer too.",
            first,
            answer_with="pregnancy",
        )


def not_seen_alone(case: Case, rule: Timing) -> Iterator[Raised]:
    """Has she been seen alone? Some things can only be said then. Source: domain facts, 1.7 and 4.5."""
    alone = {said.seen_alone for _, said in case.kept} | {
        said.seen_alone for _, said in case.of(Conversation)
    }
    if case.kept and Asked.YES not in alone:
        yield Raised(
            "Has she been seen alone? When could that safely happen?",
            "Nothing recorded here says that anybody has seen her alone yet.",
            rule.after(min(case.happened_by(one.current.content) for one, _ in case.kept)),
            urgency=Urgency.CONSIDER,
            answer_with="contact",
        )


def contacts_not_kept(case: Case, rule: Timing) -> Iterator[Raised]:
    """One by one they look small; together they say something. Source: domain facts, 5.5 and 6, row 11.

    Several in a few weeks, or with more than one service. It says nothing about her, and asks what is in the way.
    """
    if cluster := _cluster(case, rule):
        yield Raised(
            "Several contacts were not kept: what may be in the way, and what would make it easier for her?",
            "They are recorded by one service at a time. Nobody has said yet what they may mean together.",
            rule.after(case.known(cluster[-1][0])),
            [one for one, _ in cluster],
            answer_with="hypothesis",
            begins={"about": cluster[-1][0].id},
        )


def turning_help_away(case: Case, rule: Timing) -> Iterator[Raised]:
    """What is she saying no to, and what would a yes need? Source: domain facts, 5.1, 5.4 and 6, row 14.

    Asked once a contact was declined or several were not kept, and nobody has written down what may be in the way.
    Contacts that are asked about as a cluster are not asked about twice.
    """
    declined = [
        one for one in case.not_kept if one[1].outcome is ContactOutcome.CANCELLED_BY_FAMILY and case.worries
    ]
    several = case.not_kept if sum(said.times for _, said in case.not_kept) >= (rule.at_least or 1) else []
    group = several or declined
    if group and not _asked_why(case, group) and not _asked_together(case, group):
        yield Raised(
            "Why may she be turning this away, who could best ask her, and what would a yes need?",
            "Contacts were not kept or an offer was declined, and nobody has written down what may be in the way.",
            rule.after(max(case.known(one) for one, _ in group[-1:])),
            [one for one, _ in group],
            answer_with="conversation",
            begins={"guide": "why_contact_stopped", "person": case.record.mother},
        )


def service_did_not_come(case: Case, rule: Timing) -> Iterator[Raised]:
    """Our own missed contacts count the same. Source: domain facts, 5.5 and 7.7; published reviews.

    One question however many services called off: at once after several within a few weeks, whichever services these
    were; else some days after one.
    """
    by_agency: dict[int, list[Offered]] = {}
    for one, said in case.contacts:
        agency = one.current.content.agency
        if said.outcome.kept:
            by_agency.pop(agency, None)
        elif said.outcome is ContactOutcome.CANCELLED_BY_SERVICE:
            by_agency.setdefault(agency, []).append((one, said))
    called_off = sorted(
        (pair for group in by_agency.values() for pair in group), key=lambda pair: case.known(pair[0])
    )
    if called_off:
        who = "service" if len(by_agency) == 1 else "services"
        window = _within(case, rule, called_off, case.known(called_off[-1][0]))
        yield Raised(
            f"The {who} did not come: who goes now, and when?",
            f"A contact was called off by the {who}, and no kept one is recorded here since.",
            min(_since_called_off(case, rule, group) for group in (*by_agency.values(), window)),
            [one for one, _ in called_off],
            answer_with="contact",
        )


def no_contact_for_a_while(case: Case, rule: Timing) -> Iterator[Raised]:
    """No service says that it has seen her for weeks. Source: architecture; domain facts, 6, row 28.

    Counted from the last contact, or from the next one that was planned, of services that declared to record them here.
    """
    agencies = {one.current.content.agency for one, _ in case.contacts}
    recording = {agency for agency in agencies if "contact" in case.declared_by(agency)}
    held = [pair for pair in case.contacts if pair[0].current.content.agency in recording]
    if held and case.worries:
        days = [case.known(held[-1][0])]
        days += [said.next_date for _, said in held if said.next_date]
        offered = [case.record.happened(one.current.content) for one, _ in held]
        days += [latest or earliest or date.min for earliest, latest in offered]
        yield Raised(
            "Who has seen her lately, and how is she?",
            "Nothing recorded here says that a service has seen her for some weeks.",
            rule.after(max(days)),
            (held[-1][0],),
            answer_with="contact",
        )


Offered = tuple[Statement, Contact]


def _cluster(case: Case, rule: Timing) -> list[Offered]:
    """The contacts that were not kept within a few weeks and that nobody has met her or asked why since; else none."""
    for last in reversed(case.not_kept):
        day = case.known(last[0])
        window = _within(case, rule, case.not_kept, day)
        agencies = {one.current.content.agency for one, _ in window}
        if sum(said.times for _, said in window) >= (rule.at_least or 1) or len(agencies) > 1:
            return [] if case.met_since(day) or _asked_why(case, window) else window
    return []


def _within(case: Case, rule: Timing, contacts: list[Offered], day: date) -> list[Offered]:
    """Those that became known in the weeks before a day."""
    begins = day - timedelta(weeks=rule.within_weeks or 0)
    return [one for one in contacts if begins <= case.known(one[0]) <= day]


def _asked_together(case: Case, group: list[Offered]) -> bool:
    """Whether some of these contacts are asked about as a cluster."""
    cluster = _cluster(case, case.timings.contacts_not_kept)
    return not {one.id for one, _ in cluster}.isdisjoint(one.id for one, _ in group)


def _since_called_off(case: Case, rule: Timing, group: list[Offered]) -> date:
    """At once where it was several times, else when some days went by without a new one."""
    last = case.known(group[-1][0])
    return last if sum(said.times for _, said in group) >= (rule.at_least or 1) else rule.after(last)


def _tells_of_her(contact: Contact) -> bool:
    """Whether a contact says that the pregnancy continues and she is safe, or that somebody met her."""
    return contact.outcome.kept or contact.pregnancy_continues is Asked.YES


def _asked_why(case: Case, group: list[Offered]) -> bool:
    """Whether a reason, a possible explanation, a question or a conversation about it is written down."""
    first = case.known(group[0][0])
    about = any(case.asked_about(one) for one, _ in group)
    why = bool(case.since(Hypothesis, first))
    talked = any(said.guide == "why_contact_stopped" for _, said in case.of(Conversation))
    return about or why or talked or any(said.barrier for _, said in group)
