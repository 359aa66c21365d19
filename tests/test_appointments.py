"""A clinic's list of appointments: read in plain words, added once however often it comes, and never by name alone."""

import html
import json
import logging
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from firsthome.config.logs import QuietFormatter
from firsthome.exchange.appointment_list import (
    COLUMNS,
    MOST_ROWS,
    Faulty,
    NotAList,
    appointment_of,
    read_list,
    twice,
)
from firsthome.kinds.contact import Contact, ContactOutcome, OfferedHow, Setting
from firsthome.kinds.entry import How, Mark
from firsthome.kinds.identity import Identity
from firsthome.kit.one_file import LARGEST
from firsthome.pages.appointments import AT_ONCE
from firsthome.record.read import find, read
from tests.ledger_world import announced, begin_family
from tests.world import signed_in

DOCS = Path(__file__).resolve().parent.parent / "docs"
TODAY = date(2026, 12, 3)
NUMBER = "943 476 5919"
ANOTHER_NUMBER = "999 000 0018"


def csv_of(*rows, head="record,appointment,date,outcome,how,note"):
    return "\r\n".join([head, *rows, ""]).encode()


def lines_of(content):
    return read_list(content, LARGEST)[0]


# --- the file: pure ---------------------------------------------------------------------------------------------------


def test_a_row_says_a_contact():
    content = csv_of(
        "ab2c3def,A-1,3/12/2026,Not attended,clinic,19/11/2026,letter,The bus did not come,2026-12-10",
        head="Record,appointment,date,outcome,how,offered on,offered_how,reason,next_date",
    )
    one = appointment_of(lines_of(content)[0], TODAY)
    assert (one.reference, one.day, one.key) == ("AB2C-3DEF", TODAY, "number A-1")
    assert one.said == Contact(
        outcome=ContactOutcome.NOT_ATTENDED,
        setting=Setting.CLINIC,
        offered_on=date(2026, 11, 19),
        offered_how=OfferedHow.LETTER,
        reason_given="The bus did not come",
        next_date=date(2026, 12, 10),
    )


@pytest.mark.parametrize(("between", "mark"), [(",", b""), (";", b"\xef\xbb\xbf"), ("\t", b"")])
def test_what_a_spreadsheet_puts_between_and_before_is_read(between, mark):
    content = mark + csv_of("AB2C-3DEF,1,3/12/2026,attended,home,Well").replace(b",", between.encode())
    assert lines_of(content)[0].cells["note"] == "Well"


