"""What stays open after an offer or a difference: who asks again, and who takes it to the next stage."""

from __future__ import annotations

from collections.abc import Iterator

from firsthome.kinds.help_offer import HelpOffer
from firsthome.procedures.timings import Timing
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised
from firsthome.reading.asking_for_help import challenges


def ask_again_about_help(case: Case, rule: Timing) -> Iterator[Raised]:
    """Help that was declined, or not answered yet, is offered again on its day. Source: briefing, section 04."""
    for one, said in case.of(HelpOffer):
        if day := said.waits_until:
            yield Raised(
                "Has somebody asked again about the help that was offered, and what would make it acceptable now?",
                "The day on which somebody was to ask again has passed. The door stays open.",
                max(rule.after(day), case.known(one)),
                (one,),
                one.id,
                answer_with="help_offer",
            )


def challenge_not_answered(case: Case, rule: Timing) -> Iterator[Raised]:
    """Still open after its day: who takes it to the next stage? Source: domain facts, 6, row 24; published reviews."""
    for one in challenges(case.record):
        if one.due:
            yield Raised(
                "What was answered to what was seen differently? If nothing: who takes it to the next stage, and when?",
                "The day by which an answer was due has passed, and nothing recorded here says what it came to.",
                rule.after(one.due),
                (one.statement,),
                one.statement.id,
                answer_with="challenge",
            )
