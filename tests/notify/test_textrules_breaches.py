"""Each rule of the texts catches the fault it is there for, and the gallery has none."""

from __future__ import annotations

import pytest

from dinadatum.template_files import open_gallery
from notify.gallery_check import check_gallery, gallery_rows
from notify.readability import lix, sentences_of
from notify.template import Template
from notify.templates import load_gallery, parse_template
from notify.textrules import check

S = "Dina datum:\n"
CALM = "\nDet räcker att läsa."


def template(urgency: str = "U0", wording: str = "diskret", **head: str) -> Template:
    rows = {
        "id": "X1",
        "name": "prov",
        "use": "Ett prov.",
        "urgency": urgency,
        "wording": wording,
        "asks": "none",
        "minutes": "none",
        "subject": "Dina datum",
    } | head
    text = "\n".join(f"{key}: {value}" for key, value in rows.items())
    return parse_template(f"sms/{wording}/X1.txt", f"{text}\n\n{S}Det räcker att läsa.")


def rules(text: str, of: Template | None = None) -> set[int]:
    return {breach.rule for breach in check(text, of or template())}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (1, "Det är tisdag 2 mars, onsdag 3 mars och torsdag 4 mars." + CALM),
        (1, "Ansök i dag.\nLäs ditt blad." + CALM),
        (3, "Du kan göra det i dag eller en dag som du vill." + CALM),
        (4, "Ersättningen fortsätter." + CALM.replace("räcker", "fortsätter")),
        (5, "Pengarna kommer vanligen eftersom beslutet gäller tillsammans." + CALM),
        (5, "Det står i arbetsgivarintyget." + CALM),
        (5, "Vi ska erhålla det." + CALM),
        (6, "Du kan förlänga det." + CALM),
        (6, "Du kan söka om det." + CALM),
        (7, "Vi ses kl 10." + CALM),
        (7, "Du kan t.ex. läsa." + CALM),
        (7, "Du kan läsa (om du vill)." + CALM),
        (7, "Du och eller/och vi." + CALM),
        (8, "Det är 30 september." + CALM),
        (8, "Det är torsdag 30 september 2027." + CALM),
        (8, "Det är 2027-09-30." + CALM),
        (8, "Det är 30/9." + CALM),
        (8, "Det är vecka 12." + CALM),
        (8, "Vi ses klockan 10:30." + CALM),
        (9, "Det är ett halvår kvar." + CALM),
        (9, "Det är snart dags." + CALM),
        (9, "Gör det i god tid." + CALM),
        (10, "Du kan läsa."),
        (10, "Det är bråttom nu." + CALM),
        (10, "Du har gott om tid." + CALM),
        (10, "Du kan läsa senast tisdag 2 mars." + CALM),
        (11, "Du får 25 % nu." + CALM),
        (11, "Det är 1 eller 2 eller 3 eller 4." + CALM),
        (11, "2 sms kommer." + CALM),
        (12, "Då får man läsa." + CALM),
        (12, "Då skickas det." + CALM),
        (12, "Då beviljades det." + CALM),
        (13, "Det är inte så. Det blir aldrig så." + CALM),
        (14, "Det går bra!" + CALM),
        (14, "Det går BÄST så." + CALM),
        (14, "Det går bra – så här." + CALM),
        (15, "Du har glömt det." + CALM),
        (15, "Det är sista chansen." + CALM),
        (16, "Du måste läsa." + CALM),
        (16, "Det krävs ett papper." + CALM),
        (21, "Du kan läsa på www.exempel." + CALM),
        (21, "Du kan läsa på exempel.se nu." + CALM),
        (21, "Ha din kod framme." + CALM),
        (21, "Du får 500 kr." + CALM),
        (21, "Du kan logga in." + CALM),
        (22, "Du kan ringa din läkare." + CALM),
        (22, "Du får aktivitetsersättning." + CALM),
        (22, "Det blev avslag." + CALM),
        (23, "Du kan läsa. " * 13 + CALM),
        (24, "Svara JA eller NEJ eller OK." + CALM),
        (25, "Har du förstått?" + CALM),
        (25, "Nästa sms kommer tisdag 2 mars." + CALM),
    ],
)
def test_a_planted_fault_is_caught(rule: int, text: str) -> None:
    assert rule in rules(S + text)


