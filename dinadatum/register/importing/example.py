"""Writes empty files to fill in, each with its heading and one example that is not read in."""

from __future__ import annotations

from pathlib import Path

from dinadatum.register.importing.errors import ImportingError
from dinadatum.register.importing.kinds import KINDS
from dinadatum.register.importing.rejected import line


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Write the nine files into a folder, made if missing; returns them.

    Raises ImportingError, before anything is written, if one of them is there already.
    """
    paths = {folder / f"{kind.name}.csv": kind for kind in KINDS.values()}
    there = [path.name for path in paths if path.exists()]
    if there:
        raise ImportingError(
            f"{', '.join(there)} finns redan i {folder.name}. Inget är skrivet. Välj en tom mapp."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for path, kind in paths.items():
        example = line([f"# {kind.example[0]}", *kind.example[1:]])
        path.write_bytes((line(kind.columns) + example).encode("utf-8-sig"))
    return tuple(paths)
