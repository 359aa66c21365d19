"""Something that happened or was said, told plainly."""

from __future__ import annotations

from typing import ClassVar

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, Said, Words, ask, ended
from firsthome.kinds.record_of_truth import IN_SYSTEM, UNDER, kept_in


class EventType(Choice):
    """What sort of thing happened."""

    INCIDENT = "incident", "Incident"
    DISCLOSURE = "disclosure", "Something she or somebody else told"
    CONVERSATION = "conversation", "Conversation"
    MOVE = "move", "Move of home"
    DISCHARGE = "discharge", "Went home from hospital"
    ASSESSMENT_STARTED = "assessment_started", "Assessment started"
    ASSESSMENT_COMPLETED = "assessment_completed", "Assessment completed"
    CONCERN = "concern", "A relative, neighbour or friend told a service something"
    DISAGREEMENT = "disagreement", "A practitioner sees a decision differently"
    SERVICE_ENDED = "service_ended", "A service stopped working with them"
    SELF_HARM = "self_harm", "Thoughts of self-harm, new distance from the baby, or seeing or hearing things"
    SUDDEN_STOP = "sudden_stop", "Alcohol or opioids stopped suddenly"
    THREAT = "threat", "A threat or violence"
    INJURY = "injury", "A bruise or an injury of a baby"
    INFORMATION = "information", "Information passed on"
    POLICE_INTELLIGENCE = "police_intelligence", "Police intelligence"
    LEGAL_ADVICE = "legal_advice", "Legal advice was sought: only that, and when"
    OTHER = "other", "Something else"


class Event(Said):
    """One thing that happened, apart from what anybody thinks of it."""

    kind: ClassVar[str] = "event"
    title: ClassVar[str] = "Event"
    folded: ClassVar[dict[str, tuple[str, ...]]] = {
        "Where the record of truth is kept, such as of an assessment": ("in_system", "under")
    }

    type: EventType = ask("What sort of thing was it?", default=EventType.OTHER)
    account: Words = ask("What happened?", "Facts, apart from opinion.", missing="Write what happened")
    times: int = ask("How many times?", default=1, ge=1, le=1000)
    at_least: bool = ask("Is that number a minimum?", default=False)
    in_system: Line = ask(IN_SYSTEM, default="")
    under: Line = ask(UNDER, default="")

    def sentence(self, entry: Entry, names: Names) -> str:
        """The account, with «at least n times» where only that is known, and where the record of truth is."""
        told = ended(self.account)
        if self.times > 1 or self.at_least:
            times = "once" if self.times == 1 else f"{self.times} times"
            told = f"{self.account.strip().rstrip('.')} ({'at least ' if self.at_least else ''}{times})."
        return " ".join(filter(None, [told, kept_in(self.in_system, self.under)]))
