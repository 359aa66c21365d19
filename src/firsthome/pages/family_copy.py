"""What of a record may be in the copy that a family is given; a person still checks it before it is given to anybody.

Source: hazards 14, 17 and 18; safety rules 2 and 10.
"""

from __future__ import annotations

from firsthome.exchange.documents.parts import ABOUT_THE_RECORD
from firsthome.exchange.documents.passing_on import may_be_passed_on, part
from firsthome.kinds.entry import How
from firsthome.kinds.handling import Use
from firsthome.kinds.her_own_support import HerOwnSupport
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.kept_away import KeptAway
from firsthome.kinds.meeting import MeetingPart, ParentsCopy
from firsthome.kinds.move import MoveAsked, MoveStep
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.record_file import RecordFileArrived, RecordFileMade
from firsthome.pages.gate import RecordPage
from firsthome.pages.paper import part_that_lies_open

FAMILY = "family"
NEVER = (
    *ABOUT_THE_RECORD,
    Involvement,
    KeptAway,
    HerOwnSupport,
    MoveAsked,
    MoveStep,
    RecordFileMade,
    RecordFileArrived,
)
NOBODYS_AGENCY = None


def familys_copy(page: RecordPage) -> Record:
    """What is open, stands and came with no condition; not what somebody else told, nor who is involved or shared what.

    Nor who is kept away, what support she has in her own right, or to where they move and who must not learn of it:
    whoever reads it may be whom that is about.

    That an agency such as the police is involved can be as dangerous to learn as what it said.
    """
    lies_open = part_that_lies_open(page.found, page.record)
    free = may_be_passed_on(lies_open, page.names, NOBODYS_AGENCY, Use.PRINT, page.today)
    return part(
        [
            one
            for one in free.statements
            if one.current.said
            and not isinstance(one.current.said, NEVER)
            and not _never_for_parents(one)
            and not any(entry.source.how is How.SAID for entry in one.entries)
        ]
    )


def _never_for_parents(one: Statement) -> bool:
    """The restricted part of a meeting, whoever else it was opened to."""
    said = one.current.said
    return isinstance(said, MeetingPart) and said.copy_for_parents is ParentsCopy.NEVER