def test_the_calm_text_itself_is_without_fault() -> None:
    assert check(S + "Du kan läsa." + CALM, template()) == ()


@pytest.mark.parametrize(
    ("rule", "of", "text"),
    [
        (17, template(minutes="20"), "Det tar 20 minuter." + CALM),
        (18, template(minutes="20", asks="KLAR"), "Det tar 30 minuter." + CALM),
        (23, template(subject="Dina datum: så ser hela din tid ut framöver nu"), CALM.strip()),
        (25, template("R"), "Tack."),
        (10, template("U3"), "Det räcker att läsa."),
        (10, template("U1"), "Det räcker att läsa."),
        (10, template("U2"), "Det räcker att läsa."),
    ],
)
def test_a_head_that_does_not_fit_its_text_is_caught(rule: int, of: Template, text: str) -> None:
    assert rule in rules(S + text, of)


def test_the_sender_stands_first() -> None:
    assert 20 in rules("Hej.\nDet räcker att läsa.")
    assert 20 not in rules("Dina datum, till ombud:\nDet räcker att läsa.")


def test_the_open_wording_may_name_the_benefit() -> None:
    text = S + "Du får aktivitetsersättning." + CALM
    assert {5, 22} & rules(text)
    assert not {5, 22} & rules(text, template(wording="tydlig"))


def test_a_last_day_may_be_said_with_its_paragraph() -> None:
    text = S + "Ansök senast tisdag 2 mars." + CALM
    assert 10 not in rules(text, template(true_last_day="33 kap. 14 § SFB"))


def test_an_ordinary_letter_sentence_breaks_many_rules() -> None:
    letter = (
        "Vi vill informera om att din beslutsperiod för aktivitetsersättning upphör 2027-09-30 och att en ny "
        "ansökan måste inkomma i god tid, ca ett halvår innan beslutet upphör."
    )
    broken = check(letter)
    assert len(broken) >= 11
    assert {3, 4, 5, 7, 8, 9, 16, 20, 22, 23} <= {breach.rule for breach in broken}


def test_easy_words_alone_are_not_enough() -> None:
    text = S + "Det är snart dags att söka om. Gör det i god tid."
    assert lix(text.removeprefix(S)) == 6.0
    assert {6, 9, 10} <= rules(text)


def test_lix_as_it_is_defined() -> None:
    assert lix("Det är bra. Du kan ansöka.") == 3.0
    assert lix("Ersättningen kommer.") == 52.0
    assert lix("") == 0.0
    assert sentences_of('Vi ses klockan 10.30. "Går det bra?" Ja.') == [
        "Vi ses klockan 10.30.",
        '"Går det bra?',
        "Ja.",
    ]


def test_no_text_of_the_gallery_breaks_a_rule() -> None:
    assert check_gallery(open_gallery()) == ()


def test_every_sms_is_one_sms_with_its_longest_values_and_easy_to_read() -> None:
    rows = [row for row in gallery_rows(open_gallery()) if row.channel == "sms"]
    assert len(rows) > 100
    assert [row.id for row in rows if row.parts != 1 or row.chars_longest > 160] == []
    assert [row.id for row in rows if row.lix > 25] == []


def test_a_fault_in_a_file_shows_in_the_table() -> None:
    head = "id: X1\nname: prov\nuse: Ett prov.\nurgency: U0\nwording: diskret\nasks: none\nminutes: none\n"
    text = f"{head}subject: Dina datum\n\n{S}? Hej {{namn}}.\nDu måste läsa.\n"
    gallery = load_gallery({"sms/diskret/X1.txt": text, "mail/layout.html": "$body"})
    assert {(name, breach.rule) for name, breach in check_gallery(gallery)} == {("X1", 10), ("X1", 16)}
