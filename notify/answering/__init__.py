"""What a reply changes and what is said to it. Pure: goes in a reading, come out changes, receipts and tasks."""

from notify.answering.answer import answer
from notify.answering.changes import Change, apply
from notify.answering.question import Question, expects, find_question
from notify.answering.receipts import read_already
from notify.answering.values import Answer, Asking

__all__ = [
    "Answer",
    "Asking",
    "Change",
    "Question",
    "answer",
    "apply",
    "expects",
    "find_question",
    "read_already",
]
