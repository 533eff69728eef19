"""What a person wants and who is around them: pace, wording, hour, roads, consent, ombud, meetings."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

MOBILES = [f"070-174{number:04d}" for number in range(605, 700)]
"""The series that PTS keeps for fiction: nobody answers there."""
DOMAIN = "example.se"

_PACES = {"lagom": 55, "lugnt": 20, "ofta": 15, "viktigt": 10}
_WORDINGS = {"diskret": 85, "tydlig": 12, "ping": 3}
_DAYS = {"tisdag": 60, "måndag": 12, "onsdag": 16, "torsdag": 12}
_TWO_DAYS = ("måndag onsdag", "tisdag torsdag", "måndag torsdag")
_HOURS = {"10.00": 60, "9.00": 8, "11.30": 8, "13.00": 12, "14.30": 8, "15.00": 4}
_CONSENTS = {"ja": 90, "": 7, "nej": 3}
_COPIES = {"andra": 45, "bråttom": 15, "alla": 30, "inga": 10}
_OWN_STEPS = {"": 76, "1": 6, "3": 8, "1 2": 4, "2": 3, "1 2 3 4": 3}
_HOW = ("på kontoret", "hemma", "på telefon", "på skolan", "på video")

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """The names to choose from."""

    of: dict[str, list[str]]
    first_halves: list[str]
    second_halves: list[str]
    surnames: list[str]

    def first(self, sex: str, dice: Random) -> str:
        """Draw a first name."""
        return dice.choice(self.of[sex])

    def last(self, dice: Random) -> str:
        """Draw a surname: seven in ten put together from two halves."""
        if dice.random() < 0.3:
            return dice.choice(self.surnames)
        return dice.choice(self.first_halves) + dice.choice(self.second_halves)


def read_names() -> Names:
    """Read the names to choose from."""
    data = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
    of = {"kvinna": data["women"], "man": data["men"]}
    return Names(of, data["first_halves"], data["second_halves"], data["surnames"])


def draw(weights: dict[str, int], dice: Random) -> str:
    """Draw a word by its weight."""
    return dice.choices(list(weights), list(weights.values()))[0]


def address(*words: str) -> str:
    """Return an e-mail address that nobody can have, of plain small letters."""
    plain = unicodedata.normalize("NFKD", ".".join(words).lower())
    return "".join(letter for letter in plain if letter.isascii() and letter != " ") + f"@{DOMAIN}"


def preferences(dice: Random) -> Cells:
    """Draw pace, wording, own day and hour."""
    pace = draw(_PACES, dice)
    two = pace == "ofta" and dice.random() < 0.5
    return {
        "takt": pace,
        "ordval": draw(_WORDINGS, dice),
        "dag": dice.choice(_TWO_DAYS) if two else draw(_DAYS, dice),
        "klockan": draw(_HOURS, dice),
    }


def standing(day: date, dice: Random) -> Cells:
    """Draw consent, protected identity, and the day Mitt blad was given."""
    given = day - timedelta(days=dice.randrange(5, 400))
    return {
        "samtycke": draw(_CONSENTS, dice),
        "skyddad": "ja" if dice.random() < 0.01 else "nej",
        "blad": given.isoformat() if dice.random() < 0.85 else "",
    }


def own_steps(ref: str) -> str:
    """Draw the steps that somebody with an ombud takes alone: none for most. By the reference alone."""
    dice = Random(f"egna steg {ref}")  # noqa: S311  # made-up people need no secret
    return draw(_OWN_STEPS, dice)


def home(municipality: str, dice: Random) -> Cells:
    """Draw a postal address that doesn't exist: no postcode begins with 999."""
    street = f"{dice.choice(('Exempelgatan', 'Provvägen', 'Låtsasstigen'))} {dice.randrange(1, 90)}"
    return {"adress": street, "postnr": f"999 {dice.randrange(1, 100):02d}", "ort": municipality}


def ombud(ref: str, name: str, mobile: str, day: date, dice: Random) -> Cells:
    """Draw an ombud's row: most valid, some soon over, over, or not begun."""
    first = day - timedelta(days=dice.randrange(60, 900))
    last = dice.choice((None, None, None, 300, 420, 30, 24, 9, -20))
    if last is None and dice.random() < 0.1:
        first = day + timedelta(days=dice.randrange(3, 30))
    return {
        "referens": ref,
        "namn": name,
        "mobil": mobile,
        "epost": "" if mobile else address(*name.split(), "ombud", ref),
        "väg": "sms" if mobile else "epost",
        "från": first.isoformat(),
        "till": "" if last is None else (day + timedelta(days=last)).isoformat(),
        "kopior": draw(_COPIES, dice),
    }


def meeting(ref: str, day: date, dice: Random) -> Cells:
    """Draw a meeting within the next two months."""
    return {
        "referens": ref,
        "dag": (day + timedelta(days=dice.randrange(1, 60))).isoformat(),
        "klockan": f"{dice.randrange(9, 16)}.{dice.choice(('00', '30'))}",
        "slag": dice.choice(("plan", "plan", "plan", "årlig")),
        "hur": dice.choice(_HOW),
    }
