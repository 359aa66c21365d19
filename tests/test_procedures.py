"""A partnership's own folder is read in place of the example's, file by file, and a malformed file is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from firsthome.kinds.late_booking import LateReason
from firsthome.procedures import every_file, folder
from firsthome.procedures.every_file import READ, faults, partnerships
from firsthome.procedures.folder import FOLDER
from firsthome.procedures.guides import guides
from firsthome.procedures.late_booking import late_bookings
from firsthome.procedures.library import library
from firsthome.procedures.messages import messages

OTHER = "other"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A partnership that has nothing of its own yet, beside the example."""
    (tmp_path / "example").symlink_to(FOLDER / "example")
    (tmp_path / OTHER).mkdir()
    for module in (folder, every_file):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    _forget()
    yield tmp_path / OTHER
    _forget()


def _forget() -> None:
    for read in READ.values():
        read.cache_clear()  # type: ignore[attr-defined]


def test_every_folder_here_can_be_read():
    assert "example" in partnerships()
    assert [fault for one in partnerships() for fault in faults(one)] == []


def test_what_a_partnership_does_not_have_is_the_examples(own: Path):
    assert guides(OTHER) == guides("example")
    assert library(OTHER) == library("example")
    assert list(faults(OTHER)) == []


def test_its_own_guides_and_messages_stand_in_place_of_the_examples(own: Path):
    (own / "conversations").mkdir()
    text = (FOLDER / "example" / "conversations" / "housing.toml").read_text()
    (own / "conversations" / "housing.toml").write_text(text.replace('2025-04"', '2026-01"'))
    words = (FOLDER / "example" / "messages.toml").read_text()
    first = next(iter(messages("example").values())).title
    (own / "messages.toml").write_text(words.replace(first, "Sleeping safely in our valley"))
    assert {key: one.version for key, one in guides(OTHER).items()} == {"housing": "2026-01"}
    assert len(guides("example")) > 1
    assert next(iter(messages(OTHER).values())).title == "Sleeping safely in our valley"


def test_a_malformed_file_is_named_with_every_error(own: Path):
    (own / "library.toml").write_text("resource = 3")
    (own / "messages.toml").write_text("[topic.sleep\n")
    said = "\n".join(faults(OTHER))
    assert "procedures/other/library.toml" in said
    assert "checking" in said
    assert "procedures/other/messages.toml" in said


def test_guidance_that_names_what_is_in_no_library_is_a_fault(own: Path):
    text = (FOLDER / "example" / "library.toml").read_text()
    (own / "library.toml").write_text("resource = []\n" + text.split("[[resource]]")[0])
    assert any("library.toml has no" in fault for fault in faults(OTHER))


@pytest.mark.parametrize(
    ("name", "read"), [("", "example"), ("example", "example"), ("leicester", "leicester")]
)
def test_the_installation_says_which_folder_is_its_own(name: str, read: str):
    program = "from firsthome.procedures.folder import OWN; print(OWN)"
    said = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "FIRSTHOME_PROCEDURES": name},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == read


def test_every_reason_of_the_national_data_set_can_be_given_and_none_that_was_not_given_has_a_code():
    codes = {one.code for reason in LateReason if (one := late_bookings().reasons[reason]).code}
    assert codes == {"01", "02", "03", "04", "05", "06", "07", "08", "98"}
    assert all(bool(late_bookings().reasons[reason].code) == reason.given for reason in LateReason)
    assert set(late_bookings().reasons) == set(LateReason)
