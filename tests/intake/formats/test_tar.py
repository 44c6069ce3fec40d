"""Tests of reading tar archives, also packed with gzip, bzip2 and xz, made by the program tar where it matters."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from heldby.intake.limits import Limits
from intake_helpers import BODY, PAGE, read, read_bytes, reason, word


def tar(members: dict[str, bytes], kind: int = tarfile.PAX_FORMAT) -> bytes:
    """Return an archive of these members."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("flag", ["", "z", "j", "J"])
def test_archives_of_the_program_tar_are_read(tmp_path: Path, flag: str) -> None:
    folder = tmp_path / "reports"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text(BODY)
    (folder / "sub" / ("long" * 40 + ".html")).write_text(PAGE)
    (folder / "b.docx").write_bytes(word())
    (folder / ".hidden.txt").write_text(BODY)
    (folder / "link.txt").symlink_to("/etc/passwd")
    suffix = {"": "tar", "z": "tar.gz", "j": "tbz2", "J": "tar.xz"}[flag]
    subprocess.run(["tar", f"-c{flag}f", str(tmp_path / f"all.{suffix}"), "reports"], cwd=tmp_path, check=True)
    accepted, refused = read(tmp_path / f"all.{suffix}")
    names = sorted((one.report.path or "").rpartition("/")[2][:8] for one in accepted)
    assert names == ["a.txt", "b.docx", "longlong"]
    assert all("Tell Amar" in one.report.text for one in accepted)
    (links,) = refused
    assert "links and special files in it are left out: 1" in links.reason and "link.txt" in links.reason


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_single_packed_files_are_read(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    suffix = {gzip.compress: "gz", bz2.compress: "bz2", lzma.compress: "xz"}[pack]
    (found,), _ = read_bytes(tmp_path, f"a.txt.{suffix}", pack(BODY.encode()[:100]) + pack(BODY.encode()[100:]))
    assert found.report.text == BODY


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_bombs_are_refused(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    big = pack(b"a" * 25_000_000)
    said = reason(tmp_path, "a.txt.gz", big)
    assert "fold when unpacked, like a bomb" in said
    assert "fold when unpacked" in reason(tmp_path, "a.tar.gz", pack(tar({"a.txt": bytes(25_000_000)})))


def test_xz_that_asks_for_much_memory_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 30}]
    assert "broken archive: Memory usage limit" in reason(tmp_path, "a.txt.xz", lzma.compress(BODY.encode(), filters=filters))


def test_headers_that_claim_too_much_are_refused(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 900_000_000
    data = info.tobuf(tarfile.USTAR_FORMAT) + b"13 path=a.txt\n" * 200_000
    assert "headers claim more than 1.0 MB" in reason(tmp_path, "a.tar", data)


def test_member_that_claims_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.txt")
    info.size = 1 << 40
    assert "unpacks to more than 2000 MB" in reason(tmp_path, "a.tar", info.tobuf(tarfile.GNU_FORMAT) + bytes(5120))


def test_members_before_the_damage_are_read(tmp_path: Path) -> None:
    whole = tar({"a.txt": BODY.encode(), "b.txt": BODY.encode() * 40})
    accepted, refused = read_bytes(tmp_path, "a.tar", whole[:3000])
    assert [one.report.text for one in accepted] == [BODY]
    assert "only the part before the damage was read" in refused[0].reason


def test_paths_of_members_lead_nowhere(tmp_path: Path) -> None:
    target = tmp_path / "escaped.txt"
    accepted, _ = read_bytes(tmp_path, "a.tar", tar({f"../../{target}": BODY.encode(), str(target): BODY.encode()}))
    assert len(accepted) == 1 and not target.exists()  # the two have the same bytes, but different names


def test_many_members_large_members_and_archives_in_archives(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tar({f"{n}.txt": BODY.encode() for n in range(5)}))
    assert "too many files" in read(tmp_path / "a.tar", limits=Limits(members=3))[1][0].reason
    lines = b"".join(b'{"text": "Report %d."}\n' % n + b" " * 2000 + b"\n" for n in range(3000))
    assert len(read_bytes(tmp_path, "b.tar", tar({"big.jsonl": lines}))[0]) == 3000
    nested = tar({"a.txt": BODY.encode()})
    for _ in range(5):
        nested = tar({"inner.tar": nested})
    assert "nested in more than 3 archives" in read_bytes(tmp_path, "c.tar", nested)[1][0].reason


def test_empty_archive_is_refused(tmp_path: Path) -> None:
    assert "no files" in reason(tmp_path, "a.tar", tar({}))
