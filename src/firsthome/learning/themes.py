"""Which prompts count for which theme: one data file, strict."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, TypeAdapter


class Theme(BaseModel):
    """The prompts that ask the very question of a theme, and why they are the same question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prompts: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Themes:
    """Every theme that can be hit."""

    by_name: Mapping[str, Theme]

    def prompts_of(self, theme: str) -> tuple[str, ...]:
        """The functions whose questions count for a theme; none for a theme that is not in the file."""
        found = self.by_name.get(theme)
        return found.prompts if found else ()


@cache
def themes() -> Themes:
    """The mapping; a malformed file is refused with every error."""
    text = (files("firsthome.learning") / "themes.toml").read_text()
    return Themes(TypeAdapter(dict[str, Theme]).validate_python(tomllib.loads(text)))
