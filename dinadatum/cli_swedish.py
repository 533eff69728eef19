"""Makes the command line speak Swedish: headings, help and errors of the library included."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import typer.core

_Function = TypeVar("_Function", bound=Callable[..., Any])

_HEADINGS = {
    "Options": "Val",
    "Arguments": "Anges så här",
    "Commands": "Kommandon",
    "default: {default}": "annars: {default}",
    "env var: {var}": "miljövariabel: {var}",
    "required": "måste anges",
    "(dynamic)": "(räknas ut)",
    "Aborted!": "Avbrutet.",
    "Missing command.": "Ange ett kommando.",
    "No such command {name!r}.": "Det finns inget kommando {name}.",
}

_ERRORS = (
    (r"^Missing option '(.+?)'\.?.*", r"Valet \1 måste anges."),
    (r"^Missing argument '(.+?)'\.?.*", r"Det saknas ett värde: \1."),
    (
        r"^No such option: (\S+) \((?:Possible options|Did you mean):? (.+?)\??\)$",
        r"Det finns inget val \1. Menade du \2?",
    ),
    (r"^No such option: (\S+?)(?: Did you mean (.+)\?)?$", r"Det finns inget val \1."),
    (r"^Got unexpected extra argument(?:s|\(s\))? \((.+)\)$", r"Det här var för mycket: \1"),
    (r"^Option '(.+)' requires an argument.*", r"Valet \1 behöver ett värde."),
    (r"^Option '(.+)' does not take a value.*", r"Valet \1 tar inget värde."),
    (r"^Invalid value for '?(.+?)'?: (.+)$", r"\1 är fel: \2"),
    (r"^Invalid value: (.+)$", r"Fel värde: \1"),
    (r"Input should be greater than or equal to (\S+)", r"det ska vara minst \1"),
    (r"Input should be less than or equal to (\S+)", r"det ska vara högst \1"),
    (r"Input should be a valid integer.*", "det ska vara ett helt tal, till exempel 10"),
    (r"'(.*)' is not a valid (int|integer).*", r"«\1» är inte ett helt tal."),
    (r"(?:Directory|File|Path) '(.+)' does not exist\.", r"\1 finns inte."),
    (r"'(.*)' is not one of (.+)\.", r"«\1» går inte. Välj bland \2."),
    (r"^No such command '(.+?)'\.?.*", r"Det finns inget kommando \1."),
)

_DAYS = ("--day", "--since", "--from", "--to", "--writes")
_KINDS = {"str": "ORD", "path": "FIL", "int": "TAL", "int range": "TAL", "float": "TAL"}
_WHOLE_SENTENCE = 1000
"""The list of commands wraps its lines; cut short, a line ends where what matters begins."""


def translate(text: str) -> str:
    """Return the Swedish for a heading of the library, or the text itself."""
    return _HEADINGS.get(text, text)


def error_words(message: str) -> str:
    """Return the Swedish for an error of the library, as far as its forms are known."""
    for pattern, swedish in _ERRORS:
        message = re.sub(pattern, swedish, message)
    return message


def term_words(term: str) -> str:
    """Return the left column of a line of help with the kind of value in Swedish: --day <str> is --day DAG."""
    name, _, kind = term.rpartition(" <")
    if not name:
        return term
    if not name.startswith("-"):  # an argument, which is called by what it is
        return name
    return f"{name} {'DAG' if name in _DAYS else _KINDS.get(kind.rstrip('>'), 'ORD')}"


def _side_words(text: str) -> str:
    return re.sub(r"(\d+)<=x<=(\d+)", r"\1 till \2", text)


class _Speaks:
    """What commands and groups share: the usage line and the help option in Swedish."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the whole help, with the kinds of values in Swedish."""
        write = formatter.write_dl
        formatter.write_dl = lambda rows, *more, **named: write(
            [(term_words(term), _side_words(text)) for term, text in rows], *more, **named
        )
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_short_help_str(self, limit: int = _WHOLE_SENTENCE) -> str:
        """Return the first sentence, whole: the list of commands wraps it."""
        said: str = super().get_short_help_str(max(limit, _WHOLE_SENTENCE))  # type: ignore[misc]
        return said

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        swedish = {"[OPTIONS]": "[VAL]", "COMMAND [ARGS]...": "KOMMANDO ..."}
        words = " ".join(swedish.get(piece, piece) for piece in pieces)
        formatter.write_usage(ctx.command_path, words, prefix="Så här: ")

    def get_help_option(self, ctx: Any) -> Any:
        """Return the help option with a Swedish text."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Visar den här texten."
        return option


class SwedishCommand(_Speaks, typer.core.TyperCommand):
    """A command with Swedish help."""


class SwedishGroup(_Speaks, typer.core.TyperGroup):
    """A group of commands with Swedish help."""

    command_class = SwedishCommand


def install() -> None:
    """Give the library its Swedish headings. It marks them for gettext; this is the one place they come from."""
    setattr(typer.core, "_", translate)  # noqa: B010  # the type checker sees gettext's own


class SwedishTyper(typer.Typer):
    """A typer application whose groups and commands speak Swedish. Plain help: rich takes long to import."""

    def __init__(self, **settings: Any) -> None:
        """Take what typer.Typer takes."""
        super().__init__(
            cls=SwedishGroup,
            add_completion=False,
            rich_markup_mode=None,
            no_args_is_help=settings.pop("no_args_is_help", True),
            context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
            **settings,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[_Function], _Function]:
        """Register a command, see typer.Typer.command."""
        return super().command(name, cls=SwedishCommand, **settings)
