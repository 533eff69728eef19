"""What comes, on a case: not what stands under Att göra already."""

from __future__ import annotations

from dinadatum.usecases.looks.daily_look import look
from tests.web.conftest import NOW, TODAY, Site
from tests.web.html_check import assert_sound, text_of

TAKE_OVER = "Steg 1 (boka läkare) är inte gjort och beslutet slutar 31 december 2026: hör av dig."
AGAIN = "Snart går ett brådskande meddelande: kontrollera om ansökan är inne."


def test_a_task_that_is_there_is_not_said_to_come(site: Site) -> None:
    look(site.service.database, site.service.rules, TODAY, NOW)
    page = text_of(assert_sound(site.client("sara").get("/arende?ref=W-1&ar=1").get_data(as_text=True)))
    to_do, coming = page.split("Det här kommer", 1)
    assert TAKE_OVER in to_do
    assert TAKE_OVER not in coming
    assert AGAIN in coming
