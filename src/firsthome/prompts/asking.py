"""Which questions apply on a day, in order: what cannot wait, what is due, what to consider.

Computed when a record is read, from what that reader may read, and never stored, sorted by or counted in a list.
A new question is one function in a module of this package, named in QUESTIONS, and one block in prompts.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.record import Record
from firsthome.kinds.worked_out import worked_out_once
from firsthome.procedures.timings import Timing, Timings
from firsthome.prompts import (
    after_birth,
    around,
    asking_for_help,
    assessment,
    baby_now,
    change,
    contact,
    flags,
    help_offered,
    men,
    messages,
    moving,
    one_plan,
    plan,
    sharing,
    today,
)
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Prompt, Raised
from firsthome.prompts.still_open import still_open
from firsthome.reading.babies import only_losses
from firsthome.reading.closed import closed

Ask = Callable[[Case, Timing], Iterator[Raised]]

AFTER_A_LOSS: tuple[Ask, ...] = (
    today.loss_reported,
    today.how_she_is_today,
    today.sudden_stop,
    today.threat_since_last_seen,
)
"""What stays once no baby is expected or living: the gentle question, and her own safety (safety rule 4)."""

WHILE_CLOSED: tuple[Ask, ...] = (*AFTER_A_LOSS, today.injury_of_a_baby)
"""What stays while a record is closed: what somebody takes up the same day, and who confirmed a loss."""

QUESTIONS: tuple[Ask, ...] = (
    *WHILE_CLOSED,
    contact.missed_contact,
    contact.expected_date_not_known,
    contact.not_seen_alone,
    contact.contacts_not_kept,
    contact.turning_help_away,
    contact.service_did_not_come,
    contact.no_contact_for_a_while,
    baby_now.baby_affected_now,
    baby_now.suspected_not_followed_up,
    baby_now.specialist_not_contacted,
    baby_now.named_together,
    baby_now.something_may_have_changed,
    baby_now.signs_after_the_birth,
    asking_for_help.referral_not_recorded,
    asking_for_help.referral_without_decision,
    asking_for_help.no_answer_to_take_further,
    asking_for_help.help_asked_for_again,
    asking_for_help.closed_without_an_offer,
    asking_for_help.do_those_who_asked_agree,
    asking_for_help.seen_differently,
    help_offered.ask_again_about_help,
    help_offered.challenge_not_answered,
    asking_for_help.earlier_history_not_sought,
    flags.national_flag_not_set,
    flags.national_flag_after_the_birth,
    flags.alert_has_ended,
    assessment.assessment_before_birth,
    assessment.assessment_at_birth,
    assessment.assessment_not_finished,
    plan.no_lead_professional,
    plan.no_shared_plan,
    plan.who_does_what,
    plan.action_overdue,
    plan.if_it_does_not_work_out,
    plan.if_the_baby_comes_early,
    plan.agreed_and_not_reached,
    plan.plan_with_the_hospital,
    plan.meeting_before_going_home,
    plan.first_action_after_birth,
    one_plan.rule_without_checker,
    one_plan.contingency_not_considered,
    one_plan.birth_plan_not_held,
    one_plan.handed_over,
    men.father_not_known,
    men.man_not_met,
    men.father_not_assessed,
    men.other_adult_not_assessed,
    men.only_her_word_about_him,
    change.what_shows_the_change,
    change.less_help_on_what_grounds,
    change.going_home_on_what_grounds,
    change.what_is_different_now,
    change.support_after_the_birth,
    change.own_upbringing,
    messages.life_with_a_newborn,
    messages.messages_not_given,
    messages.message_not_understood,
    messages.safer_sleep_for_each_carer,
    messages.where_the_baby_sleeps,
    messages.sleep_of_a_baby_born_early,
    sharing.known_to_one_agency,
    sharing.share_not_acknowledged,
    sharing.request_not_answered,
    around.what_relatives_said,
    around.moved_and_who_was_told,
    moving.move_waits,
    around.late_booking_not_explored,
    around.children_at_home,
    around.advocate_offered,
    around.interpreter_was_family,
    after_birth.baby_not_seen,
    after_birth.nhs_number_missing,
    after_birth.her_support_if_the_baby_lives_elsewhere,
)


def questions(
    record: Record, timings: Timings, today: date, services: Mapping[int, str] | None = None
) -> list[Prompt]:
    """The questions that apply on a day and that nobody has closed, in order.

    `services` says by its code what sort of service an agency is. After a reported loss nothing is asked about that
    baby but who confirmed it; while the record is closed, only what cannot wait.
    """
    found = [prompt for prompt in all_questions(record, timings, services) if prompt.applies(today)]
    in_order = sorted(found, key=lambda prompt: (prompt.urgency, prompt.applies_from, prompt.key))
    return still_open(in_order, record, today)


def all_questions(
    record: Record, timings: Timings, services: Mapping[int, str] | None = None
) -> tuple[Prompt, ...]:
    """Every question that this record raises, on whatever days they apply, in no order."""
    return _all_questions(record, timings, tuple(sorted((services or {}).items())))


@worked_out_once
def _all_questions(
    record: Record, timings: Timings, services: tuple[tuple[int, str], ...]
) -> tuple[Prompt, ...]:
    return tuple(_asked_of(Case(record, timings, dict(services))))


def _asked_of(case: Case) -> Iterator[Prompt]:
    for ask in _of_today(case.record):
        rule: Timing = getattr(case.timings, ask.__name__)
        if rule.recorded_here and not case.records_here(rule.recorded_here):
            continue
        for raised in ask(case, rule):
            yield Prompt(
                key=f"{ask.__name__}:{raised.about}" if raised.about != "" else ask.__name__,
                question=raised.question,
                why=raised.why,
                rests_on=tuple(dict.fromkeys(one.id for one in raised.rests_on)),
                source=rule.say_source(),
                applies_from=raised.since,
                urgency=raised.urgency,
                answer_with=raised.answer_with,
                applies_until=raised.until,
                begins=tuple(_begins(case, raised)),
            )


def _begins(case: Case, raised: Raised) -> Iterator[tuple[str, str]]:
    """What a form begins with. Where abuse may be at work it leads to nobody but her. Source: safety rule 11.

    Only writing down what is known of him may begin with him: it is there that somebody says why nobody is to approach
    him.
    """
    approaches = raised.answer_with != FatherOrPartner.kind and case.careful
    for name, value in raised.begins.items():
        leads_to_him = name == "person" and approaches and value != case.record.mother
        if value and not leads_to_him:
            yield name, str(value)


def _of_today(record: Record) -> tuple[Ask, ...]:
    """What is asked at all, as the record stands."""
    if only_losses(record):
        return AFTER_A_LOSS
    return WHILE_CLOSED if closed(record) else QUESTIONS
