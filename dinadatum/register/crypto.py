"""The keys: what is encrypted in the database, and how equality is looked up without decrypting."""

from __future__ import annotations

import hashlib
import hmac
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from dinadatum.errors import KeyFileError
from dinadatum.files import why

ENVIRONMENT = "DINADATUM_KEYS"
_EXAMPLE = 'en fil som "dinadatum keys new" har gjort'


@dataclass(frozen=True, slots=True)
class Keyring:
    """Encryption keys, newest first, and the key of the look-up hashes. The newest key encrypts."""

    encryption: tuple[str, ...] = field(repr=False)
    lookup: str = field(repr=False)
    _fernet: MultiFernet = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the cipher once; raises KeyFileError for a key that isn't one."""
        try:
            cipher = MultiFernet([Fernet(key) for key in self.encryption])
        except ValueError as error:
            raise KeyFileError(f"En nyckel har fel form. Det som väntas är {_EXAMPLE}.") from error
        object.__setattr__(self, "_fernet", cipher)

    def encrypt(self, text: str) -> str:
        """Encrypt with the newest key."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def decrypt(self, token: str) -> str:
        """Decrypt with whichever key fits; raises KeyFileError if none does."""
        try:
            return self._fernet.decrypt(token.encode("ascii")).decode()
        except InvalidToken as error:
            raise KeyFileError(
                "Nycklarna passar inte till databasen. Lägg tillbaka den nyckelfil som hör till den "
                "(inställningen [keys] file). Inget är ändrat."
            ) from error

    def rotate(self, token: str) -> str:
        """Return the same text encrypted with the newest key; raises KeyFileError if no key fits."""
        return self.encrypt(self.decrypt(token))

    def fingerprint(self, text: str) -> str:
        """Return the look-up hash of a text: equal texts have equal hashes, and nothing else shows."""
        return hmac.new(self.lookup.encode(), text.encode(), hashlib.sha256).hexdigest()


def new_keyring() -> Keyring:
    """Make a keyring with one new encryption key and a new look-up key."""
    return Keyring((Fernet.generate_key().decode(),), Fernet.generate_key().decode())


def with_new_key(ring: Keyring) -> Keyring:
    """Return the keyring with a new encryption key in front. The look-up key stays: hashes don't change."""
    return Keyring((Fernet.generate_key().decode(), *ring.encryption), ring.lookup)


def dump(ring: Keyring) -> str:
    """Write a keyring as the text of a key file."""
    keys = ", ".join(f'"{key}"' for key in ring.encryption)
    return (
        "# Dina datums nycklar. Utan dem går registret inte att läsa.\n"
        "# Förvara en kopia på ett säkert ställe, skild från säkerhetskopiorna av databasen.\n"
        "# Den första nyckeln krypterar. De andra läser äldre text.\n"
        f'encryption = [{keys}]\nlookup = "{ring.lookup}"\n'
    )


def parse(text: str, source: str) -> Keyring:
    """Read a keyring from the text of a key file; raises KeyFileError naming the source."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KeyFileError(f"{source} går inte att läsa: {error}. Det som väntas är {_EXAMPLE}.") from error
    keys, lookup = data.get("encryption"), data.get("lookup")
    if not isinstance(keys, list) or not keys or not isinstance(lookup, str):
        raise KeyFileError(f"{source} saknar encryption eller lookup. Det som väntas är {_EXAMPLE}.")
    return Keyring(tuple(str(key) for key in keys), lookup)


def from_environment() -> str | None:
    """Return the text of the keys that the environment holds, if it does."""
    return os.environ.get(ENVIRONMENT) or None


def read(path: Path) -> Keyring:
    """Read the keys from the environment or else from a file; raises KeyFileError if neither has them."""
    text = from_environment()
    if text is not None:
        return parse(text, f"Miljövariabeln {ENVIRONMENT}")
    try:
        return parse(path.read_text(encoding="utf-8-sig"), f"Nyckelfilen {path.name}")
    except OSError as error:
        raise KeyFileError(
            f"Nyckelfilen {path.name} {why(error)}. Lägg tillbaka den som hör till databasen. "
            "Är registret nytt: «dinadatum init» gör den och det andra som saknas."
        ) from error
    except UnicodeDecodeError as error:
        raise KeyFileError(f"Nyckelfilen {path.name} är ingen text. Det som väntas är {_EXAMPLE}.") from error


def write(path: Path, ring: Keyring) -> None:
    """Write a key file that only its owner can read, whole or not at all."""
    part = path.with_name(path.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(dump(ring))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
