"""docs/replay.md, from the bundled reviews and the generator."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import firsthome
from firsthome.learning.coded import bundled
from firsthome.learning.compared import MEN, PLAN, compared, held, moved
from firsthome.learning.replay import Replayed, replay
from firsthome.learning.report import counted, lead_within_ceiling, summary, verdict
from firsthome.learning.simulate import Asked, simulate
from firsthome.learning.themes import Themes, themes
from firsthome.procedures.folder import OWN, place
from firsthome.procedures.timings import timings

PREGNANCIES = 20
"""In each setting, for the page; `firsthome simulate` makes as many as one likes."""
_SOURCE = Path(firsthome.__file__).parent
_RESTS_ON = ("prompts", "reading", "kinds", "procedures", "learning", "exchange")
"""Packages that a replay or a simulation runs through."""

HEAD = """# Replay of published reviews, and what is asked of ordinary records

Made by `firsthome generate-docs` from the code and the bundled reviews; `make check` fails where it is out of date. Do
not edit. `firsthome replay FILE|FOLDER [--json]` does the same for any review in this format, `firsthome simulate N`
for any number of invented pregnancies.

## What is measured

Fifteen published reviews, coded in our own words from published summaries, come with the product
(`src/firsthome/exchange/reviews/`). Each is walked day by day through the real code: the entries are those that
`firsthome import-review` makes, each agency reads what would have reached it, and the questions are asked by the very
functions that ask them on a record's page.

- A **hit** is a question that counts for the finding's theme (`src/firsthome/learning/themes.toml`), applies on or
  before the day of the harm, stood open on at least one day before the next fact, and rests on a fact of the case.
- A question that is asked as early of the same case stripped to pregnancy, people, agencies and birth is **standing**:
  it would be asked of anybody, so it is never a hit.
- Nothing known only after the harm comes in. No expected date is worked out from the later birth; a finding that only
  such a date would reach is said apart. A fact whose readers are not stated is open, so it never raises the question
  about what one agency keeps.
