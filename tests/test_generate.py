"""The generator: its files are current, and a spoiled table teaches."""

import ast
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from emma_errors import generate
from emma_errors.tables import naming, rules
from emma_errors.tables.table import CATALOGS, COLUMNS, TableError, read

COMMAND = [sys.executable, "-m", "emma_errors.generate"]
EMMA = "data/emma_codes.tsv"


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of the tables and of the generated files, to spoil."""
    for folder in ("data", "docs/codes"):
        shutil.copytree(root / folder, tmp_path / folder)
    for catalog in CATALOGS:
        shutil.copytree(
            root / "src/emma_errors" / catalog.name,
            tmp_path / "src/emma_errors" / catalog.name,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    return tmp_path


def assert_ruff_clean_as_written(root: Path, copy: Path) -> None:
    """Write the generated files of the copy, and hold them to the checkout's settings of ruff."""
    shutil.copy(root / "pyproject.toml", copy)
    assert subprocess.run(COMMAND, cwd=copy, check=False, timeout=120).returncode == 0
    for file in (copy / "src").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert text.count("# fmt: off\n") == 1
        file.write_text(text.replace("# fmt: off\n", ""), encoding="utf-8")
    for command in (["format", "--check", "--diff"], ["check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--no-cache", "src"]
        run = subprocess.run(
            ruff, cwd=copy, capture_output=True, text=True, check=False, timeout=120
        )
        assert run.returncode == 0, run.stdout + run.stderr


def tree(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_generated_files_are_current(root: Path) -> None:
    difference = generate.difference(root, generate.render(read(root)))
    assert not difference, difference


def test_rendering_is_deterministic(root: Path) -> None:
    rows = read(root)
    rendered = generate.render(rows)
    assert generate.render(rows) == rendered
    for path, text in rendered.items():
        assert re.match(r"(# |<!-- )Generated from data/\w+\.tsv by .*: do not edit\.", text), path


def test_generated_files_are_formatted_and_lint_clean_as_written(root: Path, copy: Path) -> None:
    assert_ruff_clean_as_written(root, copy)


def test_check_fails_with_a_diff_and_the_repair_command(copy: Path) -> None:
    table = copy / EMMA
    table.write_bytes(table.read_bytes().replace(b"Article not found", b"No such article"))
    before = tree(copy)
    run = subprocess.run(
        [*COMMAND, "--check"], cwd=copy, capture_output=True, check=False, timeout=120
    )
    output = run.stderr.decode()
    assert run.returncode == 1
    assert "-    " in output
    assert '+    """2101, HTTP 404: No such article.' in output
    assert output.endswith("Update them with: python -m emma_errors.generate\n")
    assert tree(copy) == before

    assert subprocess.run(COMMAND, cwd=copy, check=False, timeout=120).returncode == 0
    run = subprocess.run(
        [*COMMAND, "--check"], cwd=copy, capture_output=True, check=False, timeout=120
    )
    assert (run.returncode, run.stderr) == (0, b"")


def test_missing_file_is_written(copy: Path) -> None:
    for folder in ("src", "docs"):
        shutil.rmtree(copy / folder)
    assert subprocess.run(COMMAND, cwd=copy, check=False, timeout=120).returncode == 0
    assert subprocess.run([*COMMAND, "--check"], cwd=copy, check=False, timeout=120).returncode == 0


def test_file_that_is_not_utf_8_is_not_current(copy: Path) -> None:
    (copy / "src/emma_errors/emma/codes.py").write_bytes(b"# Generated from \xff\n")
    run = subprocess.run(
        [*COMMAND, "--check"], cwd=copy, capture_output=True, check=False, timeout=120
    )
    assert (run.returncode, b"-# Generated from \xef\xbf\xbd" in run.stderr) == (1, True)


def test_names_used_in_generated_code_are_reserved(root: Path) -> None:
    for catalog in CATALOGS:
        path = root / catalog.source / catalog.package.replace(".", "/") / "errors.py"
        tree = ast.parse(path.read_bytes())
        classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        used = {name for name in names - classes if re.fullmatch("([A-Z][a-z0-9]*)+", name)}
        assert used <= {*rules.reserved(catalog.name.title())}


def test_names_used_in_a_generated_method_are_no_parameters(root: Path) -> None:
    for catalog in CATALOGS:
        path = root / catalog.source / catalog.package.replace(".", "/") / "errors.py"
        functions = [
            node
            for node in ast.walk(ast.parse(path.read_bytes()))
            if isinstance(node, ast.FunctionDef) and node.name == "__init__"
        ]
        names = {node.id for f in functions for node in ast.walk(f) if isinstance(node, ast.Name)}
        params = {argument.arg for function in functions for argument in function.args.args}
        assert names - params == {"str", "tuple"}
        assert names - params | {"self"} <= naming.RESERVED_PARAMS


def cell(line: int, column: str, value: str) -> Callable[[list[bytes]], None]:
    """Put `value` into a cell of a line, counted from 1."""

    def spoil(lines: list[bytes]) -> None:
        cells = lines[line - 1].split(b"\t")
        cells[COLUMNS.index(column)] = value.encode()
        lines[line - 1] = b"\t".join(cells)

    return spoil


def line(number: int, new: bytes) -> Callable[[list[bytes]], None]:
    """Put `new` in the place of a line."""

    def spoil(lines: list[bytes]) -> None:
        lines[number - 1] = new

    return spoil


def move(number: int, to: int) -> Callable[[list[bytes]], None]:
    """Move a line."""

    def spoil(lines: list[bytes]) -> None:
        lines.insert(to - 1, lines.pop(number - 1))

    return spoil


SPOILED = [
    (line(1, b"code\tname"), 1, "the header is 'code name', write 'code name http_status"),
    (cell(1, "message", "massage"), 1, "the header is 'code name .* massage .*', write"),
    (line(9, b"1102\tX"), 9, "2 cells, write 12 with a tab between"),
    (line(9, b""), 9, "1 cells, write 12"),
    (line(9, b"11\xff02\tX"), 9, "byte 0xff is not UTF-8, save the file as UTF-8"),
    (cell(5, "code", "1oo3"), 5, "code is '1oo3', write an integer such as 2101"),
    (
        cell(5, "code", "01003"),
        5,
        "code is '01003', .* here 1003 without leading zeros, or use --codes text",
    ),
    (cell(5, "code", "-1"), 5, "code -1 comes after 1002, sort by code"),
    (cell(5, "code", "9" * 20), 5, "write an integer from -9223372036854775807 to 92"),
    (cell(5, "code", "9" * 5000), 5, "write an integer from -9223372036854775807 to 92"),
    (cell(5, "code", "0" * 5000 + "7"), 5, "here 7 without leading zeros"),
    (cell(5, "message", "x\0y"), 5, "write it without control characters"),
    (cell(5, "code", "0x3EB"), 5, "such as 2101 or -32601, here 1003 in decimal"),
    (cell(5, "code", "１００３"), 5, "code is '１００３', write an integer"),
    (cell(5, "http_status", "4o1"), 5, "http_status is '4o1', write a registered status"),
    (cell(5, "http_status", "999"), 5, "http_status is '999', write a registered status"),
    (cell(5, "http_status", "0401"), 5, "http_status is '0401', write a registered status"),
    (cell(5, "name", "LoginNeeded"), 5, "name is 'LoginNeeded', write UPPER_SNAKE such as"),
    (cell(5, "name", "login needed"), 5, "write UPPER_SNAKE such as 'LOGIN_NEEDED'"),
    (cell(5, "name", ""), 5, "name is '', write UPPER_SNAKE such as 'ARTICLE_NOT_FOUND'"),
    (
        cell(5, "name", "TOKEN_INVALID"),
        5,
        "name 'TOKEN_INVALID' is taken by .*tsv:2, write another",
    ),
    (cell(5, "name", "NOT_FOUND_ERROR"), 5, "is taken by the category 找不到東西, write another"),
    (cell(5, "name", "CATEGORY"), 5, "name 'CATEGORY' is taken by the catalog, write another"),
    (cell(5, "name", "T_I_T_L_E"), 5, "name 'T_I_T_L_E' is taken by the catalog"),
    (cell(5, "name", "ATTRIBUTE_ERROR"), 5, "name 'ATTRIBUTE_ERROR' is taken by Python"),
    (move(5, 9), 9, "code 1003 comes after 1101, sort by code"),
    (cell(9, "code", "1000"), 9, "code 1000 is already in line 2, write its .* adjacent"),
    (
        cell(6, "category", "認証錯誤"),
        6,
        "category is '認証錯誤', write one of 認證錯誤, 找不到東西",
    ),
    (cell(6, "category", ""), 6, "category is '', write one of 認證錯誤"),
    (
        cell(6, "subcategory", "Tokn"),
        6,
        "subcategory is 'Tokn', write one of Token, .*add it to data",
    ),
    (cell(6, "message", ""), 6, "message is empty, write a text"),
    (cell(6, "en", ""), 6, "en is empty, write a text"),
    (cell(6, "zh", ""), 6, "zh is empty, write a text"),
    (cell(6, "en", "Phone unverified."), 6, "en is 'Phone unverified.', write it without the full"),
    (cell(6, "zh", "需要認證。"), 6, "zh is '需要認證。', write it without the full stop"),
    (
        cell(6, "en", " Phone"),
        6,
        "en is ' Phone', write 'Phone' without leading or trailing spaces",
    ),
    (cell(6, "zh", "電話\u3000"), 6, "write '電話' without leading or trailing spaces"),
    (
        cell(6, "advice", "retry\r"),
        6,
        r"advice is 'retry\\r', write 'retry' without leading or trailing spaces",
    ),
    (cell(6, "en", "a\u00a0b"), 6, r"en is 'a\\xa0b', write it without U\+00A0, NO-BREAK SPACE"),
    (cell(6, "en", "a\u200bb"), 6, "write it without U\\+200B, ZERO WIDTH SPACE"),
    (cell(6, "en", "a\x0bb"), 6, r"en is 'a\\x0bb', write it without control characters"),
    (cell(6, "en", "Phone %s"), 6, "en has 1 %s and params names 0, write one name for each %s"),
    (cell(6, "params", "phone"), 6, "message has 0 %s and params names 1"),
    (
        cell(6, "message", "100% sure"),
        6,
        "message has '% ', write %s for a parameter, %% for a sign",
    ),
    (cell(6, "zh", "百分之%d"), 6, "zh has '%d', write %s for a parameter"),
    (cell(6, "description", "50%"), 6, "description has '%', write %s"),
    (cell(6, "params", "class"), 6, "params has 'class', which is reserved, write another name"),
    (cell(6, "params", "self"), 6, "params has 'self', which is reserved, write another name"),
    (cell(6, "params", "User"), 6, "params has 'User', write a name such as 'user'"),
    (cell(6, "params", "user user"), 6, "params is 'user user', write each name once"),
    (cell(6, "advice", "retries"), 6, "advice is 'retries', leave it empty or write one of retry"),
]


def problems_of(folder: Path) -> list[str]:
    """The problems of the tables in a folder."""
    try:
        read(folder)
    except TableError as error:
        return list(error.problems)
    return []


def test_invalid_table_is_reported_by_file_and_line(copy: Path) -> None:
    whole = (copy / EMMA).read_bytes().split(b"\n")
    otherwise: dict[str, list[str]] = {}
    for spoil, number, problem in SPOILED:
        lines = whole.copy()
        spoil(lines)
        (copy / EMMA).write_bytes(b"\n".join(lines))
        problems = problems_of(copy)
        if not any(re.search(rf"^{EMMA}:{number}: .*{problem}", line) for line in problems):
            otherwise[problem] = problems
    assert otherwise == {}


@pytest.mark.parametrize("problems", [["a:1: x"], ["a:1: x", "a:2: y"], []], ids=len)
def test_problems_survive_pickle_and_copy(problems: list[str]) -> None:
    error = TableError(problems)
    for again in (pickle.loads(pickle.dumps(error)), deepcopy(error)):
        assert (again.problems, again.args, str(again)) == (
            tuple(problems),
            error.args,
            "\n".join(problems),
        )


def test_all_problems_are_reported_at_once_and_nothing_is_written(copy: Path) -> None:
    lines = (copy / EMMA).read_bytes().split(b"\n")
    cell(3, "code", "x")(lines)
    cell(3, "name", "x")(lines)
    cell(99, "http_status", "99")(lines)
    (copy / EMMA).write_bytes(b"\n".join(lines))
    (copy / "data/baidu_codes.tsv").write_bytes(b"")
    before = tree(copy)
    for command in (COMMAND, [*COMMAND, "--check"]):
        run = subprocess.run(command, cwd=copy, capture_output=True, check=False, timeout=120)
        problems = [line.split(" ")[:2] for line in run.stderr.decode().splitlines()]
        assert run.returncode == 1
        assert problems == [
            [f"{EMMA}:3:", "code"],
            [f"{EMMA}:3:", "name"],
            [f"{EMMA}:99:", "http_status"],
            ["data/baidu_codes.tsv:1:", "the"],
        ]
        assert tree(copy) == before


@pytest.mark.parametrize(
    ("path", "data", "problem"),
    [
        (EMMA, b"", f"{EMMA}:1: the file is empty, start it with the columns code name"),
        (EMMA, b"\n", f"{EMMA}:1: the file is empty"),
        (EMMA, b"code", f"{EMMA}:1: the last line has no line ending, add one"),
        (EMMA, None, f"{EMMA}:1: cannot be read .*run this in a checkout"),
        (EMMA, b"code\tname\r1\tA\r", f"{EMMA}:1: the lines end in CR, save them with LF alone$"),
        (EMMA, b"code\tn\xffme\n1\tA\n", f"{EMMA}:1: byte 0xff is not UTF-8, save the file as"),
        (EMMA, "code\tname\n".encode("utf-16"), f"{EMMA}:1: the file is in UTF-16, save it as"),
        ("data/categories.tsv", None, "data/categories.tsv:1: cannot be read"),
        (
            "data/categories.tsv",
            b"catalog\tlevel\tlabel\tname\ten\tzh\nemna\tkind\tA\ta\t\t\n",
            "(?s)catalog is 'emna', write one of emma, baidu.*"
            "level is 'kind', write one of category, subcategory.*"
            "name is 'a', write UPPER_SNAKE.*en is empty.*zh is empty",
        ),
        (
            "data/categories.tsv",
            b"catalog\tlevel\tlabel\tname\ten\tzh\n" + b"emma\tcategory\tA\tA\tA\tA\n" * 2,
            "(?s):3: label 'A' is duplicated, write another.*:3: name 'A' is duplicated",
        ),
    ],
    ids=[
        "empty",
        "blank",
        "no end",
        "none",
        "CR",
        "Latin-1",
        "UTF-16",
        "no labels",
        "wrong labels",
        "same labels",
    ],
)
def test_invalid_file_is_reported(copy: Path, path: str, data: bytes | None, problem: str) -> None:
    if data is None:
        (copy / path).unlink()
    else:
        (copy / path).write_bytes(data)
    with pytest.raises(TableError, match=problem):
        read(copy)


def test_adjacent_rows_of_one_code_are_data(root: Path) -> None:
    rows = [row for row in read(root) if row.code == 4109]
    assert [row.name for row in rows] == [
        "SUBSCRIPTION_GROUP_NAME_MISSING",
        "CELLPHONE_OR_CALLING_CODE_MISSING",
    ]


def test_any_text_is_rendered_as_ruff_formats_it(copy: Path, root: Path) -> None:
    texts = [
        'say "hi"',
        "it's",
        'it\'s "both"',
        "back\\slash",
        'three """ quotes',
        "ends with \\",
        "a sign of 100%%",
        "word " * 40 + "end",
        "很長的訊息" * 30,
    ]
    lines = (copy / EMMA).read_text(encoding="utf-8").split("\n")
    for number, text in enumerate(texts, 5):
        cells = lines[number].split("\t")
        for column in ("message", "en", "zh"):
            cells[COLUMNS.index(column)] = text
        lines[number] = "\t".join(cells)
    (copy / EMMA).write_text("\n".join(lines), encoding="utf-8")
    assert_ruff_clean_as_written(root, copy)
    source = (copy / "src/emma_errors/emma/definitions.py").read_text(encoding="utf-8")
    nodes = ast.walk(ast.parse(source))
    constants = [node.value for node in nodes if isinstance(node, ast.Constant)]
    assert {text: constants.count(text) for text in texts} == dict.fromkeys(texts, 3)


BREAKAGES: dict[str, Callable[[Path], object]] = {
    "a syntax error": lambda package: (package / "__init__.py").write_text("def (\n"),
    "a merge conflict": lambda package: (package / "errors.py").write_bytes(
        (package / "errors.py").read_bytes() + b"<<<<<<< HEAD\n"
    ),
    "a missing file": lambda package: (package / "codes.py").unlink(),
    "no package": shutil.rmtree,
}


@pytest.mark.parametrize("command", ["emma_errors.generate", "emma_errors generate"])
def test_broken_packages_are_checked_and_generated(
    root: Path, copy: Path, command: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The command runs from the checkout whose packages it repairs."""
    shutil.copytree(
        root / "src", copy / "src", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
    )
    before = tree(copy)
    bytecode = {  # outside the checkout, for all runs
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("bytecode")),
    }

    def ran(*arguments: str) -> tuple[int, str]:
        run = subprocess.run(
            [sys.executable, "-m", *command.split(), *arguments],
            cwd=copy,
            env={**os.environ, **bytecode, "PYTHONPATH": "src"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return run.returncode, run.stderr

    for broken, spoil in BREAKAGES.items():
        for catalog in CATALOGS:
            spoil(copy / "src/emma_errors" / catalog.name)
        status, err = ran("--check")
        assert status == 1, (broken, err)
        assert err.endswith("Update them with: python -m emma_errors.generate\n"), broken
        assert "Traceback" not in err, broken
        assert ran() == (0, ""), broken
        assert tree(copy) == before, broken
    assert ran("--check") == (0, "")
