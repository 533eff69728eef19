"""Which pages there are to look at, who looks at them, and what is done there first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from bench.pictures_county import County
from dinadatum.web.change_fields import FORMS

_TICKS = (
    "{told};ansökt;2026-11-20\n{most};besök;2026-11-19\nS-9999;ansökt;2026-11-20\n{told};ansökt;i förrgår"
)
_PEOPLE = (
    "referens;födelsedatum;mobil\nI-1;2003-04-05;070-1740605\nI-2;igår;070-1740606\nI-3;2004-02-30;hemma\n"
)
_PATHS = {
    "sara": (
        ("idag", "idag"),
        ("inkorg", "inkorg"),
        ("loften", "loften"),
        ("utgangar", "utgangar"),
        ("utgangar-ett-ar", "utgangar?inom=365"),
        ("utgangar-tom", "utgangar?inom=30&vad=trial&lage=gap"),
        ("arende-sok", "arende"),
        ("mer", "mer"),
        ("mitt-konto", "mitt-konto"),
        ("datakvalitet", "datakvalitet"),
        ("datakvalitet-en", "datakvalitet/inget-samtycke"),
        ("texter", "texter"),
        ("snabb", "snabb"),
        ("kalender", "kalender"),
        ("installningar", "installningar"),
        ("systemet", "systemet"),
        ("missat", "systemet/missat?dagar=90"),
        ("skugga", "systemet/skugga"),
        ("hallet", "systemet/hallet"),
        ("byt", "byt-handlaggare"),
        ("fel-404", "finns-inte"),
        ("fel-403", "loggen"),
    ),
    "greta": (
        ("ledare-idag", "idag"),
        ("ledare-utgangar", "utgangar"),
        ("ledare-loften", "loften"),
        ("ledare-statistik", "statistik"),
        ("ledare-las-in", "las-in"),
        ("ledare-mer", "mer"),
        ("ledare-inkorg", "inkorg"),
        ("ledare-hallet", "systemet/hallet"),
    ),
    "adam": (
        ("adm-systemet", "systemet"),
        ("adm-konton", "konton"),
        ("adm-konto", "konton/1"),
        ("adm-mer", "mer"),
        ("adm-hallet", "systemet/hallet"),
    ),
    "gunnar": (("gransk-loggen", "loggen"), ("gransk-mer", "mer")),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A page: the name of its picture, its address, and what to do there. opened: with all that folds unfolded."""

    name: str
    path: str
    do: Callable[[Page], None] | None = None
    opened: bool = False


def _plain(username: str) -> Callable[[County], Iterator[Stop]]:
    def stops(_county: County) -> Iterator[Stop]:
        yield from (Stop(name, path) for name, path in _PATHS[username])

    return stops


def _stranger(_county: County) -> Iterator[Stop]:
    yield Stop("logga-in", "logga-in")
    yield Stop("logga-in-fel", "logga-in", _log_in_wrongly)
    yield Stop("halsa", "health")


def _caseworker(county: County) -> Iterator[Stop]:
    refs, told = county.refs, county.refs["told"]
    yield from _plain("sara")(county)
    for name, ref in refs.items():
        yield Stop(f"arende-{name}", f"arende?ref={ref}")
        if name != "hidden":
            yield Stop(f"blad-{name}", f"arende/blad?ref={ref}")
    yield Stop("arende-oppet", f"arende?ref={told}&alla=1", opened=True)
    yield Stop("arende-okand", "arende", _ask_for_nobody)
    yield Stop("som-personen", f"arende/som-personen?ref={told}")
    yield Stop("sok", "utgangar", _search)
    for slug in sorted(set(FORMS) - {"skyddad"}):
        yield Stop(f"andra-{slug}", f"arende/andra?ref={told}&vad={slug}")
    yield Stop("andra-fel", f"arende/andra?ref={told}&vad=beslut", _press("Granska"))
    yield Stop("andra-granska", f"arende/andra?ref={told}&vad=beslut", _decide)
    yield Stop("andra-sparat", f"arende/andra?ref={told}&vad=steg", _step)
    yield Stop("angra-for-sent", f"arende/angra?ref={told}&nr=99999")
    yield Stop("skriv", f"arende/skriv?ref={refs['most']}&text=M79")
    yield Stop("skriv-granska", f"arende/skriv?ref={refs['most']}", _write)
    yield Stop("skriv-fel", f"arende/skriv?ref={refs['most']}", _write_badly)
    for name in ("klart", "skjut-upp", "anteckning"):
        yield Stop(f"uppgift-{name}", f"uppgift/{county.task}/{name}")
    if county.letter:
        yield Stop("uppgift-brev", f"uppgift/{county.letter}/brev")
    yield Stop("inkorg-en", f"inkorg/{county.reply}")
    yield Stop("byt-granska", "byt-handlaggare", _hand_over(told))
    yield Stop("snabb-granska", "snabb", _tick(_TICKS.format(**refs)))
    yield Stop("mitt-konto-kod", "mitt-konto", _press("Slå på"))
    yield Stop("kalender-ny", "kalender", _make_calendar)


