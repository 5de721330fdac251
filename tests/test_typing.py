"""What six type checkers prove: right calls pass, and each wrong one is flagged."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).with_name("typing")
BIN = Path(sys.executable).parent

# How each checker is called in a folder: a line for each error, with the file and the line.
CHECKERS = {
    "mypy": ["mypy", "--strict", "--python-executable", sys.executable, "."],
    "pyright": ["pyright", "--pythonpath", sys.executable],
    "basedpyright": ["basedpyright", "--pythonpath", sys.executable],
    "ty": ["ty", "check", "--python", sys.executable, "--output-format", "concise"],
    "pyrefly": [
        *("pyrefly", "check", "--python-interpreter-path", sys.executable),
        *("--output-format", "min-text"),
    ],
    "zuban": ["zuban", "mypy", "--strict", "--python-executable", sys.executable, "."],
}
ERROR = re.compile(r"^(?:ERROR | .*/)?(\w+_calls\.py):(\d+):(?!.* note: )", re.MULTILINE)

# The wrong lines that a checker lets pass, and why.
_RAISED = {"raise emma.UserExists": "to raise a class is not checked as a call of it"}
_MEMBER = "assignment to a property of an enum's member is not checked"
BLIND: dict[str, dict[str, str]] = {
    "ty": _RAISED,
    "pyrefly": _RAISED,
    "zuban": {
        "EmmaCode.USER_EXISTS.http_status = 1": _MEMBER,
        "code.category = emma.Category.INPUT": _MEMBER,
    },
}


def run(command: list[str], folder: Path) -> str:
    """What a command of the environment prints, or a skip where it is not installed."""
    if not (BIN / command[0]).exists():
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=folder,
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    ).stdout


@pytest.mark.parametrize("checker", CHECKERS)
def test_right_calls_pass_and_each_wrong_call_is_flagged(
    checker: str, mypy: list[str], tmp_path: Path
) -> None:
    lines: dict[tuple[str, int], str] = {}
    for path in FOLDER.glob("*_calls.py"):
        shutil.copy(path, tmp_path)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            lines[path.name, number] = line.strip()
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    wrong = {line.removesuffix("  # wrong") for line in lines.values() if line.endswith("# wrong")}
    assert len(wrong) > 30
    command = CHECKERS[checker]
    if checker == "mypy":
        command = [*command, *mypy[-2:]]  # the cache that all tests share
    output = run(command, tmp_path)
    flagged = {
        lines[name, int(line)].removesuffix("  # wrong") for name, line in ERROR.findall(output)
    }
    assert flagged <= wrong, output
    assert wrong - flagged <= BLIND.get(checker, {}).keys(), output


def test_types_of_what_is_public_are_complete(tmp_path: Path) -> None:
    for framework in ("aiohttp", "django", "flask", "litestar", "rest_framework", "starlette"):
        pytest.importorskip(framework)
    command = ["pyright", "--ignoreexternal", "--outputjson", "--verifytypes", "emma_errors"]
    report = json.loads(run(command, tmp_path))["typeCompleteness"]
    unknown = [s["name"] for s in report["symbols"] if s["isExported"] and not s["isTypeKnown"]]
    assert len(report["symbols"]) > 1000
    assert report["completenessScore"] >= 0.995, unknown
