"""How somebody can be reached without putting them in danger: what is safe, what is not, and when.

A coercing partner reads messages and hears voicemail (domain facts, hazard 5), so every way is asked by itself,
and what nobody has said is never taken for safe.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, ask


class Safe(Choice):
    """Whether one way of reaching somebody is safe."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_ASKED = "not_asked", "Not asked yet"
    NOT_KNOWN = "not_known", "Not known"


class ContactDetails(Said):
    """A phone number or an e-mail address of one person, and what is safe."""

    kind: ClassVar[str] = "contact_details"
    title: ClassVar[str] = "Phone, e-mail and safe contact"

    person: PersonId = ask("Whose is it?", missing="Choose whose it is")
    phone: Line = ask("Phone number", default="")
    e_mail: Line = ask("E-mail address", default="")
    call: Safe = ask("Is it safe to ring?", default=Safe.NOT_ASKED)
    text: Safe = ask("Is it safe to send a text message?", default=Safe.NOT_ASKED)
    voicemail: Safe = ask("Is it safe to leave a voicemail?", default=Safe.NOT_ASKED)
    write: Safe = ask("Is it safe to send an e-mail?", default=Safe.NOT_ASKED)
    when_safe: Line = ask("When is it safe?", "For example: between 10 and 12 on weekdays.", default="")
    others: Line = ask("Who else may answer, listen or read it?", default="")

    def persons(self) -> tuple[UUID, ...]:
        """Whose it is."""
        return (self.person,)

    def safety(self) -> str:
        """«do not text; ring between 10 and 12», what is not safe first; empty where nobody has said."""
        ways = [(self.call, "ring"), (self.text, "text"), (self.voicemail, "leave a voicemail")]
        ways += [(self.write, "send an e-mail")]
        never = [f"do not {way}" for safe, way in ways if safe is Safe.NO]
        may = " or ".join(way for safe, way in ways if safe is Safe.YES)
        when = f"{may} {self.when_safe}".strip() if may or self.when_safe else ""
        others = f"somebody else may answer, listen or read it: {self.others}" if self.others else ""
        return "; ".join(filter(None, [*never, when, others]))

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Leila Mistry: 01632 960777. Safe contact: do not text; ring between 10 and 12.»"""
        head = f"{names.person(self.person)}: {', '.join(filter(None, [self.phone, self.e_mail]))}"
        safety = self.safety() or "nobody has said yet what is safe"
        return f"{head.rstrip(': ')}. Safe contact: {safety.rstrip('.')}."
