"""Settings of the reader `llm`."""

from __future__ import annotations

import sys

import pytest

from heldby.errors import HeldbyWarning, ReaderError
from heldby.reading.llm.reader import make_reader
from heldby.reading.llm.settings import DEFAULT_URL, read_settings

ENVIRONMENT = {
    "HELDBY_LLM_URL": "http://localhost:9000/v1/", "HELDBY_LLM_MODEL": "small", "HELDBY_LLM_KEY": "secret", "HELDBY_LLM_TIMEOUT": "7",
}  # fmt: skip


def test_without_settings_a_server_on_this_machine_is_asked() -> None:
    settings = read_settings(model="m", environment={})
    assert (settings.url, settings.key, settings.leaves_machine) == (DEFAULT_URL, "", False)


def test_environment_sets_everything_and_options_take_precedence() -> None:
    given = read_settings(environment=ENVIRONMENT)
    assert (given.url, given.model, given.timeout, given.key) == ("http://localhost:9000/v1", "small", 7.0, "secret")
    other = read_settings("https://models.example/v1", "large", "9.5", ENVIRONMENT)
    assert (other.url, other.model, other.timeout) == ("https://models.example/v1", "large", 9.5)


def test_key_is_never_shown() -> None:
    assert "secret" not in repr(read_settings(environment=ENVIRONMENT))


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/v1", "http://127.3.2.1", "http://localhost/v1", "http://[::1]:8080/v1"])
def test_loopback_addresses_stay_on_this_machine(url: str) -> None:
    assert not read_settings(url, "m", environment={}).leaves_machine


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1/v1", "http://127.0.0.1.example/v1", "http://localhost.example", "http://0.0.0.0:8080", "http://2130706433/"]
)
def test_all_other_addresses_leave_this_machine(url: str) -> None:
    assert read_settings(url, "m", environment={}).leaves_machine


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1",
        "127.0.0.1:8080",
        "http://",
        "http://[::1",
        "http://a b/",
        "http://h:99999/",
        "http://127.0.0.1/\nv1",
        "file:///etc",
    ],
)
def test_wrong_address_is_an_error(url: str) -> None:
    with pytest.raises(ReaderError, match="http or https address"):
        read_settings(url, "m", environment={})


@pytest.mark.parametrize("url", ["http://name:secret@127.0.0.1/v1", "http://127.0.0.1/v1?key=secret", "http://127.0.0.1/#secret"])
def test_secrets_in_the_address_are_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ReaderError) as error:
        read_settings(url, "m", environment={})
    assert "secret" not in str(error.value) and "HELDBY_LLM_KEY" in str(error.value)


def test_missing_model_is_an_error_that_says_how_to_set_it() -> None:
    with pytest.raises(ReaderError, match=r"--reader-option model=NAME or HELDBY_LLM_MODEL"):
        read_settings(environment={})


@pytest.mark.parametrize("timeout", ["soon", "0", "-1", "inf", "nan"])
def test_wrong_timeout_is_an_error(timeout: str) -> None:
    with pytest.raises(ReaderError, match="number of seconds"):
        read_settings(model="m", timeout=timeout, environment={})


def test_key_that_cannot_be_sent_is_an_error_that_does_not_repeat_it() -> None:
    with pytest.raises(ReaderError) as error:
        read_settings(model="m", environment={"HELDBY_LLM_KEY": "sec\nret"})
    assert "sec" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "how"), [("https://models.example/v1", r"models\.example$"), ("http://192.0.2.7/v1", "without encryption")]
)
def test_reader_warns_if_reports_leave_this_machine(url: str, how: str) -> None:
    with pytest.warns(HeldbyWarning, match=f"reports leave this machine.*{how}"):
        make_reader(url=url, model="m")


def test_missing_extra_is_an_error_with_the_install_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ReaderError, match=r"pip install 'heldby\[llm\]'"):
        make_reader(model="m")
