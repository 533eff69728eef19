"""The short way to an address gives the same as Flask's own."""

from __future__ import annotations

from flask import Flask, url_for

from dinadatum.web import addresses


def _app() -> Flask:
    app = Flask("prov")
    app.add_url_rule("/arende", "case.show", str)
    app.add_url_rule("/arende/andra", "change.ask", str)
    app.add_url_rule("/arende/andra", "change.save", str, methods=["POST"])
    app.add_url_rule("/uppgift/<int:task_id>/klart", "tasks.ask", str)
    app.add_url_rule("/b", "two.roads", str)
    app.add_url_rule("/a/<name>", "two.roads", str)
    addresses.install(app)
    return app


ASKED: tuple[tuple[str, dict[str, object]], ...] = (
    ("case.show", {}),
    ("case.show", {"ref": "D-1042"}),
    ("case.show", {"ref": "Å 1/2 & + ?", "alla": 1}),
    ("case.show", {"ref": "D-1", "rad": None}),
    ("case.show", {"ref": ["D-1", "D-2"]}),
    ("case.show", {"ref": 1}),
    ("case.show", {"ref": True}),
    ("case.show", {"ref": "D-1", "_anchor": "kommer"}),
    ("case.show", {"ref": "D-1", "_external": True}),
    ("change.save", {"ref": "a*b(c)!$',:;@"}),
    ("tasks.ask", {"task_id": 7, "fran": "x"}),
    ("tasks.ask", {"task_id": 7}),
    ("tasks.ask", {"task_id": "7"}),
    ("two.roads", {}),
    ("two.roads", {"name": "x"}),
)


def test_every_address_is_the_one_that_flask_makes() -> None:
    app = _app()
    for place in ("/", "/under/"):
        with app.test_request_context(base_url=f"http://example.se{place}"):
            short = app.jinja_env.globals["url_for"]
            made = [short(endpoint, **values) for endpoint, values in ASKED]  # type: ignore[operator]
            assert made == [url_for(endpoint, **values) for endpoint, values in ASKED]  # type: ignore[arg-type]
