"""A partnership's guides for conversations: what to talk about, why, and what to leave unsaid.

Data files, each with a version; an answer keeps the version that it was given to. Source: feature row 17.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from hashlib import sha256
from typing import Any

from pydantic import BaseModel, ConfigDict

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.sharing import Sourced


class GuidePart(BaseModel):
    """Prompts that belong together, such as those about the first week."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    prompts: tuple[str, ...]


class Guide(Sourced):
    """One conversation: its name, why it is worth having, and things to talk about."""

    title: str
    version: str
    order: int
    why: str
    with_each_parent: bool = False
    once: bool = False
    """Once in a pregnancy; «not now» closes it."""
    alone: bool = False
    """Only when the parent is alone, with nobody they know interpreting."""
    about_the_baby: bool = False
    """After a loss it is not offered any more."""
    again: str = ""
    """When to take it up again."""
    avoid: tuple[str, ...] = ()
    """Words better left unsaid."""
    part: tuple[GuidePart, ...]

    @property
    def digest(self) -> str:
        """A short print of everything that was asked: the same words always give the same one."""
        asked = [self.title, self.version, [part.model_dump(mode="json") for part in self.part]]
        return sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()[:16]

    def as_asked(self) -> dict[str, Any]:
        """What an answer keeps of it: title, version, digest, and the prompts in full."""
        return {
            "title": self.title,
            "version": self.version,
            "digest": self.digest,
            "parts": tuple(part.model_dump() for part in self.part),
        }


@cache
def guides(partnership: str = OWN) -> dict[str, Guide]:
    """Key → guide, in the partnership's order; a malformed file is refused with every error."""
    folder = place(partnership, "conversations")
    found = {
        path.stem: Guide.model_validate(tomllib.loads(path.read_text())) for path in folder.glob("*.toml")
    }
    return dict(sorted(found.items(), key=lambda one: (one[1].order, one[0])))
