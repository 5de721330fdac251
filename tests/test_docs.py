"""The documentation: its code runs and prints what its comments show, and Sphinx builds it."""

import html
import importlib
import re
import shlex
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from inspect import cleandoc, isclass, ismodule, isroutine
from pathlib import Path
from shutil import which

import httpx
import pytest

import emma_errors
from emma_errors import ApiError, BaiduCode, BaiduError, Definition, EmmaCode, EmmaError
from emma_errors.model import Advice, Code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOCS = Path(__file__).parents[1] / "docs"

# Pages whose blocks have a test of their own.
TESTED_IN = {
    "command_line.md": "test_cli.py",
    "other_tools.md": "test_export.py",
    "own_catalogs.md": "test_own_catalog.py",
    "pages.md": "test_site.py",
    "production.md": "test_production.py",
    "recipes.md": "test_recipes.py",
}

ADDRESS = "http://127.0.0.1:8000"


def blocks(page: str) -> list[tuple[str, str]]:
    """The language and the text of each block of a page."""
    text = DOCS.joinpath(page).read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def python_of(page: str) -> list[str]:
    """The Python of a page, block by block."""
    return [text for language, text in blocks(page) if language == "python"]


PAGES = sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md"))
RUN_HERE = [page for page in PAGES if page not in TESTED_IN and python_of(page)]


@pytest.mark.parametrize("page", TESTED_IN)
def test_page_is_read_by_the_test_named_here(page: str) -> None:
    test = Path(__file__).with_name(TESTED_IN[page]).read_text(encoding="utf-8")
    assert re.search(rf'"docs(/|", "){re.escape(page)}"\)\.read_text\(', test)
    assert blocks(page)