def _leader(county: County) -> Iterator[Stop]:
    yield from _plain("greta")(county)
    told = county.refs["told"]
    yield Stop("vems", f"arende/vems?ref={told}")
    yield Stop("vems-sparat", f"arende/vems?ref={county.refs['most']}", _give)
    yield Stop("vems-angra", f"arende/vems?ref={county.refs['resting']}", _give_and_undo)
    yield Stop("andra-skyddad", f"arende/andra?ref={told}&vad=skyddad")
    if county.stranger:
        yield from _stranger_wrote(county)
    yield Stop("ledare-las-in-fel", "las-in", _upload)


def _stranger_wrote(county: County) -> Iterator[Stop]:
    yield Stop("inkorg-okand", f"inkorg/{county.stranger}")
    yield Stop("inkorg-granska", f"inkorg/{county.stranger}", _tie(county.refs["told"]))


def _press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name).first.click()


def _log_in_wrongly(page: Page) -> None:
    page.get_by_label("Kontonamn").fill("sara")
    page.get_by_label("Lösenord").fill("fel lösenord")
    page.get_by_role("button", name="Logga in").click()


def _ask_for_nobody(page: Page) -> None:
    page.get_by_label("Referens").fill("S-9999")
    page.get_by_role("button", name="Öppna ärendet").click()


def _search(page: Page) -> None:
    page.get_by_label("Sök på referens").fill("lindgren")
    page.get_by_role("button", name="Sök").first.click()


def _decide(page: Page) -> None:
    page.get_by_label("Slag").select_option("nedsatt")
    page.get_by_label("Omfattning").select_option("100")
    page.get_by_label("Första dag").fill("2028-01-01")
    page.get_by_label("Sista dag").fill("2029-12-31")
    page.get_by_role("button", name="Granska").click()


def _step(page: Page) -> None:
    page.get_by_label("Vad är gjort").select_option("besök")
    page.get_by_label("Dag", exact=True).fill("2026-11-20")
    page.get_by_role("button", name="Granska").click()
    page.get_by_role("button", name="Spara").click()


def _give(page: Page) -> None:
    page.get_by_label("Handläggare").select_option(index=0)
    page.get_by_role("button", name="Spara").click()


def _give_and_undo(page: Page) -> None:
    _give(page)
    page.get_by_role("status").get_by_role("link", name="Ångra").click()


def _write(page: Page) -> None:
    page.get_by_label("Text", exact=True).fill("Jag ringer dig i morgon.\nDet räcker att läsa.")
    page.get_by_role("button", name="Granska").click()


def _write_badly(page: Page) -> None:
    page.get_by_label("Text", exact=True).fill("OBS! Ring omedelbart, annars förlorar du din ersättning!")
    page.get_by_role("button", name="Granska").click()


def _tie(ref: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        page.get_by_label("Referens").fill(ref)
        page.get_by_role("button", name="Visa vad det gör").click()

    return do


def _hand_over(ref: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        page.locator("#dag").fill("2027-01-11")
        page.locator("select").first.select_option(index=1)
        page.locator("#referenser").fill(ref)
        page.get_by_role("button", name="Granska").click()

    return do


def _tick(rows: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        page.get_by_label("Rader").fill(rows)
        page.get_by_role("button", name="Visa hur det blir").click()

    return do


def _make_calendar(page: Page) -> None:
    page.get_by_role("button").filter(has_text="adress").first.click()


def _upload(page: Page) -> None:
    file = {"name": "personer.csv", "mimeType": "text/csv", "buffer": _PEOPLE.encode()}
    page.get_by_label("Filer").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Prova först").click()
    page.get_by_role("heading", level=2).first.wait_for()


TOURS: dict[str, Callable[[County], Iterator[Stop]]] = {
    "": _stranger,
    "sara": _caseworker,
    "greta": _leader,
    "adam": _plain("adam"),
    "gunnar": _plain("gunnar"),
}
"""Who looks at what, by account name; "" is somebody who has not logged in."""
