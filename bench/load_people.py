"""Virtual handläggare: each logs in by the form with an own account, reads pages, thinks, and reads on."""

from __future__ import annotations

import html
import http.client
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

FORM = "application/x-www-form-urlencoded"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_REF = re.compile(r'href="/arende\?ref=([^"&#]+)"')
_MORE = re.compile(r'href="(/utgangar\?[^"]*efter=[^"]+)"')
_LATEST = 200


class PageError(RuntimeError):
    """A page that didn't come as it should."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page that was asked for. seconds: until all of it had come."""

    page: str
    seconds: float
    size: int


@dataclass(slots=True)
class Handlaggare:
    """Somebody at work in a browser of their own, with one connection that is kept. wide: sees every unit."""

    address: str
    username: str
    password: str = field(repr=False)
    words: list[str]
    leads: bool
    wide: bool
    chance: random.Random
    visits: list[Visit] = field(default_factory=list)
    _cookies: dict[str, str] = field(default_factory=dict, repr=False)
    _token: str = field(default="", repr=False)
    _refs: list[str] = field(default_factory=list)
    _more: str = ""
    _connection: http.client.HTTPConnection | None = None

    def log_in(self) -> None:
        """Log in by the form."""
        self._get("logga in, sidan", "/logga-in")
        form = {"username": self.username, "password": self.password}
        self._post("logga in", "/logga-in", form, expected=303)
        self._get("Utgångar", "/utgangar")
        self._get("Idag", "/idag")

    def do_something(self) -> None:
        """Read one page, or look something up, as often as each is done."""
        choices = [*MIX, *LEADERS] if self.leads else MIX
        act = self.chance.choices([act for act, _ in choices], [weight for _, weight in choices])[0]
        act(self)

    def today(self) -> None:
        self._get("Idag", "/idag")

    def expiries(self) -> None:
        self._get("Utgångar", "/utgangar")

    def filtered(self) -> None:
        narrowed = self.chance.choice(
            (
                {"vad": "decision"}, {"vad": "age_30"}, {"lage": "gap"}, {"lage": "after_30"}, {"lage": "unreachable"},
                {"steg": "1"}, {"vad": "last_day_without_loss", "lage": "on_time"}, {"inom": "30"}, {"vems": "mina"},
                {"kommun": "Nyköping"},
            )
        )  # fmt: skip
        within = self.chance.choice(("30", "90", "180", "365"))
        self._get("Utgångar, med val", "/utgangar?" + urlencode({"inom": within} | narrowed))

    def sorted(self) -> None:
        order = self.chance.choice(("ref", "municipality"))
        self._get("Utgångar, annan ordning", f"/utgangar?ordning={order}")

    def next_page(self) -> None:
        if not self._more:
            self.expiries()
        if self._more:
            self._get("Utgångar, nästa sida", self._more)

    def by_reference(self) -> None:
        self._post("Sök på referens", "/utgangar/sok", {"sok": self._a_ref()})

    def by_word(self) -> None:
        common = self.chance.random() ** 3
        word = self.words[int(common * len(self.words))]
        self._post("Sök på ord i namnet", "/utgangar/sok", {"sok": word})

    def case(self) -> None:
        self._get("Ärende", f"/arende?ref={quote(self._a_ref())}")

    def change(self) -> None:
        ref = self._a_ref()
        path = f"/arende/andra?ref={quote(ref)}&vad=paus&rad="
        if self._ask("Ändra, formuläret", "GET", path, None, (200, 404)) == 404:
            return  # a protected identity: its reference stands in the list, and nothing more may be seen
        form = {"ref": ref, "vad": "paus", "rad": "", "version": self._version, "steg_nu": "granska"}
        self._post("Ändra, förhandsvisning", "/arende/andra", form | {"paus": ""})

    def promises(self) -> None:
        self._get("Löften", "/loften")

    def export(self) -> None:
        kind = self.chance.choice(("csv", "xlsx"))
        self._get(f"Export, {kind}", f"/utgangar.{kind}?inom=90&vad=decision")

    def statistics(self) -> None:
        self._get("Statistik", "/statistik?tid=" + self.chance.choice(("30", "90", "365")))

    def _a_ref(self) -> str:
        if not self._refs:
            self.expiries()
        return self.chance.choice(self._refs)

    @property
    def _version(self) -> str:
        found = re.search(r'name="version" value="(\d+)"', self._page)
        return found[1] if found else ""

    _page: str = ""

    def _get(self, page: str, path: str) -> None:
        self._ask(page, "GET", path, None, (200,))

    def _post(self, page: str, path: str, form: dict[str, str], expected: int = 200) -> None:
        body = urlencode({**form, "csrf_token": self._token})
        self._ask(page, "POST", path, body, (expected,))

    def _ask(self, page: str, method: str, path: str, body: str | None, expected: tuple[int, ...]) -> int:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = FORM
        started = time.perf_counter()
        status, answer, cookies = self._exchange(method, path, body, headers)
        seconds = time.perf_counter() - started
        self._cookies.update(cookies)
        if status not in expected:
            raise PageError(f"{page}: svaret var {status}, väntat {expected}.")
        wide = ", alla enheter" if self.wide and not page.startswith("logga in") else ""
        self.visits.append(Visit(page + wide, seconds, len(answer)))
        self._remember(answer)
        return status

    def _exchange(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, bytes, dict[str, str]]:
        if self._connection is None:
            parts = urlsplit(self.address)
            self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (http.client.HTTPException, ConnectionError):
            # The server closes what has been silent for a minute, as a browser knows.
            self._connection.close()
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            content = answer.read()
        given = (line.split(";")[0].partition("=") for line in answer.headers.get_all("Set-Cookie", []))
        return answer.status, content, {name: value for name, _, value in given}

    def _remember(self, answer: bytes) -> None:
        self._page = answer.decode("utf-8", "replace") if answer[:1] == b"<" else self._page
        token, more = _TOKEN.search(self._page), _MORE.search(self._page)
        self._token = token[1] if token else self._token
        self._more = html.unescape(more[1]) if more else self._more
        self._refs = [*self._refs, *_REF.findall(self._page)][-_LATEST:]


Act = Callable[[Handlaggare], None]
MIX: list[tuple[Act, int]] = [
    (Handlaggare.today, 15),
    (Handlaggare.expiries, 12),
    (Handlaggare.filtered, 14),
    (Handlaggare.sorted, 4),
    (Handlaggare.next_page, 8),
    (Handlaggare.by_reference, 8),
    (Handlaggare.by_word, 6),
    (Handlaggare.case, 22),
    (Handlaggare.change, 4),
    (Handlaggare.promises, 4),
    (Handlaggare.export, 1),
]
"""How often each thing is done, in parts of about a hundred."""
LEADERS: list[tuple[Act, int]] = [(Handlaggare.statistics, 15)]
