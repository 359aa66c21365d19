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
    AGENCY_OFFICER = "agency_officer"
    """Looks after who works for the agency, and sees no families."""
    ADOPTION_BRIDGE = "adoption_bridge"
    """Finds, on a court's or a grown-up child's request, what an adoption order separated, and sees no families."""


class Permission(StrEnum):
    """What can be done."""

    SEE_CASELOAD = "see the caseload"
    OPEN_RECORD = "open a new record"
    FIND_PEOPLE = "look for somebody among the people whom they may know of"
    CHECK_SAME_MAN = "check whether a father or partner is known in another pregnancy"
    MERGE_PEOPLE = "decide whether two people on records are one"
    KNOW_OF_RECORD = "know that a record is there, and whom to ring"
    SEE_SUMMARY = "see the summary of a record"
    READ_RECORD = "read a record"
    MAKE_COPY = "make a copy or a draft to send"
    ADD_ENTRY = "add an entry"
    CORRECT_ENTRY = "correct an entry"
    SHARE_ENTRIES = "share entries"
    RESTRICT_ENTRIES = "keep entries to fewer people"
    ASK_INFORMATION = "ask an agency for information, or answer it"
    ADD_APPOINTMENTS = "add appointments from a list"
    ASK_INVOLVEMENT = "ask to be involved"
    PREVIEW_AS = "see what somebody else would see"
    SEE_AGENCIES = "see the agencies of the partnership"
    READ_LIBRARY = "read the library, the briefings and where families can be pointed to"
    KEEP_AGREEMENTS = "keep sharing agreements"
    APPROVE_PROCEDURE = "approve the partnership’s timetable"
    INVOLVE_OTHERS = "involve an agency or a practitioner"
    DECLARE_CONFLICT = "say that they know a family"
    SEE_ACCESS = "see who can see a record"
    SEE_SEALED_ADDRESS = "see a restricted or sealed address"
    EXCLUDE = "exclude a practitioner from a record"
    RESTRICT_RECORD = "restrict a record to those who are named on it"
    OPEN_IN_EMERGENCY = "open a record in an emergency"
    REVIEW_EMERGENCIES = "review what was opened in an emergency"
    OWN_SIGN_IN = "look after one’s own way of signing in"
    OWN_DIGEST = "look after one’s own digest by e-mail"
    LOOK_AFTER_STAFF = "see who works for the agency, and end it when they leave"
    SEE_LOOKS = "see who looked at a record"
    MOVE_RECORD = "ask another area to take over a record, and follow its move"
    ANSWER_MOVES = "answer another area that asks to take over a record"
    MAKE_RECORD_FILE = "make a file of a whole record for another area"
    CLOSE_RECORD = "close a record, or open it again"
    HOLD_RECORD = "place a legal hold, or end it"
    REVIEW_KEEPING = "review records whose time is over, and sign that they may be destroyed"
    SEPARATE_FOR_ADOPTION = "separate a baby’s record after an adoption order"
    CROSS_ADOPTION = "find what an adoption order separated"
    ANSWER_REQUESTS = "answer what somebody asks to see about themselves"


_PRACTICE = frozenset(
    {
        Permission.SEE_CASELOAD,
        Permission.OPEN_RECORD,
        Permission.FIND_PEOPLE,
        Permission.MERGE_PEOPLE,
        Permission.KNOW_OF_RECORD,
        Permission.SEE_SUMMARY,
        Permission.READ_RECORD,
        Permission.MAKE_COPY,
        Permission.ADD_ENTRY,
        Permission.CORRECT_ENTRY,
        Permission.SHARE_ENTRIES,
        Permission.RESTRICT_ENTRIES,
        Permission.ASK_INFORMATION,
        Permission.ADD_APPOINTMENTS,
        Permission.ASK_INVOLVEMENT,
        Permission.PREVIEW_AS,
        Permission.SEE_AGENCIES,
        Permission.READ_LIBRARY,
        Permission.INVOLVE_OTHERS,
        Permission.SEE_SEALED_ADDRESS,
        Permission.SEE_ACCESS,
        Permission.DECLARE_CONFLICT,
        Permission.CLOSE_RECORD,
        Permission.MOVE_RECORD,
        Permission.OPEN_IN_EMERGENCY,
        Permission.OWN_SIGN_IN,
        Permission.OWN_DIGEST,
    }
)

