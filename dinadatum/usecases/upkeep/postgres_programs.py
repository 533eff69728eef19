"""PostgreSQL's own programs for copies: pg_dump, pg_restore and psql. The password never stands on a command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from sqlalchemy.engine import URL

from dinadatum.errors import RegisterError


def run_program(name: str, url: URL, *arguments: str) -> str:
    """Run a program against the database and return what it printed; raises RegisterError."""
    program = shutil.which(name)
    if program is None:
        raise RegisterError(f"{name} saknas. Installera paketet postgresql-client, av databasens version.")
    words = {
        "PGHOST": url.host,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    environment = {**os.environ, **{key: str(value) for key, value in words.items() if value}}
    environment["LC_MESSAGES"] = "C"  # what it says of versions is read below
    environment.pop("LC_ALL", None)
    done = subprocess.run(  # noqa: S603  # a program of our own choice, no shell
        [program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        versions = dict(re.findall(r"(server|pg_dump) version: ([\d.]+)", done.stderr))
        if len(versions) > 1:
            raise RegisterError(
                f"{name} är av version {versions['pg_dump']} och databasen av {versions['server']}. Installera "
                f"postgresql-client-{versions['server'].partition('.')[0]}, och se att det är det som hittas först."
            )
        said = "; ".join(done.stderr.strip().splitlines()[-2:])
        raise RegisterError(f"{name} svarade nej: {said}")
    return done.stdout
