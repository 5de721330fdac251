"""Names: what is published stays, and each module exports what it says."""

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import emma_errors
from emma_errors import baidu, emma

LEDGER = Path(__file__).with_name("facts") / "published.txt"
PACKAGES = ("emma_errors", "emma_errors.emma", "emma_errors.baidu")
MODULES = (
    *PACKAGES,
    *[
        f"emma_errors.{module.name}"
        for module in pkgutil.iter_modules(emma_errors.__path__)
        if not module.ispkg and module.name != "__main__"
    ],
)
# What a module shares with another one of the library alone.
INTERNAL = {"emma_errors.asgi": {"Answer", "Close", "is_starlette"}, "emma_errors.model": {"fact"}}


def test_published_names_stay() -> None:
    """A line of the ledger is a catalog, a code, its name and its class; lines are only added."""
    names = [
        f"{d.catalog} {d.code:d} {d.name} {d.exception.__name__ if d.http_status >= 400 else '-'}"
        for d in emma.DEFINITIONS + baidu.DEFINITIONS
    ]
    names += [
        f"{package.__name__.rpartition('.')[2]} {name}"
        for package in (emma_errors, emma, baidu)
        for name in vars(package)["__all__"]
    ]
    published = LEDGER.read_text(encoding="utf-8").splitlines()
    missing = set(published) - set(names)
    assert not missing, "a published name must stay"
    new = [name for name in names if name not in published]
    assert not new, f"add to {LEDGER.name}: " + "\n".join(new)


@pytest.mark.parametrize("name", MODULES)
def test_all_equals_the_namespace(name: str) -> None:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:  # the framework of an adapter
        pytest.skip(str(error))
    exported: list[str] = list(module.__all__)
    assert len(exported) == len(set(exported))
    for member in exported:
        assert getattr(module, member) is not None
    if name in PACKAGES:
        assert dir(module) == sorted(exported)
    else:
        defined = {
            member
            for member, value in vars(module).items()
            if getattr(value, "__module__", None) == name and not member.startswith("_")
        }
        assert defined <= {*exported, *INTERNAL.get(name, ())}


@pytest.mark.parametrize("name", PACKAGES)
def test_star_import_gives_all(name: str) -> None:
    namespace: dict[str, object] = {}
    exec(f"from {name} import *", namespace)
    assert set(importlib.import_module(name).__all__) == namespace.keys() - {"__builtins__"}


@pytest.mark.parametrize("module", ["emma", "emma_errors"])
def test_misspelt_name_gets_a_suggestion(module: str) -> None:
    if module == "emma" and sys.implementation.name == "pypy":
        pytest.skip("PyPy makes no suggestion for a module without __getattr__")
    code = f"import emma_errors; from emma_errors import emma; {module}.{{}}"
    name = {"emma": "UserExist", "emma_errors": "EmaCode"}[module]
    ran = subprocess.run(
        [sys.executable, "-c", code.format(name)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    near = {"UserExist": "UserExists", "EmaCode": "EmmaCode"}[name]
    missing = f"has no attribute '{name}'. Did you mean"
    assert f"{missing}: '{near}'?" in ran.stderr or f"{missing} '.{near}' instead" in ran.stderr
