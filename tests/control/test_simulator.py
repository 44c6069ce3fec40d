"""The simulated war of `evaluation/simulator.py`, where the truth is known, sets a floor for the accuracy of the model."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).resolve().parents[2] / "evaluation" / "simulator.py"


@pytest.fixture(scope="module")
def simulator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("simulator", FILE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["simulator"] = module  # its data classes look themselves up
    spec.loader.exec_module(module)
    return module


def test_simulated_war_is_inferred_accurately_and_calibrated(simulator: ModuleType) -> None:
    found = simulator.figures(simulator.World())
    assert found["accuracy"] >= 0.97 and found["flips_found"] >= 0.90 and found["calibration_error"] < 0.03
