"""PostgreSQL's own programs for copies: pg_dump, pg_restore and psql. The password never stands on a command line."""

from __future__ import annotations

import os
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
    done = subprocess.run(  # noqa: S603  # a program of our own choice, no shell
        [program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = "; ".join(done.stderr.strip().splitlines()[-2:])
        raise RegisterError(f"{name} svarade nej: {said}")
    return done.stdout
