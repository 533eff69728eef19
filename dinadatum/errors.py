"""The root of every error that the application raises on purpose."""


class DinaDatumError(Exception):
    """Say in Swedish what came, what was expected and how to mend it. exit_code: for the command line."""

    exit_code = 1


class ConfigError(DinaDatumError):
    """A setting that can't be used."""

    exit_code = 2


class RegisterError(DinaDatumError):
    """The database can't be opened, read or written."""


class KeyFileError(DinaDatumError):
    """The keys are missing, unreadable or belong to another database."""


class UnknownPersonError(DinaDatumError):
    """No person has the reference that was given."""

    exit_code = 2
