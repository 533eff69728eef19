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
        ("[sending]\nper_second = nan\n", "är nan. Det som väntas är ett vanligt tal, minst 0.01"),
        ("[sending]\nper_second = inf\n", "är inf. Det som väntas är ett vanligt tal, minst 0.01"),
        ("[sending]\nper_second = 0\n", "Det ska vara minst 0.01"),
        ('[smtp]\nresend_unknown = "x"\n', "Det som går är safety, all eller none."),
        ("[law]\nedition = 2026-06-30\n", "är 2026-06-30. Det som väntas är text inom citattecken"),
        ('[web]\npublic_url = "example.se"\n', "börjar med https:// eller http://"),
        ('[web]\nhost = ""\n', "[web] host är tom"),
        ('[outbox]\nfolder = " "\n', "[outbox] folder är tom"),
        ('[alarms]\nemail = "drift"\n', "«drift». Det som väntas är en e-postadress"),
        ('[twilio]\naccount_sid = "AC12"\n', "AC och 32 tecken"),
        ('[twilio]\nfrom = "0701740605"\n', "till exempel +46701740605"),
        ('[twilio]\nmessaging_service_sid = "x"\n', "MG och 32 tecken"),
        ('[twilio]\nbase_url = "twilio.example"\n', "börjar med https://"),
        ('[sending]\nguest_list = ["070"]\n', "en av dem är «070»"),
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
    assert "är inte sparad som UTF-8" in refusal(path)


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


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("DINADATUM_SENDING_SHADW", "DINADATUM_SENDING_SHADOW"),
        ("DINADATUM_SENDNG_SHADOW", "DINADATUM_SENDING_SHADOW"),
        ("DINADATUM_WEB_PROT", "DINADATUM_WEB_PORT"),
    ],
)
def test_a_slip_in_the_name_of_a_variable_is_refused(variable: str, meant: str) -> None:
    assert refusal(None, {variable: "true"}).endswith(f"{variable} är ingen inställning. Menade du {meant}?")


def test_other_variables_may_be_called_what_they_are() -> None:
    environment = {
        "DINADATUM_TWILIO_AUTH_TOKEN_ENV": "DINADATUM_SMS_SECRET",
        "DINADATUM_SMS_SECRET": "x",
        "DINADATUM_KEYS": "x",
        "DINADATUM_HOME": "x",
        "HOME": "x",
    }
    assert load(None, environment).twilio.auth_token_env == "DINADATUM_SMS_SECRET"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_in_another_encoding_is_said_in_swedish(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes("# å\n".encode(encoding))
    assert refusal(path).endswith("är inte sparad som UTF-8. Spara om den med den kodningen.")


def test_windows_line_endings_and_a_mark_in_front_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes("\ufeff# å\r\n[web]\r\nport = 9000\r\n".encode())
    assert load(path, {}).web.port == 9000
