"""The whole matrix: which role may do what, and how much of the record it takes.

The role alone never opens a record: that takes involvement (see `levels`), and an exclusion beats everything.
"""

from __future__ import annotations

from enum import StrEnum

from firsthome.access.levels import Level


class Role(StrEnum):
    """What somebody is to their agency."""

    PRACTITIONER = "practitioner"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    PARTNERSHIP_OFFICER = "partnership_officer"


class Permission(StrEnum):
    """What can be done."""

    SEE_CASELOAD = "see the caseload"
    OPEN_RECORD = "open a new record"
    READ_RECORD = "read a record"
    MAKE_COPY = "make a copy or a draft to send"
    ADD_ENTRY = "add an entry"
    CORRECT_ENTRY = "correct an entry"
    SHARE_ENTRIES = "share entries"
    RESTRICT_ENTRIES = "keep entries to fewer people"
    INVOLVE_OTHERS = "involve an agency or a practitioner"
    EXCLUDE = "exclude a practitioner from a record"


_PRACTICE = frozenset(
    {
        Permission.SEE_CASELOAD,
        Permission.OPEN_RECORD,
        Permission.READ_RECORD,
        Permission.MAKE_COPY,
        Permission.ADD_ENTRY,
        Permission.CORRECT_ENTRY,
        Permission.SHARE_ENTRIES,
        Permission.RESTRICT_ENTRIES,
        Permission.INVOLVE_OTHERS,
    }
)

ROLE_MAY: dict[Role, frozenset[Permission]] = {
    Role.PRACTITIONER: _PRACTICE,
    Role.SAFEGUARDING_LEAD: _PRACTICE | {Permission.EXCLUDE},
    Role.PARTNERSHIP_OFFICER: frozenset(),
}

NEEDS_LEVEL: dict[Permission, Level] = {
    Permission.READ_RECORD: Level.CONTRIBUTE,
    Permission.MAKE_COPY: Level.CONTRIBUTE,
    Permission.ADD_ENTRY: Level.CONTRIBUTE,
    Permission.CORRECT_ENTRY: Level.CONTRIBUTE,
    Permission.SHARE_ENTRIES: Level.FULL,
    Permission.RESTRICT_ENTRIES: Level.FULL,
    Permission.INVOLVE_OTHERS: Level.FULL,
    Permission.EXCLUDE: Level.FULL,
}
"""Permissions about one record; the others are about no record in particular."""

WHY_NOT: dict[Permission, str] = {
    Permission.SEE_CASELOAD: "Your role does not include working with families, so there is no caseload to show.",
    Permission.OPEN_RECORD: "Your role does not include opening records. Ask a practitioner of your agency.",
    Permission.READ_RECORD: "Your agency is involved, but was not given the content of this record. "
    "Ask the lead professional if you need it.",
    Permission.MAKE_COPY: "You can see this record, but not make a copy of it. Ask the lead professional.",
    Permission.ADD_ENTRY: "You can see this record, but not add to it. Ask the lead professional.",
    Permission.CORRECT_ENTRY: "You can see this record, but not correct it. Ask the lead professional.",
    Permission.SHARE_ENTRIES: "Sharing needs full access to this record. Ask the lead professional.",
    Permission.RESTRICT_ENTRIES: "Keeping entries to fewer people needs full access. Ask the lead professional.",
    Permission.INVOLVE_OTHERS: "Involving others needs full access to this record. Ask the lead professional.",
    Permission.EXCLUDE: "Excluding a colleague is for your safeguarding lead, and nobody excludes themselves.",
}
"""What a refusal says: why, and what to do."""


def role_may(role: Role, permission: Permission) -> bool:
    """Whether the role includes it at all."""
    return permission in ROLE_MAY[role]


def level_allows(level: Level | None, permission: Permission) -> bool:
    """Whether so much access to a record is enough."""
    needed = NEEDS_LEVEL.get(permission)
    return needed is None or (level is not None and level >= needed)
