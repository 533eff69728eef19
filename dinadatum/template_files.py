"""The files of the texts, read from the disk: templates/sms, templates/mail."""

from __future__ import annotations

from pathlib import Path

from dinadatum.errors import DinaDatumError
from notify.templates import TEMPLATES_FOLDER, Gallery, TemplateError, load_gallery


class TextFileError(DinaDatumError):
    """A text file that can't be used: the service doesn't start with it."""


def read_template_files(folder: Path = TEMPLATES_FOLDER) -> dict[str, str]:
    """Read every text and layout, by path inside the folder ("sms/diskret/M03.txt").

    Raises TextFileError for a file that isn't UTF-8.
    """
    paths = [path for part in ("sms", "mail") for path in sorted((folder / part).rglob("*"))]
    return {
        path.relative_to(folder).as_posix(): _read(path) for path in paths if path.suffix in {".txt", ".html"}
    }


def open_gallery(folder: Path = TEMPLATES_FOLDER) -> Gallery:
    """Read and check the whole gallery. Raises TextFileError naming the file, the fault and the right form."""
    try:
        return load_gallery(read_template_files(folder))
    except TemplateError as error:
        raise TextFileError(str(error)) from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TextFileError(f"{path.name} är inte sparad som UTF-8. Spara om filen som UTF-8.") from error
