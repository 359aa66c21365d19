"""The men side by side, and the people around the family: what is known of each, and what is not known yet.

Nothing is counted or ranked, and where it may not be safe nobody is asked to approach anybody. Source: briefing,
section 05; safety rule 11.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.concern import Concern
from firsthome.kinds.entry import ended
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.father_or_partner import WHY_NOT, FatherOrPartner
from firsthome.kinds.network_member import NetworkMember
from firsthome.kinds.record import Statement
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.prompts.takers import takers
from firsthome.reading import family as reading
from firsthome.reading.identity import known_of
from firsthome.reading.messages import abuse_is_suspected
from firsthome.record.same_man import known_elsewhere


class Answer(NamedTuple):
    """What one agency says, and the entry that says it."""

    words: str
    signed: str
    entry: UUID


class Fact(NamedTuple):
    """One question, with everything that is said to it."""

    what: str
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Somebody:
    """One man, or one person of the network."""

    name: str
    role: str
    identity: str
    facts: list[Fact]
    unknown: list[str]
    signed: Answer | None
    """Who says all that was said of them as such, and where, if it is one entry; else each answer says it."""
    more: str
    """Where to say more; empty where the reader may not."""
    elsewhere: list[str]
    """Whom to ring, where two have checked that they are known in another pregnancy; never on paper."""
    in_error: str
    """Where to say that they were named in error."""


class Told(NamedTuple):
    """What somebody near the family told, and what came of it."""

    answer: Answer
    taken_up: list[Answer]
    open: bool


@record_page(Permission.READ_RECORD, prints=True)
def family(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Everybody of whom this reader may know."""
    elsewhere = {} if page.paper else known_elsewhere(page.found.id)
    men = [_somebody(page, one, FatherOrPartner, elsewhere) for one in reading.men(page.record)]
    network = [_somebody(page, one, NetworkMember, elsewhere) for one in reading.network(page.record)]
    told = _told(page)
    _looked_at(page, [*men, *network], told)
    return show(
        request,
        "family",
        page=page,
        men=men,
        network=network,
        told=told,
        care=abuse_is_suspected(page.record),
        may_add=page.may(Permission.ADD_ENTRY) and not page.paper,
    )


def _somebody(
    page: RecordPage,
    one: reading.Known[FatherOrPartner] | reading.Known[NetworkMember],
    model: type[FatherOrPartner] | type[NetworkMember],
    elsewhere: Mapping[UUID, list[str]],
) -> Somebody:
    facts: dict[str, list[Answer]] = {what: [] for what in model.model_construct().facts(page.names)}
    for statement, said in one.said:
        for what, words in said.facts(page.names).items():
            if words:
                facts[what].append(_answer(page, statement, words))
    alone = len(one.said) == 1
    known = [Fact(what, answers) for what, answers in facts.items() if answers]
    role = page.record.people.get(one.person) if one.person else None
    return Somebody(
        name=page.names.person(one.person) if one.person else "Nobody is known yet",
        role=(role.role_words or role.role.label) if role else "",
        identity="; ".join(known_of(page.record, one.person)) if one.person else "",
        facts=[*_elsewhere(page, one.person), *known] if one.person else known,
        unknown=[what for what, answers in facts.items() if not answers and what != WHY_NOT],
        signed=known[0].answers[0] if alone and known else None,
        more=_more(page, one, model),
        elsewhere=elsewhere.get(one.person, []) if one.person else [],
        in_error=_in_error(page, one.person),
    )


def _elsewhere(page: RecordPage, person: UUID) -> Iterator[Fact]:
    """What other entries say of them: how they are related, and when somebody last met them."""
    ties = [
        _answer(page, one, said.sentence(one.current.content, page.names))
        for one, said in reading.ties(page.record, person)
    ]
    if ties:
        yield Fact("Ties, as said", ties)
    if homes := reading.homes(page.record, person):
        yield Fact("Household, as said", [_sentence(page, one) for one in homes])
    if met := reading.last_met(page.record, person):
        day = page.record.happened(met.current.content).earliest
        yield Fact(
            "Last met, as recorded here", [_answer(page, met, say_day(day) if day else "Day not known")]
        )


def _answer(page: RecordPage, statement: Statement, words: str) -> Answer:
    line, words = statement.current, words[:1].upper() + words[1:]
    return Answer(
        ended(words), f"{signature(page, line.content)}, {line.content.happened.say()}", line.tip.id
    )


def _more(
    page: RecordPage,
    one: reading.Known[FatherOrPartner] | reading.Known[NetworkMember],
    model: type[FatherOrPartner] | type[NetworkMember],
) -> str:
    """In their agency's own entry, if there is one; or else in a new one that begins with whom it is about."""
    reference = page.found.reference
    own = [statement for statement, _ in one.said if page.reader.agency in statement.agencies()]
    if own:
        there = address("correct_entry", reference=reference, entry=own[-1].current.tip.id)
        return f"{there}?mark=update"
    begin = address("add_entry", reference=reference, kind=model.kind)
    return f"{begin}?{urlencode({'person': one.person})}" if one.person else begin


def _in_error(page: RecordPage, person: UUID | None) -> str:
    """In the entry that put them on the record: with that everything about them alone is taken back."""
    found = [one for one, said in page.record.of(PersonOnRecord) if said.person == person]
    if not found or not page.may(Permission.CORRECT_ENTRY):
        return ""
    there = address("correct_entry", reference=page.found.reference, entry=found[-1].current.tip.id)
    return f"{there}?mark=error"


def _told(page: RecordPage) -> list[Told]:
    taken = takers(page.record)
    return [_one_told(page, one, taken) for one in reading.concerns(page.record)]


def _one_told(page: RecordPage, one: Statement, taken: Mapping[UUID, list[Statement]]) -> Told:
    said, content = one.current.said, one.current.content
    assert said, "only what stands is told"
    answers = [_sentence(page, taker) for taker in taken.get(one.id, ()) if taker.current.said]
    answered = isinstance(said, Concern) and not said.open
    return Told(
        _answer(page, one, said.sentence(content, page.names)), answers, open=not answered and not answers
    )


def _sentence(page: RecordPage, one: Statement) -> Answer:
    assert one.current.said, "only what stands takes something up"
    return _answer(page, one, one.current.said.sentence(one.current.content, page.names))


def _looked_at(page: RecordPage, people: list[Somebody], told: list[Told]) -> None:
    """Each entry whose words stand here was opened by that."""
    page.looked_at += [answer.entry for one in people for fact in one.facts for answer in fact.answers]
    page.looked_at += [answer.entry for one in told for answer in (one.answer, *one.taken_up)]