ROLE_MAY: dict[Role, frozenset[Permission]] = {
    Role.PRACTITIONER: _PRACTICE,
    Role.SAFEGUARDING_LEAD: _PRACTICE
    | {
        Permission.LOOK_AFTER_STAFF,
        Permission.CHECK_SAME_MAN,
        Permission.EXCLUDE,
        Permission.RESTRICT_RECORD,
        Permission.REVIEW_EMERGENCIES,
        Permission.SEE_LOOKS,
        Permission.HOLD_RECORD,
        Permission.ANSWER_MOVES,
        Permission.MAKE_RECORD_FILE,
        Permission.REVIEW_KEEPING,
        Permission.SEPARATE_FOR_ADOPTION,
        Permission.ANSWER_REQUESTS,
    },
    Role.PARTNERSHIP_OFFICER: frozenset(
        {
            Permission.OWN_SIGN_IN,
            Permission.SEE_AGENCIES,
            Permission.READ_LIBRARY,
            Permission.KEEP_AGREEMENTS,
            Permission.APPROVE_PROCEDURE,
        }
    ),
    Role.AGENCY_OFFICER: frozenset(
        {
            Permission.OWN_SIGN_IN,
            Permission.LOOK_AFTER_STAFF,
            Permission.SEE_AGENCIES,
            Permission.REVIEW_KEEPING,
            Permission.READ_LIBRARY,
        }
    ),
    Role.ADOPTION_BRIDGE: frozenset({Permission.OWN_SIGN_IN, Permission.CROSS_ADOPTION}),
}

NEEDS_LEVEL: dict[Permission, Level] = {
    Permission.KNOW_OF_RECORD: Level.PRESENCE,
    Permission.SEE_SUMMARY: Level.SUMMARY,
    Permission.READ_RECORD: Level.CONTRIBUTE,
    Permission.MAKE_COPY: Level.CONTRIBUTE,
    Permission.ADD_ENTRY: Level.CONTRIBUTE,
    Permission.CORRECT_ENTRY: Level.CONTRIBUTE,
    Permission.SHARE_ENTRIES: Level.FULL,
    Permission.RESTRICT_ENTRIES: Level.FULL,
    Permission.ASK_INFORMATION: Level.CONTRIBUTE,
    Permission.PREVIEW_AS: Level.FULL,
    Permission.INVOLVE_OTHERS: Level.FULL,
    Permission.SEE_ACCESS: Level.FULL,
    Permission.SEE_SEALED_ADDRESS: Level.CONTRIBUTE,
    Permission.EXCLUDE: Level.FULL,
    Permission.DECLARE_CONFLICT: Level.PRESENCE,
    Permission.RESTRICT_RECORD: Level.FULL,
    Permission.SEE_LOOKS: Level.FULL,
    Permission.CLOSE_RECORD: Level.FULL,
    Permission.MOVE_RECORD: Level.FULL,
    Permission.MAKE_RECORD_FILE: Level.FULL,
    Permission.HOLD_RECORD: Level.FULL,
    Permission.SEPARATE_FOR_ADOPTION: Level.FULL,
    Permission.ANSWER_REQUESTS: Level.CONTRIBUTE,
}
"""Permissions about one record; the others are about no record in particular."""

IN_EMERGENCY = frozenset(
    {Permission.KNOW_OF_RECORD, Permission.READ_RECORD, Permission.ADD_ENTRY, Permission.DECLARE_CONFLICT}
)
"""What emergency access is enough for; everything else about a record takes involvement."""

