"""Whether what an entry says came with a condition: from the police, from a MARAC, or from somebody in confidence."""

from __future__ import annotations

from firsthome.kinds.choices import Choice


class Origin(Choice):
    """From whom it came, where that somebody has to be asked before it goes further. Source: safety rule 10."""

    NO_CONDITION = "no_condition", "No"
    POLICE = "police", "Yes, from the police"
    MARAC = "marac", "Yes, from a MARAC (multi-agency risk assessment conference)"
    THIRD_PARTY = "third_party", "Yes, from somebody who told us in confidence"

    @property
    def whom_to_ask(self) -> str:
        """Who can say what may be done with it."""
        return _WHOM_TO_ASK[self]


_WHOM_TO_ASK = {
    Origin.NO_CONDITION: "nobody",
    Origin.POLICE: "the police officer from whom it came",
    Origin.MARAC: "the chair or coordinator of the MARAC",
    Origin.THIRD_PARTY: "the person who told it in confidence",
}
