"""The files of the texts, read from the disk: templates/sms, templates/mail."""

from __future__ import annotations

from pathlib import Path

from notify.templates import TEMPLATES_FOLDER, Gallery, load_gallery


def read_template_files(folder: Path = TEMPLATES_FOLDER) -> dict[str, str]:
    """Read every text and layout, by path inside the folder ("sms/diskret/M03.txt")."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for part in ("sms", "mail")
        for path in sorted((folder / part).rglob("*"))
        if path.suffix in {".txt", ".html"}
    }


def open_gallery(folder: Path = TEMPLATES_FOLDER) -> Gallery:
    """Read and check the whole gallery. Raises notify.templates.TemplateError for a file of no use."""
    return load_gallery(read_template_files(folder))
