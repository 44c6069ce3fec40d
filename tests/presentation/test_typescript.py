"""The page's TypeScript knows the same fields as Python."""

from __future__ import annotations

from pathlib import Path

from heldby.presentation.typescript import contract

CONTRACT = Path(__file__).resolve().parents[2] / "ui" / "src" / "contract.ts"


def test_the_contract_of_the_page_is_that_of_python() -> None:
    assert CONTRACT.read_text(encoding="utf-8") == contract(), "run: python -m heldby.presentation.typescript > ui/src/contract.ts"


def test_what_may_be_null_is_optional() -> None:
    assert "  published?: string\n" in contract()
    assert "  family: string\n" in contract()
