"""Measure the contradictions found in pairs of short reports: what an analyst would list is found, and nothing else.

usage: python -m evaluation.contradictions [--show] [CLASS ...]

There are two sets of pairs, written for heldby from invented and public facts: `contradiction_pairs.jsonl`, with which the rules were
revised, and `contradiction_pairs_unseen.jsonl`, which was not used in development. Half of each set holds no contradiction. Each pair is
read and reconciled with `heldby.run` in a dossier of its own. A listed contradiction is right if the pair has one and if it is
of the kind that the pair states. The table shows for each class of pairs how many have a contradiction, in how many it is found, and how
many contradictions are listed wrongly.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import heldby

SETS = {
    "used in development": Path(__file__).with_name("contradiction_pairs.jsonl"),
    "not used in development": Path(__file__).with_name("contradiction_pairs_unseen.jsonl"),
}


@dataclass
class Tally:
    """Counts of one class of pairs: pairs, those with a contradiction, those in which it is found, and listings that are right or wrong."""

    pairs: int = 0
    expected: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, pair: dict[str, Any], listed: list[Any]) -> None:
        """Count the contradictions that are listed for a pair."""
        expected = pair["contradiction"]
        right = [one for one in listed if one.kind == expected]
        self.pairs += 1
        self.expected += expected is not None
        self.found += bool(right)
        self.right += len(right)
        self.wrong += len(listed) - len(right)
        if expected and not right:
            self.errors.append(f"{pair['id']}: not found: {expected}")
        self.errors += [f"{pair['id']}: listed wrongly: {one.kind}: {one.reason}" for one in listed if one.kind != expected]


def listed(pair: dict[str, Any], show: bool = False) -> list[Any]:
    """Return the contradictions that heldby lists for the two reports of a pair. If `show`, print their claims."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "pair.jsonl")
        reports = [{"id": f"{pair['id']}-{part}", **report} for part, report in zip("ab", pair["reports"], strict=True)]
        source.write_text("".join(json.dumps(one) + "\n" for one in reports), encoding="utf-8")
        with heldby.run(source, dossier=Path(folder, "dossier")) as dossier:
            for claim in dossier.claims() if show else ():
                print("   ", *_words(claim), sep=" | ")
            return list(dossier.contradictions())


def _words(claim: heldby.Claim) -> Iterator[str]:
    yield from (claim.report[-1], claim.type, claim.status, "/".join(one.name or one.text for one in claim.actor))
    yield from ("/".join(one.name or one.text for one in claim.target), "/".join(one.name or one.text for one in claim.place))
    yield from (f"{claim.when.first}..{claim.when.last}" if claim.when else "", claim.quote)


def main() -> None:
    """Read the options, measure, and print the errors and the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("classes", nargs="*", metavar="CLASS", help="measure these classes only (default: all)")
    parser.add_argument("--show", action="store_true", help="print the claims of each pair")
    options = parser.parse_args()
    for name, path in SETS.items():
        print(f"pairs {name} ({path.name})")
        _measure(path, options.classes, options.show)


def _measure(path: Path, classes: list[str], show: bool) -> None:
    """Measure one set of pairs and print its errors and its table."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        if not classes or pair["class"] in classes:
            if show:
                print(pair["id"])
            tallies[pair["class"]].add(pair, listed(pair, show))
    for error in (error for tally in tallies.values() for error in tally.errors):
        print(error)
    print(f"{'class':20} pairs  expected  found  listed wrongly")
    for name, tally in tallies.items():
        print(f"{name:20} {tally.pairs:5}  {tally.expected:8}  {tally.found:5}  {tally.wrong:14}")
    expected, found, right, wrong = (sum(getattr(one, key) for one in tallies.values()) for key in ("expected", "found", "right", "wrong"))
    print(f"recall {found}/{expected} = {found / max(expected, 1):.2f}")
    print(f"precision {right}/{right + wrong} = {right / max(right + wrong, 1):.2f}")


if __name__ == "__main__":
    main()
