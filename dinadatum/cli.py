"""The command line: dinadatum KOMMANDO. Reads what was asked, calls a use case, prints the answer."""

from __future__ import annotations

import io
import os
import sys
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from dinadatum import cli_swedish, cli_trouble
from dinadatum.cli_state import STATE, Refused

INTERRUPTED = 130
"""What typer makes of Ctrl-C."""

app = cli_swedish.SwedishTyper(
    name="dinadatum",
    help="Dina datum räknar ut viktiga datum för aktivitetsersättning och berättar om dem på lätt svenska.",
)


@app.callback()
def settings(
    config: Annotated[
        Path | None,
        typer.Option(
            help="Fil med inställningar. Annars DINADATUM_CONFIG, ./config.toml eller det inbyggda."
        ),
    ] = None,
) -> None:
    """Take what all commands share."""
    if config is not None:
        STATE.config_file = config


def main() -> None:
    """Run the command line. Exit codes: 0 fine, 1 broken, 2 wrong use, 3 refused or different."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code. Errors become sentences, never traces."""
    from typer.exceptions import TyperException

    _prepare()
    STATE.config_file = None
    try:
        outcome = app(args=_config_first(arguments), prog_name="dinadatum", standalone_mode=False)
        sys.stdout.flush()  # what can't be written is found here, where there are words for it
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        return _complain("Avbrutet.", 1)
    except Refused as refused:
        return refused.exit_code
    except TyperException as error:
        return _complain(cli_swedish.error_words(error.format_message()), error.exit_code)
    except KeyboardInterrupt:
        return _complain("Avbrutet.", 1)
    except (BrokenPipeError, SystemExit):  # whoever was reading has gone; typer ends so for that alone
        _forget_output()
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:
            _forget_output()
        return _complain(*cli_trouble.sentence(error))
    if outcome == INTERRUPTED:
        return _complain("Avbrutet.", 1)
    return outcome if isinstance(outcome, int) else 0


def _config_first(arguments: list[str]) -> list[str]:
    """Let --config stand anywhere on the line."""
    for place, word in enumerate(arguments):
        if word == "--config" and place + 1 < len(arguments):
            return [*arguments[place : place + 2], *arguments[:place], *arguments[place + 2 :]]
        if word.startswith("--config="):
            return [word, *arguments[:place], *arguments[place + 1 :]]
    return arguments


def _forget_output() -> None:
    """Send what is still to be written nowhere: whoever was reading has gone, or the disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


@cache
def _prepare() -> None:
    """Hang every group of commands on the application. Each module is light: the work is imported when used."""
    cli_swedish.install()
    for stream in (sys.stdout, sys.stderr):  # a letter that a terminal lacks is no reason to stop
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    from dinadatum import (
        cli_accounts,
        cli_handover,
        cli_keys,
        cli_law,
        cli_operations,
        cli_register,
        cli_replies,
        cli_reply,
        cli_sending,
        cli_service,
        cli_texts,
    )

    for module in (cli_service, cli_operations, cli_register, cli_sending, cli_reply, cli_handover):
        module.add_to(app)
    app.add_typer(cli_law.law_app, name="law")
    app.add_typer(cli_texts.texts_app, name="texts")
    app.add_typer(cli_replies.replies_app, name="replies")
    app.add_typer(cli_accounts.accounts_app, name="accounts")
    app.add_typer(cli_keys.keys_app, name="keys")