WHY_NOT: dict[Permission, str] = {
    Permission.SEE_CASELOAD: "Your role does not include working with families, so there is no caseload to show.",
    Permission.CHECK_SAME_MAN: "Whether a father is known in another pregnancy is checked by safeguarding leads.",
    Permission.MERGE_PEOPLE: "Your role does not include families, so there is nobody to decide about.",
    Permission.FIND_PEOPLE: "Your role does not include families, so there is nobody to look for.",
    Permission.OPEN_RECORD: "Your role does not include opening records. Ask a practitioner of your agency.",
    Permission.KNOW_OF_RECORD: "Your role does not include working with families.",
    Permission.SEE_SUMMARY: "Your agency is involved, but was not given a summary. Ask the lead professional.",
    Permission.READ_RECORD: "Your agency is involved, but was not given the content of this record. "
    "Ask the lead professional if you need it.",
    Permission.MAKE_COPY: "You can see this record, but not make a copy of it. Ask the lead professional.",
    Permission.ADD_ENTRY: "You can see this record, but not add to it. Ask the lead professional.",
    Permission.CORRECT_ENTRY: "You can see this record, but not correct it. Ask the lead professional.",
    Permission.SHARE_ENTRIES: "Sharing needs full access to this record. Ask the lead professional.",
    Permission.RESTRICT_ENTRIES: "Keeping entries to fewer people needs full access. Ask the lead professional.",
    Permission.ASK_INFORMATION: "Asking for information takes being involved with this family yourself. "
    "Ask the lead professional.",
    Permission.ADD_APPOINTMENTS: "Your role does not include working with families, so there is nothing to add to.",
    Permission.ASK_INVOLVEMENT: "Your role does not include working with families, so there is nothing to ask for.",
    Permission.PREVIEW_AS: "Seeing what somebody else would see needs full access. Ask the lead professional.",
    Permission.SEE_AGENCIES: "Who works together here is for those who work for one of the agencies.",
    Permission.READ_LIBRARY: "The library is for those who work for one of the agencies.",
    Permission.KEEP_AGREEMENTS: "Sharing agreements are kept by the partnership officer. Ask them.",
    Permission.APPROVE_PROCEDURE: "The timetable is approved by the partnership officer. Ask them.",
    Permission.INVOLVE_OTHERS: "Involving others needs full access to this record. Ask the lead professional.",
    Permission.SEE_ACCESS: "Who can see this record is shown to those with full access. Ask the lead professional.",
    Permission.OWN_DIGEST: "Your role does not include working with families, so a digest would have nothing to count.",
    Permission.OWN_SIGN_IN: "Ask your agency’s safeguarding lead to change how you sign in.",
    Permission.LOOK_AFTER_STAFF: "Who works for your agency is looked after by its officer or safeguarding lead.",
    Permission.DECLARE_CONFLICT: "Your role does not include working with families: you see no record to stay out of.",
    Permission.RESTRICT_RECORD: "Restricting a record is for a safeguarding lead with full access to it.",
    Permission.OPEN_IN_EMERGENCY: "Your role does not include working with families, so you cannot open a record.",
    Permission.REVIEW_EMERGENCIES: "Reviewing what was opened in an emergency is for safeguarding leads.",
    Permission.SEE_SEALED_ADDRESS: "Looking up an address takes being involved with this family yourself. "
    "Ask the lead professional.",
    Permission.EXCLUDE: "Excluding a colleague is for your safeguarding lead, and nobody excludes themselves.",
    Permission.ANSWER_REQUESTS: "What somebody asks to see about themselves is answered by the safeguarding lead of "
    "each agency. Tell yours today: the time to answer has begun.",
    Permission.SEE_LOOKS: "Who looked at a record is for your safeguarding lead to see. Ask them.",
    Permission.CLOSE_RECORD: "Closing a record needs full access to it. Ask the lead professional.",
    Permission.MOVE_RECORD: "Asking another area to take over needs full access to this record. "
    "Ask the lead professional.",
    Permission.ANSWER_MOVES: "Another area is answered by a safeguarding lead of the agency that it asked. Tell yours.",
    Permission.MAKE_RECORD_FILE: "A file of a whole record is made by a safeguarding lead with full access. Ask yours.",
    Permission.HOLD_RECORD: "A legal hold is placed and ended by a safeguarding lead with full access. Ask yours.",
    Permission.REVIEW_KEEPING: "Reviewing what is no longer needed is for safeguarding leads and agency officers.",
    Permission.SEPARATE_FOR_ADOPTION: "Separating a record after an adoption order is for a safeguarding lead "
    "with full access. Ask yours.",
    Permission.CROSS_ADOPTION: "This is for the one person whom the partnership named for it. "
    "Ask your partnership officer who that is.",
}
"""What a refusal says: why, and what to do."""


def role_may(role: Role, permission: Permission) -> bool:
    """Whether the role includes it at all."""
    return permission in ROLE_MAY[role]


def level_allows(level: Level | None, permission: Permission) -> bool:
    """Whether so much access to a record is enough."""
    needed = NEEDS_LEVEL.get(permission)
    return needed is None or (level is not None and level >= needed)
