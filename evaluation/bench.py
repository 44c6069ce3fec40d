"""Run the benchmarks: read their reports, score the results with the benchmarks' own scripts, and compare the figures with the floors.

usage: python -m evaluation.bench [SET ...] [--bench DIR] [--check] [--pin] [--lower]

Without SET, all benchmarks run. Prints the figures and writes them to evaluation/figures.json. --check exits with 1 if a figure is below
its floor in evaluation/floors.json. --pin raises the floors to the new figures minus a margin; with --lower it also lowers them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evaluation.speed.news_pages import article

HERE = Path(__file__).parent
BENCH = Path(os.environ.get("HELDBY_SHARED", HERE.parents[1] / "shared")) / "bench"
FLOORS, FIGURES = HERE / "floors.json", HERE / "figures.json"
MARGIN = 0.005
"""Distance of a floor below the measured figure, because figures may change a little with a new version of a library."""
SLOWER = 0.15
"""Share of a measured speed ratio by which its floor is lower: the figures of one machine vary by a tenth."""
LESS_IS_BETTER = frozenset({"ece", "hold_ece", "p_ece", "false_siege", "brier", "moved", "places_per_named"})
"""Figures whose floor is an upper bound."""
PARTS = ("claims", "mentions")

Figures = dict[str, Any]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf8").split("\n") if line.strip()]


def script(bench: Path, name: str, *args: object) -> Figures:
    """Run one of the benchmarks' own scripts and return the figures it prints."""
    done = subprocess.run([sys.executable, str(bench / name), *map(str, args), "--json"], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def prepared(bench: Path, name: str, rows: Path, into: Path) -> Path:
    """Write the reports of a benchmark to a file with the benchmark's own script, and return the path of the file."""
    subprocess.run([sys.executable, str(bench / name), "prepare", str(rows), str(into)], check=True)
    return into


def read(reports: Path, work: Path, *, parse_all: bool = False) -> tuple[Path, Path]:
    """Read a file of reports and return the paths of two files: claims and mentions, as `heldby read` prints them.

    With `parse_all`, as with `--read-all`, reports that cannot be about armed conflict are read, too.
    """
    from heldby.intake import Accepted, read_paths
    from heldby.reading import Reader

    reader = Reader(parse_all=parse_all)
    out = {part: work / f"{part}.jsonl" for part in PARTS}
    with out["claims"].open("w", encoding="utf8") as claims, out["mentions"].open("w", encoding="utf8") as mentions:
        accepted = (item.report for item in read_paths([str(reports)]) if isinstance(item, Accepted))
        for reading in reader.read_all(accepted):
            claims.writelines(claim.model_dump_json() + "\n" for claim in reading.claims)
            mentions.writelines(mention.model_dump_json() + "\n" for mention in reading.mentions)
    check_quotes(reports, out["claims"], out["mentions"])
    return out["claims"], out["mentions"]


def check_quotes(reports: Path, claims: Path, mentions: Path) -> None:
    """Check that every claim, argument and mention is exactly the text at its offsets.

    Raises:
        InexactQuote: A text differs; the message names it.
    """
    texts = {row["id"]: row["text"] for row in ([json.loads(reports.read_text("utf8"))] if reports.suffix == ".json" else rows_of(reports))}
    spans = [(m["report"], m["start"], m["end"], m["text"]) for m in rows_of(mentions)]
    for claim in rows_of(claims):
        spans.append((claim["report"], claim["start"], claim["end"], claim["quote"]))
        named = (ref for part in ("actor", "target", "place") for ref in claim[part] if ref.get("start") is not None)
        spans += [(claim["report"], ref["start"], ref["end"], ref["text"]) for ref in named]
    for report, start, end, words in spans:
        if texts[report][start:end] != words:
            raise InexactQuote(f"{report} {start}-{end}: {words!r} is not {texts[report][start:end]!r}")


class InexactQuote(Exception):
    """The text of a claim or mention differs from the report at its offsets."""


def claims(name: str) -> Callable[[Path, Path], Figures]:
    """Return the measurement of a set of annotated claims."""

    def measure(bench: Path, work: Path) -> Figures:
        return script(bench, "score_claims.py", bench / name, read(bench / name / "reports.jsonl", work)[0])

    return measure


def seed(bench: Path, work: Path) -> Figures:
    """Measure the claims of the founding report alone."""
    folder = work / "seed"
    folder.mkdir()
    for name in ("seed.json", "seed.gold.json"):
        (folder / name).write_bytes((bench / "claims" / name).read_bytes())
    return script(bench, "score_claims.py", folder, read(folder / "seed.json", work)[0])


def re3d(bench: Path, work: Path) -> Figures:
    """Measure actors, places and relations on re3d, which counts the names in every text, whatever it is about."""
    return script(bench, "score_re3d.py", bench / "re3d", *read(bench / "re3d" / "reports.jsonl", work, parse_all=True))


def mentions(name: str) -> Callable[[Path, Path], Figures]:
    """Return the measurement of a set of annotated places or times. Most of these texts are not about armed conflict."""

    def measure(bench: Path, work: Path) -> Figures:
        return script(bench, "score_mentions.py", bench / name, read(bench / name / "reports.jsonl", work, parse_all=True)[1])

    return measure


def headlines(bench: Path, work: Path) -> Figures:
    """Measure the places of coded headlines."""
    rows = bench / "headlines-ged" / "rows.jsonl"
    found, named = read(prepared(bench, "score_headlines.py", rows, work / "reports.jsonl"), work, parse_all=True)
    return script(bench, "score_headlines.py", "score", rows, named, found)


def exported(reports: Path, work: Path, format: str) -> Path:
    """Make a dossier of the reports, export it in a format, check its quotes, and return the path of the export."""
    dossier = str(work / "dossier")
    command = [sys.executable, "-m", "heldby"]
    subprocess.run([*command, "run", str(reports), "--dossier", dossier], check=True, capture_output=True)
    out = {name: work / f"{name}.jsonl" for name in (format, "claims-jsonl", "mentions-jsonl")}
    for name, file in out.items():
        subprocess.run([*command, "export", name, "--dossier", dossier, "-o", str(file)], check=True, capture_output=True)
    check_quotes(reports, out["claims-jsonl"], out["mentions-jsonl"])
    return out[format]


def control(bench: Path, work: Path) -> Figures:
    """Measure control inferred from the histories of Ukrainian towns."""
    rows = bench / "control-ukraine" / "rows.jsonl"
    reports = prepared(bench, "score_control.py", rows, work / "reports.jsonl")
    return script(bench, "score_control.py", "score", rows, exported(reports, work, "control-jsonl"))


def events(bench: Path, work: Path) -> Figures:
    """Measure the clustering of headlines into events."""
    return script(bench, "score_events.py", bench / "events-ged", exported(bench / "events-ged" / "reports.jsonl", work, "events-jsonl"))


def cases(bench: Path, work: Path) -> Figures:
    """Measure the minimal cases: the share passed and the share of kinds passed whole, of texts and of files."""
    rows = rows_of(bench / "cases" / "cases.jsonl")
    scored = script(bench, "score_cases.py", bench / "cases", f"{sys.executable} -m heldby", "--workers", 1)
    failed = set(scored["failed"])
    out: Figures = {}
    for form in ("text", "file"):
        kinds: dict[str, list[bool]] = {}
        for row in rows:
            if form in row:
                kinds.setdefault(row["kind"], []).append(row["id"] not in failed)
        passed = [ok for oks in kinds.values() for ok in oks]
        out[form] = round(sum(passed) / len(passed), 4)
        out[f"{form}_kinds"] = round(sum(map(all, kinds.values())) / len(kinds), 4)
    return out | {"failed": sorted(failed)}


def dossiers(bench: Path, work: Path) -> Figures:
    """Measure who is said to hold each place on each day, over whole folders of reports."""
    scored = script(bench, "score_dossiers.py", bench / "dossiers", f"{sys.executable} -m heldby")
    return {key: value for key, value in scored.items() if isinstance(value, int | float)}


NEUTRALITY_SAMPLE = 6
"""One in this many reports of `claims-train` is read for neutrality; all would take longer than all other benchmarks together."""


def neutrality(bench: Path, work: Path) -> Figures:
    """Measure how many claims stay the same when sides and loaded words are swapped."""
    reports = work / "reports.jsonl"
    rows = rows_of(bench / "claims" / "reports.jsonl") + rows_of(bench / "claims-train" / "reports.jsonl")[::NEUTRALITY_SAMPLE]
    reports.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8")
    twins = prepared(bench, "score_neutrality.py", reports, work / "twins.jsonl")
    return script(bench, "score_neutrality.py", "score", reports, read(twins, work)[0])


def parse(bench: Path, work: Path) -> Figures:
    """Measure attachment scores on the test part of UD English EWT with gold tokens, without punctuation, with spaCy's scorer."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    from heldby.reading.parse.model.load import load_model

    nlp = load_model()
    parser: Any = nlp.get_pipe("parser")
    examples = []
    text = gzip.decompress((bench / "treebanks" / "ewt-test.conllu.gz").read_bytes()).decode()
    for sentence in text.split("\n\n"):
        cells = [line.split("\t") for line in sentence.split("\n") if line[:1].isdigit()]
        cells = [c for c in cells if c[0].isdigit()]
        if cells:
            heads = [int(c[6]) - 1 if c[6] != "0" else i for i, c in enumerate(cells)]
            deps = ["ROOT" if c[6] == "0" else c[7] for c in cells]
            gold = Doc(nlp.vocab, words=[c[1] for c in cells], heads=heads, deps=deps)
            examples.append(Example(Doc(nlp.vocab, words=[c[1] for c in cells]), gold))
    docs = nlp.pipe([e.predicted for e in examples])
    scored = [Example(doc, e.reference) for doc, e in zip(docs, examples, strict=True)]
    scores = spacy.scorer.Scorer.score_deps(
        scored,
        "dep",
        getter=lambda t, a: getattr(t, a),
        ignore_labels=("p", "punct"),
        head_attr="head",
        labels=parser.labels,
    )
    return {"las": round(scores["dep_las"], 4), "uas": round(scores["dep_uas"], 4)}


def speed(bench: Path, work: Path) -> Figures:
    """Measure reading relative to the bare parse of the same texts, in processor time: war reports with all read, and general news."""
    from heldby.model import Report
    from heldby.reading import Reader

    everything, chosen = Reader(parse_all=True), Reader()
    rows = rows_of(bench / "claims-train" / "reports.jsonl")[:60]
    war = [Report(id=row["id"], sha256="", text=row["text"], title=row.get("title")) for row in rows]
    chance = random.Random(1)
    general = [Report(id=str(n), sha256="", text=article(chance, conflict=False)) for n in range(60)]
    for reader in (everything, chosen):
        list(reader.read_all(war[:5]))
    parse_s, reading_s = _seconds(everything.analyser.nlp.pipe, [r.text for r in war]), _seconds(everything.read_all, war)
    general_parse_s, general_s = _seconds(chosen.analyser.nlp.pipe, [r.text for r in general]), _seconds(chosen.read_all, general)
    words = sum(len(report.text.split()) for report in war)
    return {
        "ratio": round(parse_s / reading_s, 4),
        "general_ratio": round(general_parse_s / general_s, 4),
        "parse_words_per_s": round(words / parse_s),
        "reading_words_per_s": round(words / reading_s),
    }


def _seconds(work: Callable[[list[Any]], Iterable[Any]], items: list[Any]) -> float:
    """Return the processor time of doing some work to its end."""
    started = time.process_time()
    for _ in work(items):
        pass
    return time.process_time() - started


SETS: dict[str, Callable[[Path, Path], Figures]] = {
    "seed": seed, "claims": claims("claims"), "claims-world": claims("claims-world"), "re3d": re3d,
    "places-lgl": mentions("places-lgl"), "places-geovirus": mentions("places-geovirus"), "times-gum": mentions("times-gum"),
    "headlines-ged": headlines, "control-ukraine": control, "events-ged": events, "cases": cases, "dossiers": dossiers,
    "neutrality": neutrality, "parse": parse, "speed": speed,
}  # fmt: skip
"""The measurement of each benchmark, which takes the folder of benchmarks and a working folder, and returns figures."""


def measure(name: str, bench: Path) -> tuple[str, Figures]:
    """Run one benchmark and return its name and its figures, or an `error`, with the seconds it took."""
    with TemporaryDirectory() as work:
        started = time.monotonic()
        try:
            figures = SETS[name](bench, Path(work))
        except subprocess.CalledProcessError as error:
            lines = (error.stderr or "no message").strip().splitlines()
            figures = {"error": str(lines[-1] if isinstance(lines[-1], str) else lines[-1].decode())}
        except InexactQuote as error:
            figures = {"error": str(error)}
        return name, figures | {"seconds": round(time.monotonic() - started)}


def below(floors: dict[str, dict[str, float]], figures: dict[str, Figures]) -> list[str]:
    """Describe each figure that is missing or below its floor."""
    out = []
    for name, limits in floors.items():
        for key, floor in limits.items():
            value = figures.get(name, {}).get(key)
            if name in figures and (value is None or (value > floor if key in LESS_IS_BETTER else value < floor)):
                out.append(f"{name} {key}: {value}, floor {floor}")
    return out


def pin(floors: dict[str, dict[str, float]], figures: dict[str, Figures], lower: bool) -> dict[str, dict[str, float]]:
    """Return the floors raised to these figures. A floor above its figure stays unless `lower` is set."""
    for name, limits in floors.items():
        for key, floor in limits.items():
            if (value := figures.get(name, {}).get(key)) is not None:
                less = key in LESS_IS_BETTER
                new = round(value * (1 - SLOWER) if name == "speed" else value + MARGIN if less else value - MARGIN, 4)
                limits[key] = new if lower or (new < floor if less else new > floor) else floor
    return floors


def main() -> None:
    """Read the options, run the benchmarks, and print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--bench", type=Path, default=BENCH, help="folder of the benchmark data")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a figure is below its floor")
    parser.add_argument("--pin", action="store_true", help="raise the floors to the new figures")
    parser.add_argument("--lower", action="store_true", help="with --pin, lower floors too")
    args = parser.parse_args()
    if not args.bench.is_dir():
        parser.error(f"no benchmark data in {args.bench}; name their folder with --bench")
    names = args.sets or list(SETS)
    if unknown := set(names) - set(SETS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; choose from {', '.join(SETS)}")
    figures: dict[str, Figures] = json.loads(FIGURES.read_text("utf8")) if FIGURES.exists() else {}
    shared = [name for name in names if name != "speed"]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        results = pool.map(measure, shared, [args.bench] * len(shared))
        for name, found in results:
            figures[name] = found
            print(f"{name:>16}  {json.dumps(found)}", flush=True)
    if "speed" in names:
        figures["speed"] = measure("speed", args.bench)[1]
        print(f"{'speed':>16}  {json.dumps(figures['speed'])}", flush=True)
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", "utf8")
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf8"))
    if args.pin:
        FLOORS.write_text(json.dumps(pin(floors, figures, args.lower), indent=1) + "\n", "utf8")
    failures = below(floors, {name: figures[name] for name in names})
    if failures:
        print("below the floor:\n  " + "\n  ".join(failures), file=sys.stderr)
    sys.exit(1 if args.check and failures else 0)


if __name__ == "__main__":
    main()
