"""What a type checker proves: right calls pass, and each wrong one is flagged."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).with_name("typing")
FILES = {name: FOLDER / f"{name}_calls.py" for name in ("right", "wrong")}


@pytest.fixture(params=["mypy", "pyright"])
def checker(
    request: pytest.FixtureRequest, mypy: list[str], tmp_path: Path
) -> Callable[[Path], str]:
    """A type checker: what it says of a file."""

    def said(file: Path) -> str:
        if request.param == "mypy":
            command = [*mypy, str(file)]
        else:
            shutil.copy(file, tmp_path)
            (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
            command = [sys.executable, "-m", "pyright", "-p", str(tmp_path)]
            command += ["--pythonpath", sys.executable]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    return said


def test_right_calls_pass(checker: Callable[[Path], str]) -> None:
    said = checker(FILES["right"])
    assert "no issues found" in said or said.startswith("0 errors"), said


def test_each_wrong_call_is_flagged(checker: Callable[[Path], str]) -> None:
    lines = FILES["wrong"].read_text(encoding="utf-8").splitlines()
    wrong = {number for number, line in enumerate(lines, 1) if line.endswith("# wrong")}
    assert len(wrong) > 20
    said = checker(FILES["wrong"])
    flagged = {int(line) for line in re.findall(r"calls\.py:(\d+):(?:\d+ -)? error", said)}
    assert flagged == wrong, said
