"""docs/settings.md names every setting, every file and field in the dossier's folder, and every environment variable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from heldby.release.policy import SENSITIVE_FILE, Sensitive
from heldby.store.dossier_config import FILES
from heldby.store.settings import USER_SETTINGS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text("utf-8")
VARIABLES = sorted({name for file in (ROOT / "src").rglob("*.py") for name in re.findall(r"\bHELDBY_[A-Z_]+\b", file.read_text("utf-8"))})


@pytest.mark.parametrize("name", [*USER_SETTINGS, *Sensitive._fields, *VARIABLES])
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("file", [*(f"{name}.toml" for name in FILES), SENSITIVE_FILE])
def test_every_file_has_a_section(file: str) -> None:
    assert f"### {file}\n" in PAGE


def test_no_setting_is_invented() -> None:
    assert sorted(set(re.findall(r"`(HELDBY_[A-Z_]+)`", PAGE))) == VARIABLES
