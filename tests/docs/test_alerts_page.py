"""The rule file on the page about alerts can be read as it stands, and shows every kind of rule and channel."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from heldby.alerts import read_rules
from heldby.alerts.rules import Channel, PlaceRule, Rule

PAGE = Path(__file__).resolve().parents[2] / "docs" / "alerts.md"


def test_the_rule_file_of_the_page_is_valid(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf8"), re.DOTALL)
    file = tmp_path / "rules.toml"
    file.write_text(block, "utf-8")
    rules = read_rules(file)
    assert {type(one) for one in rules.rule} == set(get_args(get_args(Rule)[0]))
    assert {type(one) for one in rules.send} == set(get_args(get_args(Channel)[0]))


def test_every_field_is_documented() -> None:
    text = PAGE.read_text("utf8")
    parts = [*get_args(get_args(Rule)[0]), *get_args(get_args(Channel)[0])]
    assert [name for part in parts for name in part.model_fields if f"`{name}" not in text] == []
    assert all(f"`{kind}`" in text for kind in get_args(PlaceRule.model_fields["when"].annotation))
