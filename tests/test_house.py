"""The house: how large a function and a module may be, and that no test can hang."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/emma_errors"
WRITTEN = [  # by hand: the catalogs are generated
    path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name not in ("emma", "baidu")
]
TESTS = sorted(Path(__file__).parent.rglob("*.py"))
ENDS_WITH_A_PROCESS = (
    *("subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output"),
    ".communicate",
)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_module_and_its_functions_are_short() -> None:
    for path in WRITTEN:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 450, path
        for each in functions(path):
            length = (each.end_lineno or 0) - each.lineno + 1
            assert length <= 60, f"{path}:{each.lineno} {each.name}"


def test_function_is_not_complex() -> None:
    radon = pytest.importorskip("radon.complexity")
    for path in WRITTEN:
        blocks = radon.cc_visit(path.read_text(encoding="utf-8"))
        complexities = {block.name: block.complexity for block in blocks if block.complexity > 20}
        assert not complexities, path


def test_process_of_a_test_cannot_hang() -> None:
    waiting = [
        f"{path.name}:{node.lineno}"
        for path in TESTS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(ENDS_WITH_A_PROCESS)
        and not any(keyword.arg == "timeout" for keyword in node.keywords)
    ]
    assert not waiting, "give a timeout"
