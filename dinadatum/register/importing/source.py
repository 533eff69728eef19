"""Finds what there is to read in: a folder, one CSV file or a workbook, and the paper that says made up."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dinadatum.files import why
from dinadatum.register.importing.errors import ImportingError, RowError
from dinadatum.register.importing.files import Sheet, read_csv, sheet_of
from dinadatum.register.importing.kinds import KINDS, FileKind
from dinadatum.register.importing.workbook import read_workbook

REJECTED = ".avvisade"
MARKER = "register.toml"
_PLAIN = str.maketrans("åäö", "aao")


@dataclass(frozen=True, slots=True)
class Source:
    """What was found. sheets: in the order of reading in. problems: files whose names are nearly right.

    folder: where it lies. made_up: whether its register.toml says that the people are made up.
    unread: files or sheets whose names are something else.
    """

    folder: Path
    sheets: tuple[Sheet, ...]
    problems: tuple[RowError, ...]
    made_up: bool
    unread: tuple[str, ...] = ()


def read_source(path: Path) -> Source:
    """Read a folder, a CSV file or an .xlsx; raises ImportingError if there is nothing to read in."""
    folder = path if path.is_dir() else path.parent
    try:
        found = list(_sheets(path))
        made_up = _made_up(folder / MARKER)
    except OSError as error:
        raise ImportingError(f"{path.name} {why(error)}. Kontrollera namnet.") from error
    sheets = [sheet for sheet in found if isinstance(sheet, Sheet)]
    problems = tuple(problem for problem in found if isinstance(problem, RowError))
    unread = tuple(other for other in found if isinstance(other, str))
    if unread and len(unread) == len(found):
        names = ", ".join(f"{name}.csv" for name in KINDS)
        raise ImportingError(
            f"Det finns inget att läsa in i {', '.join(unread)}: namnet säger vad en fil är. "
            f"Det som väntas är {names}, eller blad med de namnen i en Excel-fil."
        )
    if not found:
        raise ImportingError(
            f"Det finns inget att läsa in i {path.name or path}. Det som väntas är filer som "
            "personer.csv och beslut.csv. «dinadatum import --template MAPP» skriver tomma filer med exempel."
        )
    _refuse_doubles(sheets)
    order = list(KINDS)
    sheets.sort(key=lambda sheet: order.index(sheet.kind.name))
    return Source(folder, tuple(sheets), problems, made_up, unread)


def _sheets(path: Path) -> Iterator[Sheet | RowError | str]:
    """Give what can be read, what is nearly named so, and the names of what is something else."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if file.suffix.lower() == ".csv" and not _is_rejected(file):
                found = _kind_of(file.stem, file.name)
                yield read_csv(found, file.name, file.read_bytes()) if isinstance(found, FileKind) else found
    elif path.suffix.lower() in (".xlsx", ".xlsm"):
        for title, table in read_workbook(path):
            found = _kind_of(title, f"bladet {title}")
            yield sheet_of(found, f"{found.name}.csv", table) if isinstance(found, FileKind) else found
    else:
        found = _kind_of(path.name.split(".")[0], path.name)
        yield read_csv(found, path.name, path.read_bytes()) if isinstance(found, FileKind) else found


def _kind_of(name: str, shown: str) -> FileKind | RowError | str:
    """Tell which kind of file a name means; an error for a near miss, what to call it for something else."""
    plain = unicodedata.normalize("NFC", name).strip().lower().translate(_PLAIN)
    if plain in KINDS:
        return KINDS[plain]
    near = get_close_matches(plain, KINDS, n=1, cutoff=0.75)
    if not near:
        return shown
    remedy = f"Menade du {near[0]}? Byt namn, eller flytta den om den inte ska läsas in."
    return RowError(shown, 0, "", name, ", ".join(KINDS), remedy)


def _is_rejected(file: Path) -> bool:
    return REJECTED in file.stem.lower()


def _refuse_doubles(sheets: list[Sheet]) -> None:
    names = [sheet.kind.name for sheet in sheets]
    for name in names:
        if names.count(name) > 1:
            raise ImportingError(
                f"{name} finns två gånger. Det som väntas är en fil av varje slag. Ta bort en."
            )


def _made_up(marker: Path) -> bool:
    if not marker.is_file():
        return False
    try:
        return tomllib.loads(marker.read_text(encoding="utf-8")).get("pahittat") is True
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ImportingError(
            f"{MARKER} går inte att läsa. Det som väntas är en rad som «pahittat = true», eller ingen fil."
        ) from error
