"""The package: what it imports, what the wheel holds, and that it needs nothing else."""

import importlib
import inspect
import pkgutil
import subprocess
import sys
import tarfile
import tomllib
import typing
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import emma_errors
from emma_errors import BaiduCode, EmmaCode, emma

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
        timeout=120,
    ).stdout


def test_import_builds_no_catalog_that_is_not_asked_for() -> None:
    loaded = "print(*(name for name in sys.modules if name.startswith('emma_errors')))"
    assert set(python(f"import emma_errors; {loaded}").split()) == {"emma_errors"}
    catalog = set(python(f"from emma_errors import EmmaCode; {loaded}").split())
    assert "emma_errors.emma.errors" in catalog
    assert "emma_errors.baidu" not in catalog


@pytest.mark.parametrize("code", [BOTH, f"{BOTH}; from emma_errors import lookup; lookup.find(4)"])
def test_import_path_is_light(code: str) -> None:
    before = python("import threading; print(*sys.modules)").split()  # PyPy's has `re`
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
        timeout=120,
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
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(tmp_path)], check=True, timeout=120
    )
    interpreter = str(tmp_path / "bin/python")
    install = ["-m", "pip", "--python", interpreter, "install", "--no-index", "--no-deps", "-q"]
    subprocess.run([sys.executable, *install, str(wheel)], check=True, timeout=120)
    code = (
        "import sys; from importlib.metadata import distributions; from emma_errors import emma;"
        "path = [p for p in sys.path if p.startswith(sys.prefix)];"  # PyPy brings some of its own
        "print([d.name for d in distributions(path=path)], emma.UserExists('bob'))"
    )
    ran = subprocess.run(
        [interpreter, "-I", "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert ran.stdout == "['emma-errors'] [4200] User bob exists\n"
    command = [str(tmp_path / "bin/emma-errors"), "explain", "IP_INVALID"]
    assert (
        "baidu 114"
        in subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    )


def test_project_depends_on_nothing(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == []
    assert project["requires-python"] == ">=3.11"


def public(module: ModuleType) -> Iterator[object]:
    """The classes and functions that a module exports, and the public methods of the classes."""
    names: list[str] = list(getattr(module, "__all__", ()))
    for value in [getattr(module, name) for name in names]:
        if inspect.isclass(value):
            members: list[object] = list(vars(value).values())
            yield value
        else:
            members = [value]
        for member in members:
            function = member.fget if isinstance(member, property) else member
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                yield function


MODULES = [
    module.name
    for module in pkgutil.walk_packages(emma_errors.__path__, "emma_errors.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", ["emma_errors", *MODULES])
def test_annotations_resolve_at_run_time(name: str) -> None:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:  # the framework of an adapter
        pytest.skip(str(error))
    for value in public(module):
        typing.get_type_hints(value)


def test_signature_of_a_class_without_parameters_takes_nothing() -> None:
    assert str(inspect.signature(emma.ArticleNotFound)) == "() -> None"
    assert str(inspect.signature(emma.UserExists)) == "(user: str) -> None"


@pytest.mark.parametrize("value", [EmmaCode, emma.Category, emma.NotFoundError, emma.UserExists])
def test_source_of_a_class_is_found(value: type) -> None:
    lines, start = inspect.getsourcelines(value)
    file = inspect.getsourcefile(value)
    assert file
    assert lines[0].startswith(f"class {value.__name__}(")
    assert (
        Path(file).read_text(encoding="utf-8").splitlines(keepends=True)[start - 1 :][: len(lines)]
        == lines
    )


def test_autodoc_shows_the_text_of_each_member(tmp_path: Path) -> None:
    pytest.importorskip("sphinx")
    (tmp_path / "conf.py").write_text('extensions = ["sphinx.ext.autodoc"]\n', encoding="utf-8")
    (tmp_path / "index.rst").write_text(
        "Codes\n=====\n\n"
        ".. autoclass:: emma_errors.BaiduCode\n   :members:\n\n"
        ".. autoclass:: emma_errors.emma.Category\n   :members:\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "text", ".", "out"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=120)
    text = " ".join((tmp_path / "out/index.txt").read_text(encoding="utf-8").split())
    for code in BaiduCode:
        number = f"{code.name} = {int(code)} {int(code)}, HTTP {code.http_status}: "
        assert f"{number}{code.en.replace('%s', '{ip}')}" in text
    for category in emma.Category:
        assert f"{category.name} = '{category.value}' {category.en}." in text
