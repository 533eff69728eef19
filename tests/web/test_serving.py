"""The server: takes its address at once, stops cleanly, says why it can't."""

from __future__ import annotations

import threading
import urllib.request

import pytest
from flask import Flask, request

from dinadatum.errors import DinaDatumError
from dinadatum.web import serving
from dinadatum.web.health import PROXY_HEADERS
from dinadatum.web.serving import serve


@pytest.fixture
def slow() -> tuple[Flask, threading.Event, threading.Event]:
    """An application whose page waits until it is let go."""
    app, begun, go = Flask(__name__), threading.Event(), threading.Event()

    @app.get("/")
    def page() -> str:
        begun.set()
        assert go.wait(10)
        return "klart"

    return app, begun, go


def test_a_free_port_is_taken_and_told() -> None:
    with serve(_quick(), "127.0.0.1", 0) as server:
        assert server.port > 0
        assert server.address == f"http://127.0.0.1:{server.port}/"
        assert _get(server.address) == "hej"


def test_it_stops_from_another_thread_and_gives_the_port_back() -> None:
    server = serve(_quick(), "127.0.0.1", 0)
    server.start()
    _get(server.address)
    stopper = threading.Thread(target=server.stop)
    stopper.start()
    stopper.join(10)
    assert not stopper.is_alive()
    with pytest.raises(OSError, match="refused"):
        _get(server.address)
    with serve(_quick(), "127.0.0.1", server.port) as again:
        assert _get(again.address) == "hej"
    server.stop()


def test_a_request_under_way_is_finished(slow: tuple[Flask, threading.Event, threading.Event]) -> None:
    app, begun, go = slow
    server = serve(app, "127.0.0.1", 0)
    server.start()
    said: list[str] = []
    asker = threading.Thread(target=lambda: said.append(_get(server.address)))
    asker.start()
    assert begun.wait(10)
    stopper = threading.Thread(target=server.stop)
    stopper.start()
    go.set()
    asker.join(10)
    stopper.join(10)
    assert said == ["klart"]


def test_requests_that_wait_a_moment_write_nothing(
    slow: tuple[Flask, threading.Event, threading.Event],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app, begun, go = slow
    monkeypatch.setattr(serving, "THREADS", 1)
    said: list[str] = []
    with serve(app, "127.0.0.1", 0) as server:
        askers = [threading.Thread(target=lambda: said.append(_get(server.address))) for _ in range(4)]
        for asker in askers:
            asker.start()
        assert begun.wait(10)
        go.set()
        for asker in askers:
            asker.join(10)
    assert said == ["klart"] * 4
    assert [record.getMessage() for record in caplog.records if record.name.startswith("waitress")] == []


@pytest.mark.parametrize("header", PROXY_HEADERS)
def test_what_a_proxy_adds_reaches_the_application(header: str) -> None:
    app = Flask(__name__)

    @app.get("/")
    def page() -> str:
        return "genom en proxy" if header in request.headers else "direkt"

    with serve(app, "127.0.0.1", 0) as server:
        assert _get(server.address) == "direkt"
        asked = urllib.request.Request(server.address, headers={header: "192.0.2.1"})
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert answer.read().decode() == "genom en proxy"


def test_a_server_that_was_never_started_can_be_stopped() -> None:
    server = serve(_quick(), "127.0.0.1", 0)
    server.stop()
    with serve(_quick(), "127.0.0.1", server.port):
        pass


def test_a_taken_port_is_said_plainly() -> None:
    with (
        serve(_quick(), "127.0.0.1", 0) as first,
        pytest.raises(DinaDatumError, match=rf"Port {first.port} på 127.0.0.1 används redan"),
    ):
        serve(_quick(), "127.0.0.1", first.port)


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [("203.0.113.1", 0, "inte den adressen"), ("127.0.0.1", 99999, "0 till 65535")],
)
def test_an_address_that_is_not_ours_is_said_plainly(host: str, port: int, said: str) -> None:
    with pytest.raises(DinaDatumError, match=said):
        serve(_quick(), host, port)


def _quick() -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "hej")
    return app


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()
