"""Checks a page as its HTML: what a reader, a keyboard and a screen reader rely on."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

LARGEST = 100_000
_SILENT = ("hidden", "submit", "button")


def parse(html: str) -> Element:
    """Parse as the standard says, with no fault forgiven."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def assert_sound(html: str) -> Element:
    """Fail with what is wrong on the page; gives the parsed page."""
    root = parse(html)
    assert len(html.encode()) < LARGEST
    assert root.get("lang") == "sv"
    title = root.findtext("head/title", "")
    assert title.endswith("– Dina datum"), title
    assert len(title) > len("– Dina datum") + 2, title
    _headings_in_order(root)
    _ids_once(root)
    _fields_have_labels(root)
    _nothing_inline(root)
    _landmarks(root)
    return root


def names(page: str, ref: str) -> bool:
    """Tell whether a page holds a reference, and not only letters of some token that happen to be the same."""
    return re.search(rf"(?<![\w-]){re.escape(ref)}(?![\w-])", page) is not None


def text_of(root: Element) -> str:
    """Return all words of a page with single spaces."""
    return " ".join(" ".join(root.itertext()).split())


def _headings_in_order(root: Element) -> None:
    levels = [int(e.tag[1]) for e in root.iter() if e.tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1, levels
    # The summary of errors stands before the heading of the page.
    ordered = levels[levels.index(1) :]
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(ordered)), levels


def _ids_once(root: Element) -> None:
    ids = Counter(e.get("id") for e in root.iter() if e.get("id"))
    assert not [name for name, count in ids.items() if count > 1], ids
    for element in root.iter():
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            for target in (element.get(attribute) or "").split():
                assert target in ids, (element.tag, attribute, target)
        href = element.get("href") or ""
        if href.startswith("#"):
            assert href[1:] in ids, href


def _fields_have_labels(root: Element) -> None:
    labelled = {e.get("for") for e in root.iter("label")}
    for element in root.iter():
        if element.tag in ("input", "select", "textarea") and element.get("type") not in _SILENT:
            assert element.get("id") in labelled, element.attrib
    for form in root.iter("form"):
        if form.get("method", "").lower() == "post":
            assert [e for e in form.iter("input") if e.get("name") == "csrf_token"], form.attrib


def _nothing_inline(root: Element) -> None:
    for element in root.iter():
        assert element.tag != "style"
        if element.tag == "script":
            assert (element.get("src") or "").startswith("/static/"), element.attrib
            assert "".join(element.itertext()).strip() == ""
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert (element.get("href") or "").split(":")[0] != "javascript"


def _landmarks(root: Element) -> None:
    assert len(list(root.iter("main"))) == 1
    first_link = next(root.find("body").iter("a"))
    assert first_link.get("href") == "#innehall"
