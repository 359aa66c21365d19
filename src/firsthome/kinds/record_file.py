"""A record went to another area as a file, or came from one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from firsthome.kinds.entry import Entry, Line, Names, Said, Words, ask, ended
from firsthome.kinds.subject_answer import Seal, in_groups


class RecordFileMade(Said):
    """A file was made for an area that is not in this installation: for whom, why, and its seal."""

    kind: ClassVar[str] = "record_file_made"
    title: ClassVar[str] = "Record file made"
    by_hand: ClassVar[bool] = False

    for_whom: Line = ask(
        "For whom is it?",
        "The name and agency of the one person who opens it. Ring them on a number that you looked up yourself.",
        missing="Write for whom it is",
    )
    why: Words = ask(
        "Why do they need it, and who has agreed?", missing="Write why they need it, and who has agreed"
    )
    seal: Seal = ask("Seal of the file", missing="Name the seal")
    entries: int = ask("How many entries?", missing="Say how many entries", ge=1)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«A file of this record was made for Jo Far, Far Shire, with 12 entries. Why: … Seal: 0123 4567 …»"""
        return (
            f"A file of this record was made for {self.for_whom}, with {self.entries} entries. "
            f"Why: {ended(self.why)} Seal: {in_groups(self.seal)}."
        )


class RecordFileArrived(Said):
    """A record came as a file: from where, who made it, its seal, and what it says that it does not hold."""

    kind: ClassVar[str] = "record_file_arrived"
    title: ClassVar[str] = "Came as a record file"
    by_hand: ClassVar[bool] = False

    area: Line = ask("From which area?", missing="Name the area")
    reference: Line = ask("Reference there", default="")
    made_by: Line = ask("Who made it?", missing="Name who made it")
    made_at: datetime = ask("When?", missing="Say when it was made")
    seal: Seal = ask("Seal of the file", missing="Name the seal")
    entries: int = ask("How many entries?", missing="Say how many entries", ge=1)
    left_out: Words = ask("What does it say that it does not hold?", default="")
    reached: Words = ask("What reached whom there?", default="")

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Came as a file from Example Vale, record 2345-6789 there: 12 entries. Made by …»"""
        there = f", record {self.reference} there" if self.reference else ""
        parts = (
            f"Came as a file from {self.area}{there}: {self.entries} entries, said by those who are named on them.",
            f"Made by {self.made_by}. Seal: {in_groups(self.seal)}.",
            ended(self.left_out),
            f"What reached whom there: {ended(self.reached)}" if self.reached else "",
        )
        return " ".join(filter(None, parts))
