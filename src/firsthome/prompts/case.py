"""What the questions look at: a record as its reader sees it, gathered once for all. Pure, and without a clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from firsthome.kinds.choices import Asked
from firsthome.kinds.concern import Concern
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.contact_details import ContactDetails
from firsthome.kinds.conversation import Conversation
from firsthome.kinds.entry import How
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.network_member import NetworkMember
from firsthome.kinds.planning import Meeting
from firsthome.kinds.record import Statement
from firsthome.kinds.referral import Decision, Referral, Settled
from firsthome.kinds.vulnerability import Topic, Vulnerability
from firsthome.procedures.timings import Timing
from firsthome.prompts.gathered import Gathered
from firsthome.prompts.takers import takers
from firsthome.prompts.worry import Worry, only_smoking, told_anew

NOT_KEPT = frozenset(
    {ContactOutcome.NOT_ATTENDED, ContactOutcome.CANCELLED_BY_FAMILY, ContactOutcome.NO_ACCESS}
)
CARE = frozenset({"childrens_social_care", "social_care", "early_help", "family_help"})
"""Codes of the agencies that a family is referred to for help, or for an assessment."""
_OBSERVED, _NOT_SAFE = How.OBSERVED, Asked.NOT_SAFE
"""By names of their own: until Python 3.12 finding an answer in its list costs more than comparing it."""


class Man(NamedTuple):
    """The father, a partner, or another adult about whom something is known."""

    person: UUID
    statement: Statement
    said: PersonOnRecord


class Case(Gathered):
    """One record as its reader sees it, by what is asked about: worries, men, contacts, who is around."""

    @cached_property
    def concerns(self) -> list[Statement]:
        """What somebody near the family told a service."""
        return [*self.events(EventType.CONCERN), *(one for one, _ in self.of(Concern))]

    @cached_property
    def worries(self) -> list[Worry]:
        """Every vulnerability that is known or suspected, in the order in which they became known."""
        found = [
            Worry(one, said, self.known(one), one.current.content.about)
            for one, said in self.of(Vulnerability)
            if said.stands
        ]
        return sorted(found, key=lambda one: one.known)

    def worries_about(self, topics: Iterable[str]) -> list[Worry]:
        """Those about some topics; smoking alone is for the stop-smoking service and calls for nothing else."""
        found = [one for topic in topics for one in self._by_word.get(topic, ())]
        return sorted(found, key=lambda one: one.known)

    @cached_property
    def _by_word(self) -> dict[str, list[Worry]]:
        found: dict[str, list[Worry]] = defaultdict(list)
        for one in self.worries:
            if not only_smoking(one.said):
                found[one.said.topic.value].append(one)
        return found

    @cached_property
    def by_topic(self) -> dict[tuple[Topic, frozenset[UUID]], list[Worry]]:
        """Worries about the same thing and the same people, however often they were said; abuse is between people."""
        found: dict[tuple[Topic, frozenset[UUID]], list[Worry]] = defaultdict(list)
        for one in self.worries:
            whose = () if one.said.topic is Topic.DOMESTIC_ABUSE else one.whose
            found[one.said.topic, frozenset(whose)].append(one)
        return found

    def calling_for_help(self, rule: Timing) -> list[Worry]:
        """The worries that call for more than ordinary care: of `topics`, two different ones of `together`, or one of
        `again` once something new was recorded about it.

        It counts nobody: which these are is the partnership's data, and care experience or youth is never among them.
        """
        alone, together = self.worries_about(rule.topics), self.worries_about(rule.together)
        if len({one.said.topic for one in together}) < 2:
            together = []
        groups = [group for (topic, _), group in self.by_topic.items() if topic.value in rule.again]
        again = [one for group in groups for one in told_anew(group)]
        return list({one.statement.id: one for one in [*alone, *together, *again]}.values())

    @cached_property
    def _takers(self) -> dict[UUID, list[Statement]]:
        """Statement → those that rest on it and do something about it."""
        return takers(self.record)

    def taken_by(self, statement: Statement) -> list[Statement]:
        """What rests on it."""
        return self._takers.get(statement.id, [])

    def taken_up(self, statement: Statement) -> bool:
        """Whether something else rests on it: a referral, a decision, an action, a question that somebody answered."""
        return any(getattr(one.current.said, "open", None) is not True for one in self.taken_by(statement))

    def asked_about(self, statement: Statement) -> bool:
        """Whether anything rests on it, a question that is still open among them."""
        return statement.id in self._takers

    @cached_property
    def roles(self) -> dict[UUID, Role]:
        """What everybody is to the pregnancy."""
        return {person: said.role for person, said in self.record.people.items()}

    @property
    def men(self) -> list[Man]:
        """The baby's father and the mother's partner, as far as they are on the record."""
        return [one for one in self.other_adults if one.said.role in (Role.FATHER, Role.PARTNER)]

    @cached_property
    def other_adults(self) -> list[Man]:
        """Adults on the record who are neither the mother nor a brother or sister nor a baby."""
        children = (Role.MOTHER, Role.BABY, Role.SIBLING)
        found = {said.person: Man(said.person, one, said) for one, said in self.record.of(PersonOnRecord)}
        return [one for one in found.values() if one.said.role not in children]

    @cached_property
    def known_of(self) -> dict[UUID | None, list[tuple[Statement, FatherOrPartner]]]:
        """Man → what is said of him as a father or partner; under None, what is said while nobody is known."""
        found: dict[UUID | None, list[tuple[Statement, FatherOrPartner]]] = defaultdict(list)
        for one, said in self.of(FatherOrPartner):
            found[said.person].append((one, said))
        return found

    def reason_given(self, person: UUID | None) -> bool:
        """Whether somebody said why nobody works with him: then nobody is asked to, until that changes."""
        return any(said.not_engaged.strip() for _, said in self.known_of.get(person, ()))

    @cached_property
    def siblings(self) -> set[UUID]:
        """Older children, wherever they live."""
        return {person for person, role in self.roles.items() if role is Role.SIBLING}

    @cached_property
    def about(self) -> dict[UUID, list[Statement]]:
        """Person → what was said about them, but for who they are."""
        found: dict[UUID, list[Statement]] = defaultdict(list)
        for one in self.statements:
            if one.kind != PersonOnRecord.kind:
                for person in one.current.content.about:
                    found[person].append(one)
        return found

    def code(self, agency: int) -> str:
        """What sort of service an agency is; empty where nobody has said."""
        return self.services.get(agency, "").replace("-", "_")

    @cached_property
    def around(self) -> dict[int, date]:
        """Every agency that is involved, with the day on which that was first known."""
        found: dict[int, date] = {}
        for one, said in self.record.involvements:
            found[said.agency] = min(self.known(one), found.get(said.agency, date.max))
        return found

    def records_here(self, kind: str) -> bool:
        """Whether somebody around the family has declared to record such entries here. Source: safety rule 9."""
        return any(kind in self.declared_by(agency) for agency in self.around)

    def declared_by(self, agency: int) -> frozenset[str]:
        """The kinds that an agency has declared to record here."""
        return self.timings.recorded_here.get(self.code(agency), frozenset())

    @cached_property
    def contacts(self) -> list[tuple[Statement, Contact]]:
        """Every contact in the order in which they became known."""
        return sorted(self.of(Contact), key=lambda one: self.known(one[0]))

    @cached_property
    def kept(self) -> list[tuple[Statement, Contact]]:
        """Those that were kept."""
        return [one for one in self.contacts if one[1].outcome.kept]

    def met_since(self, day: date) -> bool:
        """Whether somebody met the family after a day."""
        return bool(self.kept) and self.known(self.kept[-1][0]) > day

    @cached_property
    def met(self) -> set[UUID]:
        """Everybody who was there when somebody met the family, or whom somebody saw or talked with."""
        content = [one.current.content for one, _ in self.kept]
        found = {person for _, said in self.kept for person in said.present}
        found.update(person for one in content if one.source.how is _OBSERVED for person in one.about)
        found.update(said.person for _, said in self.of(Conversation))
        found.update(said.person for _, said in self.of(NetworkMember) if said.asked)
        return found | {said.person for _, said in self.of(FatherOrPartner) if said.person and said.heard}

    @cached_property
    def not_kept(self) -> list[tuple[Statement, Contact]]:
        """Contacts that were not kept, or that she called off."""
        return [one for one in self.contacts if one[1].outcome in NOT_KEPT]

    @cached_property
    def referrals(self) -> list[tuple[Statement, Referral]]:
        """Referrals for help or an assessment; those to a specialist service are something else."""
        return [one for one in self.of(Referral) if one[1].to is None or self.code(one[1].to) in {"", *CARE}]

    def decisions(self, *settled: Settled) -> list[tuple[Statement, Decision]]:
        """Decisions that mean one of these for the family's help."""
        return [one for one in self.of(Decision) if one[1].settled in settled]

    @property
    def child_protection_plans(self) -> list[Statement]:
        """Meetings that made a child protection plan."""
        return [one for one, said in self.of(Meeting) if said.category]

    @cached_property
    def careful(self) -> list[Statement]:
        """What says that nobody is to be approached without thought: abuse that is possible, or unsafe contact.

        Source: safety rule 11.
        """
        possible = [(one, said) for one, said in self.record.of(Vulnerability) if said.possible]
        found = [one for one, said in possible if said.topic is Topic.DOMESTIC_ABUSE]
        found += [one for one, said in self.of(Event) if said.type is EventType.THREAT]
        found += [one for one, said in self.record.of(ContactDetails) if said.safety() and said.others]
        found += [one for one, said in self.record.of(Contact) if said.seen_alone is _NOT_SAFE]
        found += [one for one, said in self.record.of(FatherOrPartner) if said.unsafe]
        return found
