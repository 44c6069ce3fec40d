"""Export formats of other packages: they get the tables of the record, and their faults are named."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from cli_runner import heldby
from heldby import api
from heldby.errors import PluginError
from heldby.export import FORMATS, export, find_format, format_names
from heldby.store import ClaimFilter, Dossier
from plugin_package import install_formats

CODE = '''
class Good:
    help, opens, binary = "places and holders", "anything", False

    def write(self, tables, out):
        out.write(f"{tables.title}|{tables.redacted}|{[column.name for column in tables.columns('places')][:2]}\\\\n")
        return sum(1 for row in tables.rows("places") if out.write(f"{row['place']} {row['first']:%d %b} {row['lat']:.2f}\\\\n"))

class Packed(Good):
    binary = True

    def write(self, tables, out):
        out.write(b"\\\\x00" + tables.card().encode())
        return len(list(tables.rows("claims")))

class Fails(Good):
    def write(self, tables, out):
        out.write("half")
        raise RuntimeError("no room")

class Uncounted(Good):
    def write(self, tables, out): ...

class WrongTable(Good):
    def write(self, tables, out):
        return len(list(tables.rows("secrets")))

class NoHelp:
    binary = False

def raises():
    raise OSError("no licence")
'''.replace("\\\\", "\\")  # fmt: skip


@pytest.fixture
def formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = {"good": "Good", "packed": "Packed", "fails": "Fails", "uncounted": "Uncounted", "wrong": "WrongTable", "nohelp": "NoHelp",
              "raises": "raises", "missing": "Missing", "kml": "Fails"}  # fmt: skip
    install_formats(tmp_path / "site", monkeypatch, CODE, export_formats=points)


def written(record: Dossier, name: str) -> str:
    out = io.StringIO()
    export(name, record, record.conclusions(), ClaimFilter(), out)
    return out.getvalue()


@pytest.mark.usefixtures("formats")
def test_a_format_writes_the_tables_with_their_types(record: Dossier) -> None:
    lines = written(record, "good").splitlines()
    assert lines[0] == "Who holds what|False|['id', 'place']" and "Rawa 17 Nov 34.48" in lines and len(lines) == 4


@pytest.mark.usefixtures("formats")
def test_the_command_and_the_python_api_write_it_and_list_it(record: Dossier, tmp_path: Path) -> None:
    done = heldby("export", "packed", "-o", tmp_path / "out.bin", "--dossier", record.folder)
    assert done.exit_code == 0 and "3 records" in done.stderr and (tmp_path / "out.bin").read_bytes().startswith(b"\0#")
    with api.open_dossier(record.folder) as opened:
        assert opened.export("good", tmp_path / "out.txt") == 3
        with pytest.raises(ValueError, match="good"):
            opened.export("no-such-format", tmp_path / "x")
    listed = heldby("formats").stdout
    assert "places and holders" in listed and "more-formats" in listed and "cannot be loaded" in listed
    assert heldby("export", "no-such", "--dossier", record.folder).stderr.count("packed") == 1


@pytest.mark.usefixtures("formats")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("fails", "the export format fails of more-formats failed (RuntimeError: no room)"),
        ("uncounted", "the export format uncounted of more-formats returned NoneType and not the number of records"),
        ("wrong", "there is no table 'secrets'; choose from claims, events, control, places, mentions"),
        ("nohelp", "the export format nohelp of more-formats is no export format: it needs help, opens, binary and write"),
        ("raises", "the export format raises of more-formats cannot be created (OSError: no licence)"),
        ("missing", "the export format missing of more-formats cannot be loaded (AttributeError"),
    ],
)
def test_a_fault_names_the_format_and_its_package_and_leaves_the_earlier_file(
    name: str, reason: str, record: Dossier, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("earlier", "utf8")
    done = heldby("export", name, "-o", tmp_path / "out", "--dossier", record.folder)
    assert done.exit_code == 1 and reason in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "out").read_text("utf8") == "earlier"


@pytest.mark.usefixtures("formats")
def test_a_package_cannot_take_a_name_of_heldby() -> None:
    assert find_format("kml") == next(one for one in FORMATS if one.name == "kml")
    assert format_names().count("kml") == 1


@pytest.mark.usefixtures("formats")
def test_a_redacted_copy_gives_redacted_tables(record: Dossier) -> None:
    (record.folder / "sensitive.toml").write_text('places = ["Rawa"]\n', "utf8")
    done = heldby("export", "good", "--readers", "--dossier", record.folder)
    assert done.exit_code == 0 and "|True|" in done.stdout and "Rawa" not in done.stdout


@pytest.mark.usefixtures("formats")
def test_two_packages_with_one_format_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_formats(tmp_path / "more", monkeypatch, CODE, package="other-formats", export_formats={"good": "Good"})
    with pytest.raises(PluginError, match="more-formats and other-formats each have an export format named good"):
        find_format("good")
    assert "Uninstall all but one" in " ".join(heldby("formats").stdout.split())
