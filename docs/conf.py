"""How Sphinx builds these pages: `sphinx-build -W -n docs build/docs`."""

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.ext.napoleon.docstring import GoogleDocstring
from sphinx.pycode import ModuleAnalyzer

from emma_errors import model

project = "emma-errors"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_copy_source = False
html_show_copyright = False
myst_heading_anchors = 3
default_role = "code"  # as Markdown has it
add_module_names = False
python_use_unqualified_type_names = True
autodoc_default_options = {"members": True, "member-order": "bysource"}
autoclass_content = "both"
suppress_warnings = ["misc.highlighting_failure"]  # DuckDB's SQL has braces
# Types of other projects. A build does not use the network to link to their documentation.
nitpick_ignore_regex = [
    (
        "py:.*",
        r"(aiohttp|collections|django|drf_spectacular|flask|httpx|litestar|pathlib|requests)\..*",
    ),
    ("py:.*", r"wsgiref\..*|Handler|ImproperlyConfigured"),
    ("py:.*", r"emma_errors\.asgi\.(Starlette|Litestar)Application"),  # protocols of their apps
]

MODULES = """
    model errors lookup wire hooks language reply fallbacks
    asgi wsgi django aiohttp litestar openapi site site.pages site.serve export emma.errors
"""


def see_as_a_type_checker(name: str) -> None:
    """Run the block of a module below `if TYPE_CHECKING`, which defines types."""
    module = importlib.import_module(f"emma_errors.{name}")
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            exec(compile(ast.Module(node.body, []), name, "exec"), vars(module))


def annotate(app: Sphinx, function: Callable[..., object], bound: bool) -> None:
    """Evaluate the annotations of a function again, when every name is defined."""
    if not inspect.isfunction(function) or not function.__module__.startswith("emma_errors."):
        return
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    arguments = [each for each in ast.walk(node.args) if isinstance(each, ast.arg)]
    annotations = {argument.arg: argument.annotation for argument in arguments}
    for argument, annotation in {**annotations, "return": node.returns}.items():
        if annotation is not None:
            names = {**function.__globals__, "Language": model.Language}
            unquoted = ast.unparse(annotation).strip("'\"")
            function.__annotations__[argument] = eval(unquoted, names)


def to_rst(
    app: Sphinx, what: str, name: str, owner: object, options: object, lines: list[str]
) -> None:
    """Convert a docstring: indented paragraphs to code, and Google's sections to fields."""
    lines[:] = "\n".join(lines).replace("\n\n    ", "\n\n::\n\n    ").splitlines()
    if what != "module":  # napoleon's own handler reads "The code: a number" as a type
        lines[:] = GoogleDocstring(lines).lines()


def to_myst(app: Sphinx, page: str, source: list[str]) -> None:
    """Convert a page written for GitHub: MyST has its own syntax for anchors and files."""

    def link(match: re.Match[str]) -> str:
        file = Path(app.srcdir, page).parent.joinpath(match[2]).resolve()
        if file.is_relative_to(app.srcdir):
            return match[0]
        if Path(app.srcdir, file.name.lower()).is_file():  # a page that includes the file
            return f"[{match[1]}](/{file.name.lower()})"
        return f"[{match[1]}](path:{match[2]})" if file.is_file() else match[1]

    text = re.sub(r'^(<a id="(\w+)"></a>)$', r"\1\n\n(\2)=", source[0], flags=re.MULTILINE)
    source[0] = re.sub(r"\[([^]]+)\]\((\.\./[^)#]+)\)", link, text)


def setup(app: Sphinx) -> None:
    """Have autodoc see the library as a type checker does."""
    for name in MODULES.split():
        see_as_a_type_checker(name)
    for name, fact in list(vars(model.ErrorCode).items()):
        if hasattr(fact, "read"):  # the library's own cached_property
            setattr(model.ErrorCode, name, property(fact.read))
    analyzer = ModuleAnalyzer.for_module(model.__name__)
    analyzer.analyze()
    for name, parameter in inspect.signature(model.Definition).parameters.items():
        analyzer.annotations["Definition", name] = inspect.formatannotation(parameter.annotation)
    app.connect("source-read", to_myst)
    app.connect("autodoc-before-process-signature", annotate)
    app.connect("autodoc-process-docstring", to_rst)
