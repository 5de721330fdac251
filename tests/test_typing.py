"""What six type checkers prove: right calls pass, and each wrong one is flagged."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

FOLDER = Path(__file__).with_name("typing")
BIN = Path(sys.executable).parent

# How each checker is called in a folder, with a line for each error.
CHECKERS = {
    "mypy": ["mypy", "--strict", "--python-executable", sys.executable, "."],
    "pyright": ["pyright", "--pythonpath", sys.executable],
    "basedpyright": ["basedpyright", "--pythonpath", sys.executable],
    "ty": ["ty", "check", "--python", str(BIN.parent), "--output-format", "concise"],
    "pyrefly": [
        *("pyrefly", "check", "--python-interpreter-path", sys.executable),
        *("--output-format", "min-text"),
    ],
    "zuban": ["zuban", "mypy", "--strict", "--python-executable", sys.executable, "."],
}

# The wrong lines that a checker does not flag, and why. They are held too: a checker that has
# learnt one fails the test.
BLIND: Mapping[str, Mapping[str, str]] = {
    # a class that is raised is not called by them
    checker: {"raise emma.UserExists  # wrong": "raising a class is not checked as a call of it"}
    for checker in ("ty", "pyrefly")
}


def report(checker: str, folder: Path) -> str:
    """What a checker prints of the files in a folder, each with its strict settings."""
    if shutil.which(CHECKERS[checker][0], path=str(BIN)) is None:
        pytest.skip(f"{checker} is not installed")
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    command = [str(BIN / CHECKERS[checker][0]), *CHECKERS[checker][1:]]
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300
    ).stdout


@pytest.mark.parametrize("checker", CHECKERS)
def test_right_calls_pass_and_each_wrong_call_is_flagged(checker: str, tmp_path: Path) -> None:
    lines = {
        (path.name, number): line.strip()
        for path in FOLDER.glob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    }
    for path in FOLDER.glob("*.py"):
        shutil.copy(path, tmp_path)
    wrong = {line for line in lines.values() if line.endswith("# wrong")}
    assert len(wrong) > 20
    output = report(checker, tmp_path)
    errors = re.findall(
        r"^(?:.*ERROR |.*/)?(\w+_calls\.py):(\d+)(?!.* note: )", output, re.MULTILINE
    )
    assert errors, output
    flagged = {lines[name, int(number)] for name, number in errors}
    assert flagged == wrong - BLIND.get(checker, {}).keys(), output
