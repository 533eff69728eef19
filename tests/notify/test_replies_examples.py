"""Replies with a known meaning: every one is read as it is meant, and what must never happen does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from notify.replies import ReplyClass, read_reply
from notify.replies.confusions import Row, confusions, never_events, read_rows, row_of

FOLDER = Path(__file__).parent / "replies"


def rows(name: str) -> list[Row]:
    return [row_of(item) for item in json.loads((FOLDER / name).read_text(encoding="utf-8"))]


GIVEN, OWN = rows("given.json"), rows("own.json")


@pytest.mark.parametrize("meant", ReplyClass)
def test_replies_are_read_as_they_are_meant(meant: ReplyClass) -> None:
    rows_of_it = [row for row in GIVEN + OWN if row.reply_class is meant]
    read = {(row.text, row.expects): read_reply(row.text, row.expects).reply_class for row in rows_of_it}
    assert rows_of_it
    assert {reply: got for reply, got in read.items() if got is not meant} == {}


def test_examples_cover_every_class() -> None:
    assert {row.reply_class for row in OWN} == set(ReplyClass)
    assert len(OWN) >= 400


def test_nothing_is_off_the_diagonal() -> None:
    table = confusions(read_rows(GIVEN + OWN))
    assert sum(table.values()) == len(GIVEN) + len(OWN)
    assert [pair for pair in table if pair[0] is not pair[1]] == []


def test_never_events_are_none() -> None:
    assert never_events(read_rows(GIVEN + OWN)) == []


def test_never_events_are_seen_when_they_happen() -> None:
    said = [
        Row("stopp", None, ReplyClass.HJÄLP),
        Row("start", None, ReplyClass.BÖRJAR_JOBB),
        Row("klar", None, ReplyClass.INTE_KLAR),
        Row("stopp", None, ReplyClass.STOPP),
    ]
    assert [row.number for row in never_events(read_rows(said))] == [1, 2, 3]


@pytest.mark.parametrize("expects", [None, "JANEJ", "DAG"])
@pytest.mark.parametrize(
    "meant", [ReplyClass.AKUT, ReplyClass.BÖRJAR_JOBB, ReplyClass.SLUTAR_JOBB, ReplyClass.INTE_KLAR]
)
def test_what_was_asked_never_turns_a_cry_into_something_else(meant: ReplyClass, expects: str | None) -> None:
    # "tyvärr inte" of a question is a no
    may_be_no = meant is ReplyClass.INTE_KLAR and expects == "JANEJ"
    allowed = {meant, ReplyClass.NEJ} if may_be_no else {meant}
    read = {row.text: read_reply(row.text, expects).reply_class for row in OWN if row.reply_class is meant}
    assert {text: got for text, got in read.items() if got not in allowed} == {}
