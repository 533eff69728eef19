"""What is wrong with a file, in Swedish: the end of a sentence that begins with its name."""

from __future__ import annotations

import errno

_FILES = {
    errno.EACCES: "får inte läsas eller skrivas av den här användaren",
    errno.EPERM: "får inte läsas eller skrivas av den här användaren",
    errno.EROFS: "ligger på en disk som inte går att skriva på",
    errno.ENOSPC: "får inte plats: disken är full",
    errno.EDQUOT: "får inte plats: disken är full",
    errno.ENOENT: "finns inte",
    errno.ENOTDIR: "ligger inte i en mapp",
    errno.EISDIR: "är en mapp, inte en fil",
    errno.EEXIST: "finns redan",
    errno.ENAMETOOLONG: "har ett för långt namn",
}


def is_known(error: OSError) -> bool:
    """Tell whether there are words for the error."""
    return error.errno in _FILES


def why(error: OSError) -> str:
    """Return what is wrong, such as "finns inte" of a file that isn't there."""
    if error.errno is None:
        return "går inte att läsa eller skriva"
    return _FILES.get(
        error.errno, f"går inte att läsa eller skriva ({errno.errorcode.get(error.errno, 'okänt')})"
    )
