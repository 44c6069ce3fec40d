"""Every example in docs/api.md runs, and every path has one."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path

from fastapi.testclient import TestClient

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "api.md"


def examples() -> list[list[str]]:
    """Return the curl commands of the page, split into words."""
    text = PAGE.read_text("utf-8")
    lines = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S)).splitlines()
    return [shlex.split(line) for line in lines if line.startswith("curl")]


def test_every_example_runs(api: TestClient) -> None:
    assert len(examples()) > 20
    for words in examples():
        url = next(word for word in words if word.startswith("$API")).removeprefix("$API/")
        headers = dict(word.split(": ", 1) for flag, word in pairwise(words) if flag == "-H")
        body = next((word for flag, word in pairwise(words) if flag == "-d"), None)
        answer = api.get(url) if body is None else api.post(url, content=body.encode(), headers=headers)
        assert answer.status_code in (200, 201, 202), f"{' '.join(words)}: {answer.status_code} {answer.text[:200]}"


def test_every_path_has_an_example(api: TestClient) -> None:
    shown = [next(word for word in words if word.startswith("$API")).removeprefix("$API").partition("?")[0] for words in examples()]
    for path in api.get("openapi.json").json()["paths"]:
        pattern = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path.removeprefix("/api/v1")))
        assert any(re.fullmatch(pattern, one) for one in shown), f"docs/api.md has no example of {path}"
