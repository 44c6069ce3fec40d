"""An installed package with a reader that crashes or hangs its process, for tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin_package import install

MODULE = '''
import os
import signal
import time

from heldby.reading import Reading


class RoughReader:
    """Ends or blocks its process if a text says so. Its notes name the process that read."""

    version = "rough 1"

    def time_limit(self, report):
        return 2.0

    def read(self, report):
        if "exit" in report.text:
            os._exit(3)
        if "killed" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "crash" in report.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "sleep" in report.text:
            time.sleep(600)
        if "raise" in report.text:
            raise RuntimeError("no memory")
        return Reading(report, (), (), (f"process {os.getpid()}",))

    def read_all(self, reports):
        return map(self.read, reports)
'''


def install_rough_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package with the reader `rough` for the duration of a test."""
    install(folder, monkeypatch, "rough", rough="rough_reader:RoughReader")
    (folder / "rough" / "rough_reader.py").write_text(MODULE, "utf-8")
