"""House rules. Each fails with what to do."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader
from django.urls import URLPattern, get_resolver

import firsthome
from firsthome.access.permissions import NEEDS_LEVEL, WHY_NOT, Permission
from firsthome.kinds.choices import Choice
from firsthome.kinds.registry import kinds
from firsthome.pages.around import Around
from firsthome.pages.newcomer import Newcomer

SOURCE = Path(firsthome.__file__).parent
MODULES = sorted(path for path in SOURCE.rglob("*.py"))
OURS = [path for path in MODULES if "migrations" not in path.parts]
TEMPLATES = sorted(SOURCE.rglob("jinja2/**/*.html"))
LEDGER = ("entry", "entry_body", "shown_to", "class_shown_to")
NEVER_SAID = re.compile(
    r"\brefused\b|failed to engage|\bDNA\b|disguised compliance|\bchaotic\b|risk score|\bRAG\b|removal at birth",
    re.I,
)
MAY_WRITE = {
    "record/append.py": "adds entries",
    "record/open.py": "opens records",
    "record/project.py": "keeps projections",
    "record/projected_rows.py": "puts rows of projections in place of those stored",
    "record/stored_summary.py": "projections: the summaries",
    "record/findable.py": "keeps the projection that people are found by",
    "record/duplicates.py": "keeps the projection of who may be one person",
    "record/merging.py": "decides that two people are one, and undoes it",
    "record/same_man.py": "keeps who has checked that a man is known in another pregnancy",
    "record/approved.py": "keeps which timetable the partnership officer approved",
    "record/rebuild.py": "keeps by which procedure the lists were worked out",
    "record/overdue.py": "gives notice of work whose day has passed, across all records, and takes it further",
    "record/copies_told.py": "tells whoever wrote down who holds a copy that there is a newer plan",
    "access/digests.py": "keeps who chose a digest by e-mail, by themselves, and on which days they had one",
    "access/absences.py": "keeps who covers for a practitioner who is away, said by them alone",
    "record/involvement_requests.py": "keeps who asks to be involved, and the answer",
    "record/moves.py": "keeps the projection of where each move stands",
    "record/holding.py": "begins and ends a partnership's hold, as a move goes on",
    "record/outside_answers.py": "keeps what somebody without an account is asked, and says",
    "record/involving.py": "notes that an involvement answers who asked",
    "record/exclude.py": "excludes practitioners",
    "record/restricted.py": "restricts records",
    "record/emergency.py": "opens records in an emergency, and keeps what its review found",
    "record/notices.py": "tells people what happened",
    "record/drafts.py": "keeps what is not said yet, for its author alone",
    "record/adoption.py": "separates a record after an adoption order",
    "record/review.py": "keeps the list of records whose time is over",
    "record/certificates.py": "certifies that a record was destroyed",
    "record/destroy.py": "destroys a record that two people signed for",
    "record/redact.py": "carries out an ordered redaction",
    "record/traces.py": "takes what an ordered redaction destroyed out of drafts and names",
    "access/second_step.py": "keeps a practitioner's own second steps",
    "access/tries.py": "counts what somebody tries",
    "record/chasing.py": "gives notice of requests whose day has passed, across all records",
    "access/passkeys.py": "keeps a practitioner's own passkeys",
    "access/sessions.py": "notes and ends a practitioner's own sessions",
    "access/management/commands/agency_sign_in.py": "sets up how an agency signs in, as the owner",
    "access/agreements.py": "keeps sharing agreements",
    "audit/looks.py": "writes down looks",
    "audit/visits.py": "who last looked when, out of the log of looks",
    "audit/seal.py": "seals looks",
    "people/actions.py": "adds people",
    "learning/reflections.py": "keeps what a reader thought, for them alone",
    "exchange/demo_partnership.py": "sets up the demo, as the owner",
    "exchange/record_in.py": "names those who wrote a record file, as the owner",
}

RUN_BY_MIGRATIONS = {"audit/changes.py"}
"""Texts of triggers, which the database itself runs."""


def name(path):
    return path.relative_to(SOURCE).as_posix()


def views(patterns, resolved=()):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from views(pattern.url_patterns)


def test_every_view_says_who_may_open_it():
    unmarked = [
        str(one.pattern)
        for one in views(get_resolver().url_patterns)
        if not hasattr(one.callback, "permission")
    ]
    assert not unmarked, f"Mark with @record_page, @page or @public: {unmarked}"


def test_every_page_about_a_record_names_a_permission():
    open_to_all = [
        str(one.pattern)
        for one in views(get_resolver().url_patterns)
        if "reference" in one.pattern.converters and not isinstance(one.callback.permission, Permission)
    ]
    assert not open_to_all, f"Use @record_page(Permission.…): {open_to_all}"


def test_every_permission_says_why_not():
    assert set(WHY_NOT) == set(Permission), "Say in WHY_NOT what somebody reads who may not."
    assert set(NEEDS_LEVEL) <= set(Permission)


def test_each_address_view_and_template_have_one_name():
    for one in views(get_resolver().url_patterns):
        assert one.callback.__name__ == one.name, f"Call the view {one.name}, like its address."


def statements(path):
    """Every text in a module that is not a docstring, which is where SQL stands."""
    tree = ast.parse(path.read_text())
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def test_only_a_few_modules_write():
    sql = re.compile(r"\b(INSERT INTO|DELETE FROM|UPDATE [a-z_]+ (c )?SET)\b")
    orm = re.compile(r"\.(save|create|bulk_create|get_or_create|update_or_create|bulk_update|delete)\(")
    for path in OURS:
        writes = any(sql.search(text) for text in statements(path)) or orm.search(path.read_text())
        if writes and name(path) not in RUN_BY_MIGRATIONS:
            assert name(path) in MAY_WRITE, (
                f"{name(path)} writes to the database: let append or an action do it."
            )


def test_the_ledger_is_read_in_one_place():
    tables = re.compile(rf"\b(FROM|JOIN)\s+({'|'.join(LEDGER)})\b")
    for path in OURS:
        if name(path).split("/")[0] in {"record", "access", "audit"}:
            continue
        text = path.read_text()
        assert not any(tables.search(one) for one in statements(path)), (
            f"{name(path)} reads the ledger: ask record.read."
        )
        models = re.search(r"\b(EntryRow|EntryBody|ShownTo|ClassShownTo)\b", text)
        assert not models, f"{name(path)} uses the ledger's tables: ask record.read."


@pytest.mark.parametrize("path", OURS, ids=name)
def test_files_are_short_and_named_after_what_they_say(path):
    assert len(path.read_text().splitlines()) <= 300, f"{name(path)} is too long: let it say one thing."
    assert path.stem not in {
        "utils",
        "helpers",
        "services",
        "signals",
        "managers",
        "mixins",
        "constants",
        "common",
    }


@pytest.mark.parametrize("model", [*kinds().values(), Around, Newcomer], ids=lambda model: model.__name__)
def test_every_question_is_put_in_words_and_says_what_to_do(model):
    for field, info in model.model_fields.items():
        assert info.title, f"{model.__name__}.{field} asks nothing: use ask()."
        missing = info.json_schema_extra["missing"]
        if info.is_required():
            assert missing.endswith(tuple("abcdefghijklmnopqrstuvwxyz")), (
                f"{model.__name__}.{field}: no full stop"
            )
            assert missing.split()[0] in {"Choose", "Write", "Enter", "Name", "Say"}, (
                f"{model.__name__}.{field}: say what to do"
            )


def every_choice():
    for package in ("kinds", "pages"):
        for module in pkgutil.iter_modules([str(SOURCE / package)]):
            found = importlib.import_module(f"firsthome.{package}.{module.name}")
            yield from (
                one for one in vars(found).values() if isinstance(one, type) and issubclass(one, Choice)
            )


def test_words_that_blame_or_rank_are_never_shown():
    texts = {name(path): re.sub(r"\{[#%].*?[#%]\}", "", path.read_text()) for path in TEMPLATES}
    texts |= {
        name(path): "\n".join(statements(path))
        for path in OURS
        if path.parts[-2] in {"kinds", "pages", "kit"}
    }
    texts |= {
        choice.__name__: "\n".join(member.label for member in choice)
        for choice in every_choice()
        if len(choice)
    }
    for where, text in texts.items():
        assert not (found := NEVER_SAID.search(text)), (
            f"{where} says «{found.group()}»: use the product's words."
        )


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_carry_neither_style_nor_script_of_their_own(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text), "Put it into the style sheet or the script."
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "Scripts come from files only."
    assert not re.search(r"https?://", text), "Pages load nothing from elsewhere."
    assert "|safe" not in text.replace(" ", ""), "Everything on a page is escaped."


def test_nothing_recorded_is_never_called_none():
    for path in TEMPLATES:
        assert not re.search(r">\s*(None|n/a|N/A|-)\s*<", path.read_text()), (
            f"{name(path)}: say «nothing recorded here yet»"
        )


def test_migrations_stand_in_one_line():
    loader = MigrationLoader(None)
    for app in ("access", "audit", "learning", "people", "record"):
        assert len(loader.graph.leaf_nodes(app)) == 1, (
            f"{app} has two last migrations: put one after the other."
        )
