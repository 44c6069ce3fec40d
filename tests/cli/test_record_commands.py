from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from heldby import __version__
from heldby.cli.app import build
from heldby.store import Dossier


def heldby(*arguments: object) -> Result:
    return CliRunner().invoke(build(), [str(argument) for argument in arguments])


def test_version_is_the_packages() -> None:
    assert heldby("--version").stdout == f"heldby {__version__}\n"


def all_commands() -> list[str]:
    from typer.main import get_command

    return list(get_command(build()).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", all_commands())
def test_every_command_and_option_has_help(command: str) -> None:
    from typer.main import get_command

    told = get_command(build()).commands[command]  # type: ignore[attr-defined]
    assert told.help and told.help.endswith(".")
    for parameter in told.params:
        assert getattr(parameter, "help", None) or parameter.name == "help", f"{command} {parameter.name}"


def test_holds_prints_the_answer_and_its_sentence(record: Dossier) -> None:
    result = heldby("holds", "albu kamal", "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert re.search(r"Abu Kamal\s+Syrian army\s+2017-11-09\s+0\.93\s+1", result.stdout)
    assert "took Albu Kamal" in result.stdout


def test_holds_why_gives_the_argument_claim_by_claim(record: Dossier) -> None:
    result = heldby("holds", "albu kamal", "--why", "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert "independent voice" in result.stdout and "weight" in result.stdout and "took Albu Kamal" in result.stdout
    assert heldby("holds", "--why", "--dossier", record.folder).exit_code == 1


def test_holds_on_a_day_as_jsonl(record: Dossier) -> None:
    result = heldby("holds", "Rawa", "--on", "2017-11-16", "--format", "jsonl", "--dossier", record.folder)
    [line] = [json.loads(line) for line in result.stdout.splitlines()]
    assert (line["holder"], line["until"]) == ("Islamic State", "2017-11-16")


def test_unknown_place_ends_with_one_line_and_code_1(record: Dossier) -> None:
    result = heldby("holds", "Atlantis", "--dossier", record.folder)
    assert result.exit_code == 1
    assert result.stdout == "" and len(result.stderr.splitlines()) == 1 and "Atlantis" in result.stderr


def test_missing_dossier_says_how_to_make_one(tmp_path: Path) -> None:
    result = heldby("claims", "--dossier", f"{tmp_path}/none")
    assert result.exit_code == 1 and "heldby run" in result.stderr


def test_a_day_that_is_none_is_refused(record: Dossier) -> None:
    result = heldby("holds", "--on", "2017-13-40", "--dossier", record.folder)
    assert result.exit_code == 2 and "YYYY-MM-DD" in result.stderr


@pytest.mark.parametrize(
    ("command", "expected"), [("timeline", 1), ("claims", 1), ("events", 1), ("actors", 2), ("places", 1), ("contradictions", 0)]
)
def test_record_commands_filter_and_print_jsonl(record: Dossier, command: str, expected: int) -> None:
    result = heldby(command, "--place", "Abu Kamal", "--format", "jsonl", "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == expected


@pytest.mark.parametrize("command", ["timeline", "claims", "events", "actors", "places", "contradictions", "holds"])
def test_record_commands_print_tables(record: Dossier, command: str) -> None:
    result = heldby(command, "--dossier", record.folder)
    assert (result.exit_code == 0 and "Rawa" in result.stdout) or (command == "actors" and "Islamic State" in result.stdout)


def test_terminal_control_characters_of_a_report_are_not_printed(record: Dossier) -> None:
    from dossier_samples import add_capture

    add_capture(record, "Iraqi forces took Rawa from \x1b[31mIS\x1b[0m \u202e[bold]today[/bold].", "Rawa", "2017-11-18")
    result = heldby("claims", "--dossier", record.folder)
    assert "\x1b[31m" not in result.stdout and "\u202e" not in result.stdout and "[bold]" in result.stdout


def test_export_to_a_file_leaves_no_half_file(record: Dossier, tmp_path: Path) -> None:
    target = tmp_path / "out" / "claims.jsonl"
    target.parent.mkdir()
    result = heldby("export", "claims-jsonl", "-o", target, "--dossier", record.folder)
    assert result.exit_code == 0 and "3 records" in result.stderr and result.stdout == ""
    assert [json.loads(line)["type"] for line in target.read_text("utf-8").splitlines()] == ["capture"] * 3
    assert list(target.parent.iterdir()) == [target]


def test_export_is_noted_in_the_ledger_and_changes_no_conclusion(record: Dossier) -> None:
    before = record.through()
    assert heldby("export", "geojson", "--dossier", record.folder).exit_code == 0
    last = [json.loads(line) for line in heldby("ledger", "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()][-1]
    assert (last["action"], last["subject"]) == ("export", "geojson")
    assert record.through() == before


def test_unknown_format_names_those_there_are(record: Dossier) -> None:
    result = heldby("export", "xml", "--dossier", record.folder)
    assert result.exit_code == 1 and "claims-jsonl" in result.stderr


@pytest.mark.parametrize("subject", ["claim", "mention", "event", "control"])
def test_schema_is_valid_json_schema(subject: str) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(heldby("schema", subject).stdout)
    Draft202012Validator.check_schema(schema)
    assert schema["required"] and schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("changes", "--since", "2017-11-10"), "changed hands"),
        (("camps",), "Islamic State"),
        (("sources",), "not judged"),
        (("shares", "--on", "2017-11-20"), "government-of-iraq"),
    ],
)
def test_the_picture_as_a_whole_is_printed_for_people_and_as_jsonl(record: Dossier, command: tuple[str, ...], told: str) -> None:
    result = heldby(*command, "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert told in result.stdout
    lines = heldby(*command, "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()
    assert lines and all(isinstance(json.loads(line), dict) for line in lines)


def test_a_bad_file_of_sides_ends_a_command_in_one_line(record: Dossier) -> None:
    (record.folder / "sides.toml").write_text("islamic-state = 3\n", "utf-8")
    result = heldby("holds", "--dossier", record.folder)
    assert result.exit_code == 1 and result.stderr.count("\n") == 1 and "sides.toml" in result.stderr
