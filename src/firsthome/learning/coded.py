"""A review with its findings: what a replay is measured against. They are hindsight and never reach a record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from firsthome.exchange.review_faults import MalformedReview, read_review
from firsthome.exchange.review_file import Review


class Finding(BaseModel):
    """One thing that the review found."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    theme: str = "other"
    text: str = ""
    basis: str = ""
    ceiling_lead_days: int | None = None


class _Hindsight(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    findings: tuple[Finding, ...] = ()
    core: bool = False
    lead_time_usable: bool = False
    control: bool = False


@dataclass(frozen=True)
class Coded:
    """A review's facts, and beside them what it found."""

    review: Review
    findings: tuple[Finding, ...]
    core: bool
    lead_time_usable: bool
    """Whether days can be counted from its dates."""
    control: bool


def read_coded(content: bytes) -> Coded:
    """The review in a file; MalformedReview lists every fault at once."""
    review = read_review(content)
    try:
        said = _Hindsight.model_validate(json.loads(content.decode("utf-8-sig")))
    except ValidationError as problem:
        faults = [f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in problem.errors()]
        raise MalformedReview(faults) from None
    return Coded(review, said.findings, said.core, said.lead_time_usable, said.control)


def files_in(place: Path) -> list[Path]:
    """A file, or every review in a folder."""
    return sorted(place.glob("*.json")) if place.is_dir() else [place]


def read_files(paths: list[Path]) -> list[Coded]:
    """All files or none; MalformedReview lists every fault of every file."""
    found, faults = [], []
    for path in paths:
        try:
            found.append(read_coded(path.read_bytes()))
        except OSError as problem:
            faults.append(f"{path.name}: this file cannot be read ({problem.strerror})")
        except MalformedReview as problem:
            faults += [f"{path.name}: {fault}" for fault in problem.faults]
    if faults:
        raise MalformedReview(faults)
    return found


def bundled() -> list[Coded]:
    """The reviews that come with the product, in the order of their names."""
    folder = files("firsthome.exchange") / "reviews"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".json"))
    return [read_coded((folder / name).read_bytes()) for name in names]
