"""README: its code runs, prints what it says, and its wrong calls are wrong."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from emma_errors import emma, lookup

BLOCKS = re.findall(
    r"^```(\w+)\n(.*?)^```$",
    Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)
PYTHON = [text for language, text in BLOCKS if language == "python"]
WRONG = [text for text in PYTHON if "# error: " in text]
RIGHT = [text for text in PYTHON if text not in WRONG]


class Response:
    """A response as a client gets it."""

    def __init__(self, status_code: int, body: object) -> None:
        self.status_code = status_code
        self.body = body

    def json(self) -> object:
        return self.body


def test_python_blocks_print_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    namespace: dict[str, object] = {"Response": Response, "__name__": "readme"}
    for block in RIGHT:  # in a row: each may use what stands above it
        exec(compile(block, "README.md", "exec"), namespace)
        printed = capsys.readouterr().out
        comments = re.findall(r"^print\(.*\)  # (.*)$", block, re.MULTILINE)
        if comments:
            assert printed.splitlines() == comments, block
        elif printed:
            assert printed in [text for language, text in BLOCKS if language == "text"], block


def test_first_screen_server_and_client_agree() -> None:
    namespace: dict[str, object] = {"Response": Response, "__name__": "readme"}
    for block in RIGHT[:2]:
        exec(compile(block, "README.md", "exec"), namespace)
    sign_up, report = namespace["sign_up"], namespace["report"]
    assert callable(sign_up)
    assert callable(report)
    with pytest.raises(emma.UserExists) as caught:
        sign_up("bob")
    assert report(Response(400, caught.value.to_wire())) == "使用者 bob 已存在"
    assert report(Response(404, emma.ArticleNotFound().to_wire())) == "gone"
    assert report(Response(500, emma.MibBusy().to_wire())) == "later"
    assert report(Response(502, None)) == "later"
    assert report(Response(500, None)) == "HTTP 500"
    assert report(Response(200, {"error": 0})) == "done"


def test_type_checker_objects_in_the_words_of_readme(mypy: list[str], tmp_path: Path) -> None:
    (block,) = WRONG
    file = tmp_path / "readme.py"
    file.write_text(f"from emma_errors import BaiduCode, emma\n{block}", encoding="utf-8")
    said = subprocess.run(
        [*mypy, str(file)], capture_output=True, text=True, check=False, timeout=120
    ).stdout
    for line, wrong in enumerate(block.splitlines(), 2):
        assert f"readme.py:{line}: error: {wrong.partition('# error: ')[2]}" in said


def test_first_command_explains_a_code_of_two_definitions() -> None:
    (commands,) = [text for language, text in BLOCKS if language == "sh"]
    first, second = commands.splitlines()
    assert first.endswith("&& .venv/bin/emma-errors explain 4109")
    assert second == ".venv/bin/python -m pytest"
    assert len(lookup.definitions(4109)) == 2


def test_command_lines_run(root: Path, tmp_path: Path) -> None:
    (tmp_path / "app.log").write_text("GET /a error.type=emma.2101\n", encoding="utf-8")
    for name in ("shop_codes.tsv", "published.tsv"):
        shutil.copy(root / "examples/own_catalog/shop_codes.tsv", tmp_path / name)
    blocks = [text for language, text in BLOCKS if language == "text" and "emma-errors " in text]
    lines = "".join(blocks).splitlines()
    assert len(lines) == 9
    path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    for line in lines:
        ran = subprocess.run(
            line, shell=True, cwd=tmp_path, env=path, capture_output=True, check=False, timeout=120
        )
        assert (ran.returncode, ran.stderr) == (0, b""), line


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
        timeout=120,
    )
    assert ran.stdout == (
        "alice: signed up\n"
        "bob: 'bob' is taken, HTTP 400\n"
        "  [4200] User bob exists\n"
        "  User bob already exists\n"
        "  使用者 bob 已存在\n"
    )
    assert ran.stderr == ""
