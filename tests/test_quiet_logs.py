"""Log lines help to find a fault and say nothing about anybody."""

import logging

import pytest

from firsthome.config.logs import QuietFormatter


def line(name: str, message: str, *values: object, error: Exception | None = None) -> str:
    caught = (type(error), error, error.__traceback__) if error else None
    return QuietFormatter().format(logging.LogRecord(name, logging.ERROR, "", 0, message, values, caught))


def fail() -> None:
    try:
        raise KeyError("Jade")
    except KeyError as first:
        raise ValueError("Jade Example, born 3 March") from first


def test_an_error_is_named_and_placed_but_not_quoted():
    with pytest.raises(ValueError, match="Jade") as caught:
        fail()
    said = line("django.request", "%s: %s", "Internal Server Error", "/records/x7", error=caught.value)
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert "test_quiet_logs.py" in said
    assert "Jade" not in said
    assert "/records" not in said


def test_other_libraries_keep_their_sentence_and_lose_its_values():
    assert line("psycopg.pool", "error connecting in %r", "Jade").endswith(
        "psycopg.pool error connecting in %r"
    )


def test_our_own_sentences_are_written_whole():
    assert line("firsthome.requests", "%s %s", "GET", "record_contact").endswith("GET record_contact")
