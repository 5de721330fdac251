"""README: each block runs alone, prints its comments, and its wrong calls are rejected."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from emma_errors import emma, lookup

BLOCKS: list[tuple[str, str]] = re.findall(
    r"^```(\w+)\n(.*?)^```$",
    Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)
PYTHON = [text for language, text in BLOCKS if language == "python"]
WRONG = [text for text in PYTHON if "# error: " in text]
RIGHT = [text for text in PYTHON if text not in WRONG]
START, *COMMANDS = [text for language, text in BLOCKS if language == "sh"]


class Response:
    """A response as a client gets it."""

    def __init__(self, status_code: int, body: object) -> None:
        self.status_code = status_code
        self.body = body

    def json(self) -> object:
        return self.body


def executed(block: str) -> dict[str, object]:
    """The names that a block defines, run alone."""
    namespace: dict[str, object] = {"__name__": "readme"}
    exec(compile(block, "README.md", "exec"), namespace)
    return namespace


@pytest.mark.parametrize("block", RIGHT, ids=range(len(RIGHT)))
def test_python_block_runs_alone_and_prints_its_comments(
    block: str, capsys: pytest.CaptureFixture[str]
) -> None:
    executed(block)
    printed = capsys.readouterr().out
    comments = re.findall(r"^print\(.*\)  # (.*)$", block, re.MULTILINE)
    if comments:
        assert len(comments) == block.count("print(")
        assert printed.splitlines() == comments
    elif printed:
        assert printed in [text for language, text in BLOCKS if language == "text"]


def test_first_screen_server_and_client_agree() -> None:
    sign_up, report = executed(RIGHT[0])["sign_up"], executed(RIGHT[1])["report"]
    assert callable(sign_up)
    assert callable(report)
    with pytest.raises(emma.UserExists) as caught:
        sign_up("bob")
    assert report(Response(400, caught.value.to_wire())) == "使用者 bob 已存在"
    assert report(Response(404, emma.ArticleNotFound().to_wire())) == "not found"
    assert report(Response(500, emma.MibBusy().to_wire())) == "try again later"
    assert report(Response(502, None)) == "try again later"
    assert report(Response(500, None)) == "HTTP 500"
    assert report(Response(200, {"error": 0})) == "success"


def test_type_checker_accepts_the_right_blocks_and_rejects_the_wrong_calls(
    zuban: list[str], tmp_path: Path
) -> None:
    (wrong,) = WRONG
    for number, block in enumerate([*RIGHT, wrong]):
        (tmp_path / f"block{number}.py").write_text(block, encoding="utf-8")
    files = [str(file) for file in sorted(tmp_path.glob("*.py"))]
    ran = subprocess.run([*zuban, *files], capture_output=True, text=True, check=False, timeout=300)
    *messages, summary = ran.stdout.splitlines()
    expected = [
        f"block{len(RIGHT)}.py:{line}: error: {call.partition('# error: ')[2]}"
        for line, call in enumerate(wrong.splitlines(), 1)
        if "# error: " in call
    ]
    assert len(messages) == len(expected), ran.stdout
    for message, start in zip(messages, expected, strict=True):
        assert start in message
    assert summary.startswith(f"Found {len(expected)} errors in 1 file")


def test_first_command_explains_a_code_of_two_definitions() -> None:
    first, second = START.splitlines()
    assert first.startswith("python3 -m venv .venv && ")
    assert first.endswith("&& .venv/bin/emma-errors explain 4109")
    assert second == ".venv/bin/python -m pytest"
    assert len(lookup.definitions(4109)) == 2


@pytest.mark.parametrize("block", COMMANDS, ids=range(len(COMMANDS)))
def test_commands_of_a_block_run(block: str, root: Path, tmp_path: Path) -> None:
    for name in ("examples", "tests"):
        (tmp_path / name).symlink_to(root / name)
    scripts = Path(sys.executable).parent
    ran = subprocess.run(
        ["sh", "-e", "-c", block.replace(".venv/bin/", f"{scripts}/")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr


def test_links_lead_somewhere(root: Path) -> None:
    for page in [*root.glob("*.md"), *root.glob("*/*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page}: {link}"


def test_round_trip_example_runs(root: Path) -> None:
    example = str(root / "examples/round_trip.py")
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", example],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert ran.stdout == (
        "alice: signed up\n"
        "bob: 'bob' is taken, HTTP 400\n"
        "  [4200] User bob exists\n"
        "  User bob already exists\n"
        "  使用者 bob 已存在\n"
    )
    assert ran.stderr == ""
