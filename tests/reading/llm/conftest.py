"""A local model server, and readers that ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from heldby.reading.claims.analysis import ReportAnalyser
from heldby.reading.llm.reader import LlmReader
from heldby.reading.llm.settings import LlmSettings
from model_server import ModelServer, serving

MakeReader = Callable[..., LlmReader]


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A server of a model."""
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def analyser() -> ReportAnalyser:
    """One analyser for all tests, because loading it takes seconds."""
    return ReportAnalyser()


@pytest.fixture
def make_reader(server: ModelServer, analyser: ReportAnalyser) -> MakeReader:
    """A function that returns a reader which asks the server. It does not wait between tries; `pauses` collects the waits."""

    def make(*, timeout: float = 30, key: str = "", pauses: list[float] | None = None) -> LlmReader:
        settings = LlmSettings(server.url, "test-model", timeout, key)
        return LlmReader(settings, analyser, (pauses if pauses is not None else []).append)

    return make
