"""The tutorial and the guides run, word for word and in order, and print what they show."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from guide_runner import Step, blocks, difference, run_guide

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GUIDES = sorted(page for page in (DOCS / "guides").glob("*.md") if page.name != "index.md")
PORT = "8765"


def free_port() -> str:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return str(listening.getsockname()[1])


def check(steps: list[Step]) -> None:
    for step in steps:
        assert difference(step) is None, f"{step.commands}\nprints:\n{step.output}\nnot found: {difference(step)}"


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Step], Path]:
    """The steps of the tutorial, and the dossier at its end. The guides start from that dossier."""
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / "examples").symlink_to(ROOT / "examples")
    return run_guide(DOCS / "tutorial.md", folder), folder / "dossier"


def test_the_tutorial_runs_as_it_is_written(tutorial: tuple[list[Step], Path]) -> None:
    steps, _ = tutorial
    check(steps)
    assert len(steps) >= 6


def test_the_tutorial_installs_heldby_as_the_readme_does() -> None:
    readme, page = ((path).read_text("utf-8").splitlines() for path in (ROOT / "README.md", DOCS / "tutorial.md"))
    install = next(line for line in page if line.startswith("    python3 -m venv"))
    assert any(line.startswith(install) for line in readme)


@pytest.fixture(scope="module")
def guides(tutorial: tuple[list[Step], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[list[Step]]]]:
    """The steps of each guide. Guides do not depend on each other, so as many run at a time as there are processors."""

    def run(page: Path) -> list[Step]:
        folder = tmp_path_factory.mktemp(page.stem)
        shutil.copytree(tutorial[1], folder / "dossier")
        return run_guide(page, folder, {PORT: free_port()})

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {page.stem: pool.submit(run, page) for page in GUIDES}


@pytest.mark.parametrize("name", [page.stem for page in GUIDES])
def test_a_guide_runs_as_it_is_written(name: str, guides: dict[str, Future[list[Step]]]) -> None:
    check(guides[name].result())


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_a_guide_shows_the_output_of_most_blocks(page: Path) -> None:
    found = blocks(page)
    assert len(found) >= 5 and sum(bool(shown) for _, shown in found) >= len(found) - 2


def test_a_page_that_shows_something_else_is_found() -> None:
    step = Step(
        "heldby holds Rawa\n",
        "...\nRawa  Government of Iraq  0.91  ...\n",
        " Place   Holder\n ─────\n Rawa   Government of Iraq   0.84   3\n",
    )
    assert difference(step) is None
    assert difference(step._replace(output=step.output.replace("Iraq", "Syria"))) == "Rawa Government of Iraq 0.91 ..."
    assert difference(step._replace(output=f"{step.output}more\n")) == "the end"
    assert difference(step._replace(output="")) is not None
