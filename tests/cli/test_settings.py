"""Settings: found, read, overridden, and refused with the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from dinadatum.config import Config
from dinadatum.errors import ConfigError
from dinadatum.settings_file import find, load


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str, name: str = "config.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refusal(path: Path | None, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path, environment or {})
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_without_a_file_the_defaults_serve() -> None:
    assert load(None, {}) == Config()


def test_a_file_sets_what_it_names_and_leaves_the_rest(write) -> None:
    config = load(
        write('[web]\nport = 9000\n[twilio]\nfrom = "+46701740605"\n[sending]\nper_second = 5\n'), {}
    )
    assert (config.web.port, config.web.host) == (9000, "127.0.0.1")
    assert config.twilio.sender == "+46701740605"
    assert config.sending.per_second == 5.0
    assert config.source is not None


def test_the_address_follows_a_port_unless_it_is_named(write) -> None:
    assert load(write("[web]\nport = 8417"), {}).web.public_url == "http://127.0.0.1:8417"
    named = load(write('[web]\nport = 8417\npublic_url = "https://datum.example.se"'), {})
    assert named.web.public_url == "https://datum.example.se"
    assert load(write("[web]\nport = 0"), {}).web.public_url == Config().web.public_url


def test_the_environment_goes_before_the_file(write) -> None:
    environment = {
        "DINADATUM_WEB_PORT": "0",
        "DINADATUM_SENDING_SHADOW": "TRUE",
        "DINADATUM_SENDING_GUEST_LIST": "+46701740605, a@example.se",
        "DINADATUM_TWILIO_FROM": "+46701740606",
        "DINADATUM_TWILIO_TIMEOUT_S": "2.5",
    }
    config = load(write("[web]\nport = 9000\n"), environment)
    assert config.web.port == 0
    assert config.sending.shadow is True
    assert config.sending.guest_list == ("+46701740605", "a@example.se")
    assert (config.twilio.sender, config.twilio.timeout_s) == ("+46701740606", 2.5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[webb]\n", "[webb] finns inte i inställningarna. Menade du web?"),
        ("[web]\nprot = 1\n", "[web] prot finns inte i inställningarna. Menade du port?"),
        ("[web]\nxyzzy = 1\n", "Det som finns är host, port, public_url"),
        ('[sms]\nchannel = "twillio"\n', "Det som går är outbox eller twilio. Menade du twilio?"),
        ('[web]\nport = "8000"\n', "[web] port är '8000'. Det som väntas är ett helt tal"),
        ("[web]\nport = true\n", "Det som väntas är ett helt tal"),
        ("[web]\nport = -1\n", "Det ska vara minst 0"),
        ("[web]\nport = 65536\n", "Det ska vara högst 65535"),
        ("[smtp]\nstarttls = 1\n", "Det som väntas är true eller false"),
        ("[sending]\nper_second = nan\n", "Det ska vara minst 0.01"),
        ("[sending]\nper_second = inf\n", "Det ska vara minst 0.01"),
        ('[sending]\nguest_list = "x"\n', "ska vara en lista med text"),
        ("[sending]\nguest_list = [1]\n", "ska vara en lista med text"),
        ('[law]\nedition = "i fjol"\n', "Det som väntas är en dag, till exempel 2026-06-30"),
        ("web = 1\n", "skrivet [web] på en egen rad"),
        ("[web\n", "går inte att läsa"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_the_right_form(write, text: str, words: str) -> None:
    assert words in refusal(write(text))


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("DINADATUM_WEB_PORT", "åtta", "DINADATUM_WEB_PORT är «åtta». Det som väntas är ett tal"),
        ("DINADATUM_SENDING_SHADOW", "ja", "Det som väntas är true eller false"),
        ("DINADATUM_MAIL_CHANNEL", "fax", "Det som går är outbox eller smtp"),
    ],
)
def test_a_wrong_variable_is_named(variable: str, value: str, words: str) -> None:
    assert words in refusal(None, {variable: value})


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'[web]\nhost = "\xff"\n')
    assert "går inte att läsa" in refusal(path)


class TestFinding:
    def test_the_given_then_the_variable_then_the_folder(
        self, write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert find(None, {}) is None
        write("")
        assert find(None, {}) == Path("config.toml")
        named, given = write("", "a.toml"), write("", "b.toml")
        environment = {"DINADATUM_CONFIG": str(named)}
        assert find(None, environment) == named
        assert find(given, environment) == given
        assert find(None, {"DINADATUM_CONFIG": ""}) == Path("config.toml")

    def test_one_that_is_named_and_missing_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r"Det finns ingen fil .*borta\.toml"):
            find(tmp_path / "borta.toml", {})
        with pytest.raises(ConfigError, match="DINADATUM_CONFIG"):
            find(None, {"DINADATUM_CONFIG": "borta.toml"})
