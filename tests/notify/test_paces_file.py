"""The file of paces: what it says, and what it answers to a slip."""

from __future__ import annotations

import pytest

from notify.leads import Lead, read_lead
from notify.paces import PACES_FILE, PacesError, load_paces
from notify.templates import TEMPLATES_FOLDER
from notify.values import Pace

TEXT = PACES_FILE.read_text(encoding="utf-8")


def test_the_caps_of_the_four_paces() -> None:
    paces = load_paces(TEXT)
    caps = {pace: (paces.of(pace).most_in_7_days, paces.of(pace).most_in_30_days) for pace in Pace}
    assert caps == {Pace.LUGNT: (1, 2), Pace.LAGOM: (1, 4), Pace.OFTA: (2, 8), Pace.VIKTIGT: (1, 1)}


def test_the_safety_net_has_eight_messages_in_order() -> None:
    assert [net.name for net in load_paces(TEXT).safety_net] == [f"S{n}" for n in range(1, 9)]


def test_every_number_has_its_reason_beside_it() -> None:
    """A line with a number outside the paces' own rows says why. The rows are explained above them."""
    head = TEXT.split("[lugnt]")[0]
    bare = [
        line
        for line in head.splitlines()
        if "=" in line and any(c.isdigit() for c in line) and "#" not in line
    ]
    explained = (
        "offset",
        "name",
        "template",
        "when_said",
        "before = [",
        "urgent_other_for",
        "about_applying",
    )
    assert not [line for line in bare if not line.startswith(explained)]


def test_every_text_it_asks_for_exists() -> None:
    texts = {path.stem for path in (TEMPLATES_FOLDER / "sms" / "diskret").glob("*.txt")}
    assert load_paces(TEXT).template_ids() <= texts


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        (
            'step_1 = "8 m"',
            'step_1 = "8 mån"',
            'anchors.step_1: fick "8 mån", väntade ett antal månader eller dagar',
        ),
        ('step_1 = "8 m"', "step_1 = 8", "anchors.step_1: fick 8"),
        ("most_in_7_days = 2", "most_in_7_dys = 2", 'menade du "most_in_7_days"'),
        ("most_in_7_days = 2", "most_in_7_days = 9", "ofta: taken ska vara minst 1"),
        ("most_in_7_days = 2", 'most_in_7_days = "två"', "väntade ett helt tal"),
        ('quiet_first = "12-20"', 'quiet_first = "20 december"', 'till exempel "12-20"'),
        ('counted_from = "A"', 'counted_from = "Z"', 'safety_net.S1: counted_from är "Z"'),
        ('from_net = "S2"', 'from_net = "S9"', 'risk_of_gap.from_net: fick "S9"'),
        ('gaps = ["28 d"]', "gaps = []", "lugnt.step_1: 2 texter behöver 1 tider mellan sig"),
        ('before = ["42 d", "14 d"]', 'before = ["42 d"]', "lugnt.step_3: lika många texter som tider"),
        ('trial_parts = ["2/3"]', 'trial_parts = ["halva"]', 'lugnt.trial_parts: fick "halva"'),
        ('template = "M26"', 'template = "26"', 'texten "26" finns inte'),
        ("first_hour = 9", "first_hour = 18", "timmarna 18 till 17 går inte"),
        ("waiting_halfway = false", 'waiting_halfway = "nej"', "true (ja) eller false (nej)"),
        ("[waiting]", "[vänta", "går inte att läsa"),
    ],
)
def test_a_slip_is_told_with_its_place_and_the_right_form(good: str, bad: str, said: str) -> None:
    assert good in TEXT
    with pytest.raises(PacesError) as caught:
        load_paces(TEXT.replace(good, bad, 1))
    assert said in str(caught.value)


def test_all_slips_are_told_at_once() -> None:
    text = TEXT.replace('step_1 = "8 m"', 'step_1 = "8 mån"').replace('handling = "4 m"', "handling = 4")
    with pytest.raises(PacesError) as caught:
        load_paces(text)
    assert str(caught.value).count("\n- ") == 2


def test_a_missing_pace_is_told_with_an_example() -> None:
    with pytest.raises(PacesError, match="viktigt: saknas"):
        load_paces(TEXT.split("[viktigt]")[0])


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("8 m", Lead(months=8)),
        ("28 d", Lead(days=28)),
        ("28d!", Lead(days=28, bold=True)),
        ("-3 m", Lead(months=-3)),
        ("+7 d", Lead(days=7)),
    ],
)
def test_a_length_of_time(text: str, lead: Lead) -> None:
    assert read_lead(text) == lead


def test_a_changed_pace_changes_what_is_said() -> None:
    paces = load_paces(TEXT.replace('notice = ["9 m"]', 'notice = ["10 m"]'))
    assert paces.of(Pace.LUGNT).notice == (Lead(months=10),)
