"""The lawful bases to choose from, each with when it fits: the same words wherever they are asked for."""

from __future__ import annotations

from firsthome.kinds.opening import LawfulBasis
from firsthome.kit.form_fields import Option
from firsthome.procedures.sharing import sharing


def lawful_bases() -> list[Option]:
    """What each is called, and when it fits, as the partnership's procedure says."""
    said = sharing().lawful_basis
    return [Option(basis.value, basis.label, basis, said[basis.value].help) for basis in LawfulBasis]