def test_a_name_is_not_read():
    content = csv_of("AB2C-3DEF,Leila Mistry,3/12/2026,attended", head="record,name,date,outcome")
    lines, not_read = read_list(content, LARGEST)
    assert not_read == ["name"]
    assert "Leila Mistry" not in str(lines)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "another sort of file"),
        (b"\x00\x01\x02", "another sort of file"),
        (b"\xff\xfe\x00a", "UTF-8"),
        (b"name,date,outcome\nLeila,3/12/2026,attended", "record or nhs_number"),
        (b"record,date\nAB2C-3DEF,3/12/2026", "outcome"),
        (b"record,date,outcome,record\na,b,c,d", "same name"),
        (csv_of(), "no rows"),
        (csv_of(*["AB2C-3DEF,1,3/12/2026,attended,home,x"] * (MOST_ROWS + 1)), str(MOST_ROWS)),
        (csv_of('AB2C-3DEF,"1,3/12/2026,attended,home,x'), "quotation mark"),
        (b"a" * (LARGEST + 1), "KB"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_what_to_do(content, what):
    with pytest.raises(NotAList, match=re.escape(what)):
        read_list(content, LARGEST)


def test_everything_that_is_wrong_with_a_row_is_said_at_once():
    [line] = lines_of(csv_of("nobody,1,31/2/2026,did not bother,nowhere,x"))
    with pytest.raises(Faulty) as why:
        appointment_of(line, TODAY)
    said = " / ".join(why.value.faults)
    assert "record: write the reference as it stands on the record" in said
    assert "date: there is no such day" in said
    assert "outcome: write one of: offered, attended, not attended" in said
    assert "how: write one of: home, clinic" in said


def test_only_an_offer_lies_ahead():
    kept, offered = lines_of(
        csv_of("AB2C-3DEF,1,4/12/2026,attended,home,x", "AB2C-3DEF,2,4/12/2026,offered,home,x")
    )
    with pytest.raises(Faulty, match="still to come"):
        appointment_of(kept, TODAY)
    assert appointment_of(offered, TODAY).said.outcome is ContactOutcome.OFFERED


def test_the_same_appointment_twice_is_found_with_and_without_a_number():
    rows = ["AB2C-3DEF,,3/12/2026,attended,home,x", "AB2C-3DEF,,3/12/2026,attended,home,y"]
    rows += ["AB2C-3DEF,7,3/12/2026,attended,home,x", "AB2C-3DEF,7,2/12/2026,attended,clinic,x"]
    assert twice(appointment_of(line, TODAY) for line in lines_of(csv_of(*rows))) == {3: 2, 5: 4}


def test_every_column_is_documented_and_the_sample_can_be_read():
    words = (DOCS / "appointments.md").read_text()
    assert all(f"`{one.name}`" in words for one in COLUMNS)
    lines, not_read = read_list((DOCS / "appointments-sample.csv").read_bytes(), LARGEST)
    assert not_read == ["clinic"]
    assert len([appointment_of(line, date(2027, 12, 31)) for line in lines]) == 4


# --- on the page ------------------------------------------------------------------------------------------------------


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


def sent(browser, content, name="clinic.csv", kind="text/csv"):
    return browser.post("/appointments", {"list": SimpleUploadedFile(name, content, kind)})


def hidden(answer, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    return html.unescape(found.group(1)) if found else None


def add_all(browser, answer):
    """Press the button until nothing is left to do; says how often, and what came of it."""
    pressed = 0
    while (rows := hidden(answer, "rows")) is not None:
        said = hidden(answer, "said")
        answer = browser.post(
            "/appointments", {"step": "add", "rows": rows} | ({"said": said} if said else {})
        )
        assert answer.status_code == 200
        pressed += 1
    return pressed, answer.content.decode()


def contacts(reader, family):
    with announced(reader):
        record = read(find(family.reference, reader), reader)
        return [statement for statement in record.statements if statement.kind == "contact"]


def row(family, number=1, outcome="attended", note="Well", on=None):
    day = on or timezone.localdate() - timedelta(days=number)
    return f"{family.reference},A-{number},{day},{outcome},clinic,{note}"


def test_first_it_shows_what_would_be_added_and_adds_nothing(stage, family):
    answer = sent(signed_in(stage.world.ada), csv_of(row(family), row(family, 2, outcome="nonsense")))
    words = answer.content.decode()
    assert "Nothing is added yet" in words
    assert "1 to add" in words
    assert "Line 3" in words
    assert "write one of: offered" in words
    assert "nonsense" in words, "what was written there is shown, and nothing of it is lost"
    assert contacts(stage.world.ada, family) == []


def test_each_row_becomes_a_contact_signed_by_whoever_adds_it(stage, family):
    ada = signed_in(stage.world.ada)
    pressed, words = add_all(ada, sent(ada, csv_of(row(family), row(family, 2, "no access", "Nobody in"))))
    assert pressed == 1
    assert "2 added" in words
    kept, missed = (one.current for one in contacts(stage.world.ada, family))
    assert kept.said == Contact(outcome=ContactOutcome.ATTENDED, setting=Setting.CLINIC, account="Well")
    assert missed.said.outcome is ContactOutcome.NO_ACCESS
    assert (kept.content.author, kept.content.agency) == (
        stage.world.ada.practitioner,
        stage.world.ada.agency,
    )
    assert kept.content.about == (family.mother,)
    assert kept.content.source.how is How.DOCUMENT


def test_the_same_file_again_adds_nothing_whoever_of_the_agency_sends_it(stage, family):
    content = csv_of(row(family), row(family, 2))
    add_all(signed_in(stage.world.ada), sent(signed_in(stage.world.ada), content))
    before = contacts(stage.world.ada, family)
    for who in (stage.world.ada, stage.world.ann):
        answer = sent(signed_in(who), content)
        assert "2 that stand on the record already" in answer.content.decode()
        assert hidden(answer, "rows") is None
    assert contacts(stage.world.ada, family) == before


def test_a_part_that_is_sent_twice_is_added_once(stage, family):
    ada = signed_in(stage.world.ada)
    rows = hidden(sent(ada, csv_of(row(family))), "rows")
    for said in ("1 added", "1 on the record already"):
        assert said in ada.post("/appointments", {"step": "add", "rows": rows}).content.decode()
    assert len(contacts(stage.world.ada, family)) == 1


def test_what_became_of_an_offer_corrects_it_and_what_was_added_by_hand_stays(stage, family):
    ada, day = signed_in(stage.world.ada), timezone.localdate()
    offered = csv_of(row(family, outcome="offered", note="", on=day))
    add_all(ada, sent(ada, offered))
    [statement] = contacts(stage.world.ada, family)
    by_hand = statement.current.said.model_copy(update={"her_words": "I came by bus"})
    now = statement.current
    by_hand = now.said.model_copy(update={"her_words": "I came by bus"})
    changed = {
        "replaces": statement.id,
        "mark": Mark.CORRECTION,
        "reason": "More",
        "happened": now.content.happened,
    }
    family.add(stage.world.ada, by_hand, **changed)
    assert "1 that stand on the record already" in sent(ada, offered).content.decode()
    answer = sent(ada, csv_of(row(family, note="", on=day)))
    assert "1 that say something else" in answer.content.decode()
    add_all(ada, answer)
    [statement] = contacts(stage.world.ada, family)
    assert statement.current.said.outcome is ContactOutcome.ATTENDED
    assert statement.current.said.her_words == "I came by bus"
    assert len(statement.entries) == 3, "everything that was said before is kept"


def test_a_long_list_says_how_far_it_is(stage, family):
    ada = signed_in(stage.world.ada)
    answer = sent(ada, csv_of(*(row(family, number) for number in range(1, AT_ONCE + 3))))
    first = ada.post("/appointments", {"step": "add", "rows": hidden(answer, "rows")})
    assert f"{AT_ONCE} of {AT_ONCE + 2} rows done" in first.content.decode()
    pressed, words = add_all(ada, first)
    assert pressed == 1
    assert f"{AT_ONCE + 2} of {AT_ONCE + 2} rows done" in words
    assert len(contacts(stage.world.ada, family)) == AT_ONCE + 2


def test_an_nhs_number_finds_the_record_where_it_is_there_and_a_wrong_one_stops_the_row(stage, family):
    family.add(
        stage.world.ada, Identity(person=family.mother, nhs_number="9434765919"), about=(family.mother,)
    )
    ada, day = signed_in(stage.world.ada), timezone.localdate()
    head = "record,nhs_number,date,outcome"
    words = add_all(ada, sent(ada, csv_of(f",{NUMBER},{day},attended", head=head)))[1]
    assert "1 added" in words
    assert len(contacts(stage.world.ada, family)) == 1
    for cells in (f",{ANOTHER_NUMBER}", f"{family.reference},{ANOTHER_NUMBER}", ",943 476 5918"):
        answer = sent(ada, csv_of(f"{cells},{day},attended", head=head)).content.decode()
        assert "0 to add" in answer
        assert "nhs_number:" in answer


def test_whoever_may_not_add_to_a_record_is_told_the_same_as_if_there_were_none(stage, family):
    """The GP knows that it is there, the neighbour is kept out of one, and nobody knows the last."""
    said = []
    for who, reference in (
        (stage.edge.gus, stage.family.reference),
        (stage.edge.ned, stage.family.reference),
        (stage.edge.ned, "ZZZZ-ZZZZ"),
    ):
        content = csv_of(f"{reference},A-1,{timezone.localdate()},attended,clinic,x")
        answer = sent(signed_in(who), content).content.decode().replace(reference, "")
        assert "there is no record with this reference that you can add to" in answer
        said.append(re.sub(r'value="[^"]*"|nonce="[^"]*"|Gus Pace|Ned Shaw|Gp|Maternity', "", answer))
    assert said[1] == said[2]


def test_a_formula_stays_text(stage, family):
    ada = signed_in(stage.world.ada)
    formula = '=HYPERLINK(""http://x"";""<b>y</b>"")'
    answer = sent(ada, csv_of(row(family, note=f'"{formula}"'), row(family, 2, outcome=f'"{formula}"')))
    assert "<b>y</b>" not in answer.content.decode()
    add_all(ada, answer)
    [statement] = contacts(stage.world.ada, family)
    assert statement.current.said.account == formula.replace('""', '"')
    page = ada.get(f"/records/{family.reference}/entries/{statement.id}")
    assert page["Content-Type"].startswith("text/html")
    assert "<b>y</b>" not in page.content.decode()


def test_nothing_of_a_list_stands_in_a_log(stage, family, caplog):
    ada = signed_in(stage.world.ada)
    with caplog.at_level(logging.DEBUG):
        add_all(
            ada,
            sent(ada, csv_of(row(family, note="A secret"), row(family, 2, outcome="A secret")), "secret.csv"),
        )
    written = "\n".join(QuietFormatter().format(record) for record in caplog.records)
    assert "secret" not in written.lower()
    assert family.reference not in written


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("invoice.exe", b"MZ" + b"\x00" * 100, "application/x-msdownload"),
        ("scan.svg", b"<svg onload=alert(1) xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        ("list.csv", b"<svg onload=alert(1)/>", "image/svg+xml"),
        ("list.csv", b"PK\x03\x04\x00\x00", "text/csv"),
        ("../../etc/cron.d/x", b"* * * * * root true", "text/plain"),
        ("list.csv", b"", "text/csv"),
        ("list.csv", b"a" * (LARGEST + 1), "text/csv"),
    ],
)
def test_what_is_no_list_is_turned_away_in_words(name, content, kind, stage):
    answer = sent(signed_in(stage.world.ada), content, name, kind)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert "alert(1)" not in answer.content.decode()


def test_many_megabytes_are_turned_away_before_they_are_read(stage, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = sent(signed_in(stage.world.ada), b"x" * 5_000_000)
    assert answer.status_code == 413
    assert list(tmp_path.iterdir()) == []


def test_two_files_or_one_in_another_field_are_turned_away(stage):
    ada, file = signed_in(stage.world.ada), lambda: SimpleUploadedFile("list.csv", b"a", "text/csv")
    assert ada.post("/appointments", {"list": file(), "letter": file()}).status_code == 400
    assert ada.post("/appointments", {"letter": file()}).status_code == 400


@pytest.mark.parametrize(
    "rows", ["", "null", "[[1]]", "[1]", "{}", "[" * 5000, json.dumps([[1, {"date": 5}]] * 501)]
)
def test_rows_that_no_page_of_ours_sends_are_turned_away(rows, stage):
    answer = signed_in(stage.world.ada).post("/appointments", {"step": "add", "rows": rows})
    assert answer.status_code == 422
