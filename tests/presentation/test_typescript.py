"""The page's TypeScript has the same types as Python."""

from __future__ import annotations

from pathlib import Path

from heldby.presentation.typescript import contract

CONTRACT = Path(__file__).resolve().parents[2] / "ui" / "src" / "contract.ts"


def test_contract_file_is_up_to_date() -> None:
    assert CONTRACT.read_text(encoding="utf-8") == contract(), "run: python -m heldby.presentation.typescript > ui/src/contract.ts"


def test_nullable_fields_are_optional() -> None:
    assert "  published?: string\n" in contract()
    assert "  family: string\n" in contract()
