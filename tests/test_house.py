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


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_and_its_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450
    lengths = [(each.name, (each.end_lineno or 0) - each.lineno + 1) for each in functions(path)]
    assert not [(name, length) for name, length in lengths if length > 60]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_function_is_not_complex(path: Path) -> None:
    radon = pytest.importorskip("radon.complexity")
    blocks = radon.cc_visit(path.read_text(encoding="utf-8"))
    assert not [(block.name, block.complexity) for block in blocks if block.complexity > 20]


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_process_of_a_test_cannot_hang(path: Path) -> None:
    waiting = [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(ENDS_WITH_A_PROCESS)
        and not any(keyword.arg == "timeout" for keyword in node.keywords)
    ]
    assert not waiting, "give a timeout"
