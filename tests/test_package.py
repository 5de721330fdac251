"""The package: what it imports, what the wheel holds, and that it needs nothing else."""

import inspect
import subprocess
import sys
import tarfile
import tomllib
import typing
import zipfile
from pathlib import Path

import pytest

from emma_errors import BaiduError, EmmaError, baidu, emma, lookup, wire
from emma_errors.errors import ApiError
from emma_errors.model import Definition

HEAVY = ("dataclasses", "typing", "re", "json", "inspect")
BOTH = "from emma_errors.emma import *; from emma_errors.baidu import *"


def python(code: str, *options: str) -> str:
    """What a fresh interpreter prints, no package but ours on its path."""
    root = str(Path(emma.__file__).parents[2])
    program = f"import sys; sys.path.insert(0, {root!r}); {code}"
    return subprocess.run(
        [sys.executable, "-I", "-S", *options, "-c", program],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_import_builds_no_catalog_that_is_not_asked_for() -> None:
    loaded = "print(*(name for name in sys.modules if name.startswith('emma_errors')))"
    assert set(python(f"import emma_errors; {loaded}").split()) == {"emma_errors"}
    catalog = set(python(f"from emma_errors import EmmaCode; {loaded}").split())
    assert "emma_errors.emma.errors" in catalog
    assert "emma_errors.baidu" not in catalog


@pytest.mark.parametrize("code", [BOTH, f"{BOTH}; from emma_errors import lookup; lookup.find(4)"])
def test_import_path_is_light(code: str) -> None:
    before = python("print(*sys.modules)").split()
    after = python(f"{code}; print(*sys.modules)").split()
    assert "emma_errors.emma.errors" in after
    assert not set(HEAVY) & (set(after) - set(before))


def test_modules_of_a_package_can_be_reached_from_it() -> None:
    code = "import emma_errors; print(emma_errors.emma.UserExists.__name__, emma_errors.lookup)"
    assert python(code).startswith("UserExists <module 'emma_errors.lookup'")


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=root,
        capture_output=True,
        check=True,
    )
    return folder


def test_wheel_holds_the_package_and_nothing_else(built: Path, root: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert wheel.name.endswith("-py3-none-any.whl")
    sources = {
        str(path.relative_to(root / "src"))
        for path in (root / "src/emma_errors").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        about = metadata.rpartition("/")[0]
        text = archive.read(metadata).decode()
    assert "emma_errors/py.typed" in sources
    extra = ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    assert names == sources | {f"{about}/{name}" for name in extra}
    assert wheel.stat().st_size < 250_000
    assert "License-Expression: MIT" in text
    assert "Classifier: Typing :: Typed" in text
    required = [line for line in text.splitlines() if line.startswith("Requires-Dist")]
    assert all("extra ==" in line for line in required)


def test_sdist_holds_what_the_tests_need(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    assert tops >= {"data", "src", "tests", "README.md", "LICENSE", "pyproject.toml", "PKG-INFO"}
    assert not tops & {".ci", ".git", "dist", ".venv"}


def test_wheel_installs_and_runs_with_no_other_package_present(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path)], check=True)
    interpreter = str(tmp_path / "bin/python")
    install = ["-m", "pip", "--python", interpreter, "install", "--no-index", "--no-deps", "-q"]
    subprocess.run([sys.executable, *install, str(wheel)], check=True)
    code = (
        "from importlib.metadata import distributions; from emma_errors import emma;"
        "print([d.name for d in distributions()], emma.UserExists('bob'))"
    )
    ran = subprocess.run(
        [interpreter, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "['emma-errors'] [4200] User bob exists\n"
    command = [str(tmp_path / "bin/emma-errors"), "explain", "IP_INVALID"]
    assert "baidu 114" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_project_depends_on_nothing(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == []
    assert project["requires-python"] == ">=3.11"


@pytest.mark.parametrize(
    "owner", [ApiError, EmmaError, BaiduError, Definition, lookup, wire, emma, baidu], ids=str
)
def test_annotations_resolve_at_run_time(owner: object) -> None:
    for name, value in inspect.getmembers(owner, inspect.isfunction):
        if not name.startswith("_") and value.__module__.startswith("emma_errors"):
            typing.get_type_hints(value)
