"""dinadatum keys: makes and turns the keys that the register is encrypted with."""

from __future__ import annotations

from pathlib import Path

from dinadatum import clock
from dinadatum.cli_state import STATE, UsageError, actor, say
from dinadatum.cli_swedish import SwedishTyper
from dinadatum.progress_bar import progress

keys_app = SwedishTyper(help="Nycklarna som registret är krypterat med.")


@keys_app.command("new")
def new() -> None:
    """Gör en nyckelfil. Skriver aldrig över en som finns."""
    from dinadatum.register import crypto

    path = Path(STATE.load().keys.file)
    if path.exists():
        raise UsageError(f"{path} finns redan. Byt nyckel med «dinadatum keys rotate».")
    crypto.write(path, crypto.new_keyring())
    say(f"{path} är gjord. Förvara en kopia på ett säkert ställe: utan den går registret inte att läsa.")


@keys_app.command("rotate")
def rotate() -> None:
    """Byter till en ny nyckel och krypterar om allt. De gamla nycklarna blir kvar i filen."""
    from dinadatum.app import open_database
    from dinadatum.register import crypto
    from dinadatum.register.database import Database
    from dinadatum.usecases.upkeep.rotating import rotate_all

    settings = STATE.load()
    path = Path(settings.keys.file)
    if crypto.from_environment() is not None:
        raise UsageError(f"Nycklarna kommer från {crypto.ENVIRONMENT}. Lägg dem i en fil för att byta.")
    with open_database(settings):
        ring = crypto.with_new_key(crypto.read(path))
    crypto.write(path, ring)
    database = Database(settings.database.url, ring)
    try:
        with progress("Krypterar om") as tell:
            count = rotate_all(database, actor(), clock.now(), tell)
    finally:
        database.close()
    say(
        f"Klart. {count} texter är krypterade med den nya nyckeln. Säkerhetskopior kräver de gamla nycklarna. "
        "Är tjänsten i gång? Starta om den, så att den får den nya nyckeln."
    )
