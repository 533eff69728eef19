"""The way back from what is done to a task: to the list as it was chosen, to Löften, or to the case."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

PROMISES, CASE = "loften", "arende"
_CHOSEN = ("slag", "visa", "vems")
_FROM = {"promises.show": PROMISES, "case.show": CASE}


def carried() -> dict[str, Any]:
    """Return what the address of a form carries, so that it finds the way back. Never a reference or a name."""
    here = _FROM.get(request.endpoint or "")
    if here is not None:
        return {"fran": here}
    known = {name: request.args.get(name, "") for name in ("fran", *_CHOSEN)}
    return {name: value for name, value in known.items() if value}


def back_to(ref: str) -> str:
    """Return the address to go back to after something about the task of a case. Unknown: Idag."""
    came = carried()
    if came.get("fran") == PROMISES:
        return url_for("promises.show")
    if came.get("fran") == CASE:
        return url_for("case.show", ref=ref)
    return url_for("tasks.show", **{name: came[name] for name in _CHOSEN if name in came})
