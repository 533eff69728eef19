"""Replies: what a person's answer means. Pure: goes in a text, comes out a class, never a guess that costs."""

from notify.replies.reader import read_reply
from notify.replies.values import DAG, JANEJ, Reading, ReplyClass, left_to_human

__all__ = ["DAG", "JANEJ", "Reading", "ReplyClass", "left_to_human", "read_reply"]