@contextmanager
def serving(source: str, command: str, folder: Path) -> Generator[str]:
    """Serve a page's app with the page's command, on a port that the system picks."""
    program, *arguments = shlex.split(command.removeprefix(".venv/bin/"))
    pytest.importorskip(program)
    name = re.findall(r"(?:uvicorn|--app) (\w+)", command)[0]
    folder.joinpath(f"{name}.py").write_text(source, encoding="utf-8")
    run = [sys.executable, "-m", program, *arguments, "--port", "0"]
    with subprocess.Popen(
        run, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stderr
            log = ""
            while not (address := re.search(r"unning on (http://[\w.:]+)", log)):
                line = server.stderr.readline()
                assert line, log
                log += line
            yield address[1]
        finally:
            server.terminate()


def comparable(output: str) -> str:
    """The output of a client, without what differs from run to run."""
    return re.sub(r"(?m)^date: .*$", "date: …", output.replace("\r", "")).rstrip("\n")


def servers_of_the_tutorial() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each app, the command that serves it, and each request with its response."""
    servers: list[tuple[str, str, list[tuple[str, str]]]] = []
    source = request = ""
    for language, text in blocks("tutorial_servers.md"):
        match language:
            case "python":
                source = text
            case "sh" if text.startswith("curl "):
                request = text
            case "sh" if "pip install" not in text:
                servers.append((source, text, []))
            case "text":
                servers[-1][2].append((request, text))
            case _:
                assert "pip install" in text
    return servers


@pytest.mark.parametrize("server", servers_of_the_tutorial(), ids=["plain", "options", "Flask"])
def test_tutorial_server_answers_as_the_page_shows(
    server: tuple[str, str, list[tuple[str, str]]], tmp_path: Path
) -> None:
    if which("curl") is None:
        pytest.skip("there is no curl")
    source, command, requests = server
    assert requests
    with serving(source, command, tmp_path) as address:
        for request, answer in requests:
            assert ADDRESS in request
            run = shlex.split(request.replace(ADDRESS, address))
            ran = subprocess.run(
                run, capture_output=True, encoding="utf-8", check=True, timeout=120
            )
            assert comparable(ran.stdout) == comparable(answer)


def test_tutorial_server_declares_its_errors_and_leaves_the_rest_alone(tmp_path: Path) -> None:
    source, command, _ = servers_of_the_tutorial()[1]
    bug = '\n\n@app.get("/bug")\ndef bug() -> None:\n    raise RuntimeError("secret")\n'
    with serving(source + bug, command, tmp_path) as address:
        openapi = httpx.get(f"{address}/openapi.json").json()
        declared = openapi["paths"]["/users/{name}"]["post"]["responses"]["400"]
        assert declared["content"]["application/json"]["examples"].keys() == {"USER_EXISTS"}
        assert httpx.get(f"{address}/docs").status_code == 200
        assert httpx.get(f"{address}/articles/seven").status_code == 422
        answer = httpx.get(f"{address}/bug")
        assert (answer.status_code, answer.text) == (500, "Internal Server Error")


@pytest.mark.parametrize("page", [page for page in RUN_HERE if page != "tutorial_servers.md"])
def test_python_of_a_page_prints_its_comments(page: str, tmp_path: Path) -> None:
    programs = python_of(page)
    if any(ADDRESS in block for block in programs):
        source, command, _ = servers_of_the_tutorial()[-2]
        with serving(source, command, tmp_path) as address:
            printed = printed_by([block.replace(ADDRESS, address) for block in programs])
    else:
        printed = printed_by(programs)
    expected = [re.findall(r"^ *print\(.*\)  # (.*)$", block, re.MULTILINE) for block in programs]
    assert printed == expected
    assert sum(block.count("print(") for block in programs) == sum(map(len, expected))


def printed_by(programs: list[str]) -> list[list[str]]:
    """The lines that each block prints, run one after the other in one program."""
    program = 'print("---")\n'.join(programs)
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return [part.splitlines() for part in ran.stdout.split("---\n")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built pages; a warning or an unknown reference fails the build."""
    for needed in ("sphinx", "furo", "myst_parser", "aiohttp", "django"):
        pytest.importorskip(needed)
    folder = tmp_path_factory.mktemp("site")
    options = ["-W", "-n", "-q", "-d", str(folder / "doctrees")]
    ran = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(DOCS), str(folder / "html")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return folder / "html"


def test_every_page_is_built_and_reached_from_the_index(site: Path) -> None:
    index = site.joinpath("index.html").read_text(encoding="utf-8")
    for page in PAGES:
        target = page.replace(".md", ".html")
        assert site.joinpath(target).exists()
        assert page == "index.md" or f'href="{target}"' in index


def test_table_on_a_phone_shows_its_second_column(site: Path, browser: "Browser") -> None:
    page = browser.new_page(viewport={"width": 375, "height": 667})
    columns: list[tuple[str, float, float]] = []
    for name in [name for name in PAGES if not name.startswith("codes/")]:
        file = site.joinpath(name.replace(".md", ".html"))
        if "<table" not in file.read_text(encoding="utf-8"):
            continue
        page.goto(file.as_uri())
        boxes: list[tuple[float, float]] = page.locator(
            "article table td:nth-child(2)"
        ).evaluate_all(
            "cells => cells.map(cell => cell.getBoundingClientRect())"
            ".map(({width, right}) => [width, right])"
        )
        columns += [(name, width, right) for width, right in boxes]
    page.close()
    assert columns
    assert [column for column in columns if column[1] < 130 or column[2] > 375] == []


def test_address_of_a_code_leads_to_it(site: Path) -> None:
    for definition in emma_errors.emma.DEFINITIONS + emma_errors.baidu.DEFINITIONS:
        page = site.joinpath(f"codes/{definition.catalog}.html").read_text(encoding="utf-8")
        assert f'<a id="{definition.code:d}"></a>' in page


def named(module: str, hidden: str) -> list[str]:
    """The names that a module exports, without the hidden ones."""
    names: list[str] = list(importlib.import_module(module).__all__)
    return [f"{module}.{name}" for name in names if name not in hidden.split(", ")]


# Each module of the reference, and the names that the reference omits.
MODULES = re.findall(
    r"^\.\. automodule:: (.*)\n(?:   :exclude-members: (.*)\n)?",
    DOCS.joinpath("reference.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_reference_has_every_public_name(site: Path) -> None:
    page = site.joinpath("reference.html").read_text(encoding="utf-8")
    public = [getattr(emma_errors, name) for name in emma_errors.__all__]
    modules: dict[object, str] = {
        EmmaCode: "emma_errors.emma",
        EmmaError: "emma_errors.emma",
        BaiduCode: "emma_errors.baidu",
        BaiduError: "emma_errors.baidu",
    }
    names = [
        f"{modules.get(value, value.__module__)}.{value.__name__}"
        for value in public
        if not ismodule(value)
    ]
    names += [name for module, hidden in MODULES for name in named(module, hidden)]
    for owner in (ApiError, Definition, Code, Advice):
        members = [name for name in vars(owner) if not name.startswith("_")]
        names += [f"{owner.__module__}.{owner.__name__}.{name}" for name in members]
    assert not set(names) - set(re.findall(r'id="([^"]*)"', page))


def test_reference_shows_examples_as_code(site: Path) -> None:
    page = site.joinpath("reference.html").read_text(encoding="utf-8")
    code = [
        html.unescape(re.sub(r"<[^>]*>", "", pre))
        for pre in re.findall(r"<pre>.*?</pre>", page, re.DOTALL)
    ]
    assert any('with_headers({"Retry-After": "30"})' in example for example in code)
    assert "<blockquote" not in page


def as_shown(text: str) -> str:
    """A text as one line without markup."""
    plain = text.translate(str.maketrans("’“”", '\'""', "`*"))
    return " ".join(plain.split())


@pytest.mark.parametrize(("module", "hidden"), MODULES)
def test_reference_contains_every_docstring(site: Path, module: str, hidden: str) -> None:
    page = site.joinpath("reference.html").read_text(encoding="utf-8")
    shown = as_shown(html.unescape(re.sub(r"<[^>]*>", "", page)))
    home = importlib.import_module(module)
    names = [name.rpartition(".")[2] for name in named(module, hidden)]
    # The docstring of a variable is below it in the source.
    analyzer = pytest.importorskip("sphinx.pycode").ModuleAnalyzer.for_module(module)
    below: dict[tuple[str, str], list[str]] = analyzer.find_attr_docs()
    variables = [name for name in names if ("", name) in below]
    owners: list[object] = [getattr(home, name) for name in names if name not in variables]
    owners += [
        member
        for owner in owners
        if isclass(owner)
        for name, member in vars(owner).items()
        if not name.startswith("_") and (isroutine(member) or isinstance(member, property))
    ]
    docstrings = [cleandoc(owner.__doc__ or "") for owner in [home, *owners]]
    docstrings += ["\n".join(below["", name]) for name in variables]
    for docstring in docstrings:
        paragraph = docstring.partition("\n\n")[0]
        assert paragraph
        assert as_shown(paragraph) in shown
