"""Where a step that the law or a service asks for is kept: this record points there, and is no second one.

Source: domain facts, 7.9 to 7.13; safety rule 9 (most statutory steps live in the council's own system).
"""

from __future__ import annotations

IN_SYSTEM = "In which system is the record of truth?"
UNDER = "Under which reference?"


def place(system: str, reference: str) -> str:
    """«Liquid, 4711»; nothing where nobody said so."""
    return ", ".join(filter(None, [system.strip(), reference.strip()]))


def kept_in(system: str, reference: str) -> str:
    """«Record of truth: Liquid, 4711.» Nothing where nobody said so."""
    where = place(system, reference)
    return f"Record of truth: {where}." if where else ""
