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


def mypy(file: Path, folder: Path) -> str:
    """What mypy says of a file."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def pyright(file: Path, folder: Path) -> str:
    """What pyright says of a file."""
    shutil.copy(file, folder)
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    command = [sys.executable, "-m", "pyright", "-p", str(folder), "--pythonpath", sys.executable]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_right_calls_pass(checker: Callable[[Path, Path], str], tmp_path: Path) -> None:
    said = checker(FILES["right"], tmp_path)
    assert "no issues found" in said or said.startswith("0 errors"), said


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_each_wrong_call_is_flagged(checker: Callable[[Path, Path], str], tmp_path: Path) -> None:
    lines = FILES["wrong"].read_text(encoding="utf-8").splitlines()
    wrong = {number for number, line in enumerate(lines, 1) if line.endswith("# wrong")}
    assert len(wrong) > 20
    said = checker(FILES["wrong"], tmp_path)
    flagged = {int(line) for line in re.findall(r"calls\.py:(\d+):(?:\d+ -)? error", said)}
    assert flagged == wrong, said
