"""What can be wrong with what timeline is given to read."""


class TimelineError(Exception):
    """Root of all errors of timeline. The facts of a life never raise one; data files and commands do."""


class LawError(TimelineError):
    """The dated table of the law can't be used as it is written."""


class CaseError(TimelineError):
    """A case file is not in the form of a case."""


class ChangeError(TimelineError):
    """A what-if change can't be understood or has nothing to change."""