- A question counts from the later of the day from which it applies, the day by which its facts were certainly known
  (a month's last day for «in May»), and the day on which the record was opened. A lead time is said only where the
  review's dates can be counted from.
- Agencies count as having declared that they record here what reviews tell of: worries, referrals, decisions,
  assessments, meetings, plans and actions. Ordinary contacts, conversations and messages are almost never described in
  reviews, so nothing is asked about their absence.
"""
MEN_AND_CONTACT = """## Men, network and contact: before and now

Where a review says so, its facts now come in as entries of the kinds that were made for them: where a father lives, who
shares a home, who was there at a contact, which reason was given, and what a relative or neighbour told. Findings that
the source states in core reviews with usable dates, then all others."""
WHAT_DID_NOT_MOVE = """What did not move, and why:

- Every finding of these themes that counts was asked about before, and as early: its question rested on the event, and
  rests on the entry of its own kind now. There was nothing to gain there.
- Kent (the father, and what his parents told) has no date at all: everything is on one day, on which no question that
  waits can be asked.
- Of the father of the quiet control little was known, and no fact of his case is a worry. What is asked about him is
  asked of anybody, so it counts as standing and never as a hit.
- Harrow's missed contacts come from headings, one service and one undated stretch at a time; several in a few weeks, or
  with two services, are not told. `turning_help_away` asks instead.
- Nothing was worked out from what a review leaves open: no review tells a relative's own words on what would keep the
  baby safe, how it is known who the father is, or a reason for not working with him. So there is no entry that says so.
- What changed is the record. Homes are drawn in the genogram and those who were met are known to be met. In
  Cambridgeshire 2022 the neighbours' report of shouting no longer counts as telling what happened before, so the
  question about earlier records waits there for a fact that does.
"""
PLAN_AND_REFERRAL = """## Plan, discharge, referral and escalation: before and now

Since then there is a timetable with a source for every value, and there are referrals with what came of them,
meetings, one plan and the birth plan on the ward. Findings that the source states in core reviews with usable dates,
then all others; beneath, each finding that is asked about sooner, or at all."""
WHAT_MOVED = """What moved them. Each is a rule for every record, in words that a safeguarding lead can change:

- **The ward** (`plan_with_the_hospital`): where nobody knows the expected date, a pregnancy is at least as old as it
  has been known, and nobody knows of one before its fourth week. Questions timed in weeks begin by that day at the
  latest.
- **A plan of everybody** (`no_shared_plan`): two weeks to bring everybody together are too long near the birth. From
  week 34, the week of the birth plan in the timetable, and once the baby is born, nobody waits.
- **A referral** (`referral_not_recorded`): the procedure asks to refer at once, so it is asked after one working day
  and no longer after five.
- **Help that was asked for again** (`help_asked_for_again`, new): requests that came more than once, were answered,
  and were never taken up are looked at together.
- A plan with a condition and what follows from it comes in as a rule of the plan, so it is asked who checks it, and
  no longer what happens if it does not work out.

What did not move, and why:

- **Early help below the threshold, escalation, assessment, and who does what** stand as they did. What counts of them
  was asked about before, on the day or within days of the fact: the rest of the time to the coder's ceiling lies in
  dates that are known only by month or season, and counting starts with their last day. Discharge is told of in two
  reviews, where it was asked about before; their dates cannot be counted from.
- The new kinds change what can be answered more than what is asked. A referral that was received, a challenge with
  its day, who holds the birth plan, who signed the plan: reviews do not tell of them, so no entry says so here, and
  the questions that rest on them (`challenge_not_answered`, `birth_plan_not_held`, `handed_over`) have nothing to
  rest on.
- No review states a day by which its own procedure wanted something, and most state no expected date. So the
  timetable adds no question here. In practice a day that has passed stands in «My work» of whoever owns it, who gets
  a notice, and later their safeguarding lead.
- An assessment that was begun and takes longer than it may is asked about too (`assessment_not_finished`, new). No
  review has one whose days could be counted so far, so that moves nothing here.
- Kent has no date at all. In Devon a practitioner's doubt about another's decision is told of in general, and no fact
  says who disagreed with what. Coventry's assessment comes before the birth as its facts are dated, so none seems to
  be missing.
- These rules were written by people who had read these reviews, and each of them moves one or two findings. That they
  are right for every record is our own judgement, not something that fifteen reviews can show.
"""
CLAIMS = """## What it does not claim

- It measures questions against findings *as reported*, by coders who had read them. A question that is asked is not an
  answer, an answer is not help, and nobody can say that harm would have been prevented.
- Recall is counted on findings that the source states, in core reviews whose dates can be used. The others are listed,
  not counted.
- The questions were written by people who had read these fifteen reviews. Reviews that nobody has read yet are the
  fairer measure, and the command takes them.
- Three findings are of the theme «other»: that no review of risk was held for ten weeks, that information was in a
  language the mother struggled with, and that abuse was written down as a label. No question counts for «other»,
  because it is no question; the second is what `interpreter_was_family` asks, but that review has no fact that says so.
- That a baby born early asks about safer sleep is standing, whoever the family is. It is a question of its own, so that
  the one about nights out of the ordinary is measured by itself.
- Reviews without usable dates (Kent, Leicester, Sunderland, Coventry) put nearly all their facts on one or two days. A
  question that waits some days before it is asked then finds no day to be asked on. That is left as it is.
- The simulated pregnancies are invented by a generator whose numbers are our own judgement
  (`src/firsthome/learning/pregnancies.toml`). They show how much is asked of records that are well kept as we imagine
  it. They say nothing about families, and real services will differ.
"""


def digest() -> str:
    """What the page rests on, as one number: code, procedure data, reviews, and the generator's own numbers."""
    paths = [
        path for package in _RESTS_ON for path in sorted((_SOURCE / package).rglob("*")) if _counts(path)
    ]
    paths += [
        _SOURCE / "record" / "reach.py",
        *(place(OWN, name) for name in ("prompts.toml", "records_here.toml")),
    ]
    found = hashlib.sha256()
    for path in paths:
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def _counts(path: Path) -> bool:
    if path.suffix not in {".py", ".toml", ".json"} or "migrations" in path.parts or "commands" in path.parts:
        return False
    return "exchange" not in path.parts or path.stem.startswith("review_") or path.parent.name == "reviews"


def document() -> str:
    """The whole page, made anew."""
    everything = [replay(one, timings(), themes()) for one in bundled()]
    simulated = simulate(PREGNANCIES, timings())
    return "\n".join(
        [
            HEAD,
            "## Recall and lead time",
            "",
            *summary(everything),
            "",
            *_by_theme(everything, themes()),
            "",
            *_by_review(everything),
            "",
            MEN_AND_CONTACT,
            "",
            *compared(everything, MEN),
            "",
            "Of all fifteen reviews, entries of these kinds since then, where everything was an event or bare before:",
            "",
            *held((one.coded.review for one in everything), timings()),
            "",
            WHAT_DID_NOT_MOVE,
            PLAN_AND_REFERRAL,
            "",
            *compared(everything, PLAN),
            "",
            *moved(everything, PLAN),
            "",
            WHAT_MOVED,
            "## Burden",
            "",
            *_burdens(everything),
            "",
            "## Invented pregnancies",
            "",
            *_simulated(simulated),
            "",
            CLAIMS,
        ]
    )


def _by_theme(everything: list[Replayed], themes: Themes) -> Iterator[str]:
    yield "| theme | stated, usable dates | asked about | median days before | others asked about | by |"
    yield "|---|--:|--:|--:|--:|---|"
    counts = [hit for _, hit in counted(everything)]
    every = [hit for one in everything for hit in one.hits]
    for theme in sorted({hit.finding.theme for hit in every}):
        here = [hit for hit in counts if hit.finding.theme == theme]
        others = [hit for hit in every if hit.finding.theme == theme and hit not in here]
        leads = [days for hit in here if (days := lead_within_ceiling(hit)) is not None]
        yield (
            f"| {theme} | {len(here)} | {sum(hit.hit for hit in here)} | {f'{median(leads):.0f}' if leads else ''}"
            f" | {sum(hit.hit for hit in others)} of {len(others)}"
            f" | {', '.join(themes.prompts_of(theme)) or 'nothing'} |"
        )


def _by_review(everything: list[Replayed]) -> Iterator[str]:
    yield "| review | theme | basis | | from | days before the harm | at most | by |"
    yield "|---|---|---|---|---|--:|--:|---|"
    for one in everything:
        for hit in one.hits:
            ceiling = hit.finding.ceiling_lead_days
            yield (
                f"| {one.coded.review.slug} | {hit.finding.theme} | {hit.finding.basis} | {verdict(hit)} |"
                f" {hit.first_on or ''} | {'' if hit.lead_days is None else hit.lead_days} |"
                f" {'' if ceiling is None else ceiling} | {', '.join(hit.prompts)} |"
            )


def _burdens(everything: list[Replayed]) -> Iterator[str]:
    yield "These are cases in which nearly everything was missing, and what was done well is not told: much is asked."
    yield "A record shows five questions, the most urgent first, and the rest on request."
    yield ""
    yield "| review | open for one reader after each fact | in all, any reader | of them standing |"
    yield "|---|---|--:|--:|"
    for one in everything:
        burden = one.burden
        days = ", ".join(str(most) for _, most, _ in burden.days)
        quiet = " (a quiet control)" if one.coded.control else ""
        yield f"| {one.coded.review.slug}{quiet} | {days} | {burden.in_all} | {burden.standing} |"


def _simulated(simulated: list[Asked]) -> Iterator[str]:
    yield "A question counts once, when it first stands open in a record. Nobody answers one."
    yield ""
    yield "| setting | records | questions for each record and month | bar | most for one record in all | most often |"
    yield "|---|--:|--:|--:|--:|---|"
    for one in simulated:
        often = ", ".join(name for name, _ in one.by_function.most_common(3))
        yield (
            f"| {one.setting.name} | {one.records} | {one.a_month:.2f} | {one.setting.bar:g} | {one.most} | {often} |"
        )
