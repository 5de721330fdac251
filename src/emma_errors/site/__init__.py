"""A website with one HTML page for each code, and an index to search and filter.

    emma-errors site DIR                              # files, with or without a web server
    app.mount("/errors", site.asgi_application)       # mounted in a Starlette or FastAPI app
    DispatcherMiddleware(app, {"/errors": site.wsgi_application})  # mounted in a WSGI app

`…/emma/2101` is the page of Emma's 2101. If `type_base` is the URL of the site, it is the `type` of
the problem (RFC 9457). `markdown` returns the reference of one catalog as Markdown.
"""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from .facts import Facts
from .pages import pages
from .reference import markdown
from .serve import AsgiApplication, WsgiApplication, asgi_application, wsgi_application

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
else:
    ArgumentParser = Namespace = object

__all__ = (
    "AsgiApplication",
    "Facts",
    "WsgiApplication",
    "arguments",
    "asgi_application",
    "markdown",
    "pages",
    "run",
    "write",
    "wsgi_application",
)

_LIST = ".emma-errors-site"  # the paths that an earlier run wrote, one on each line


def write(folder: str | Path, *names: str) -> list[Path]:
    """Write the site to a folder, and return the paths of the files.

    Files of an earlier run are replaced, or removed if their page no longer exists. Other files
    are not changed.

    Args:
        folder: The folder. It is created if it does not exist.
        names: The names of the catalogs to show; without names, all of `lookup.catalogs()`.

    Raises:
        FileExistsError: A file that no earlier run wrote would be overwritten; nothing is written.
        ValueError: There is no catalog of that name.
    """
    folder = Path(folder)
    files = pages(*names)
    earlier = set(_listed(folder))
    for path in files:
        if path not in earlier and (folder / path).exists():
            raise FileExistsError(
                f"{folder / path} was not written by emma-errors site: choose another folder"
            )
    for path in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    # The list is written first, so that an interrupted run can be repeated.
    _write(folder / _LIST, "".join([f"{path}\n" for path in sorted({*earlier, *files})]))
    for path, text in files.items():
        _write(folder / path, text)
    for path in sorted(earlier - files.keys()):
        (folder / path).unlink(missing_ok=True)
        for above in PurePosixPath(path).parents[:-1]:
            with suppress(OSError):  # it is not empty, or does not exist
                (folder / above).rmdir()
    _write(folder / _LIST, "".join([f"{path}\n" for path in files]))
    return [folder / path for path in files]


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `emma-errors site` to its parser."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="where to write the pages")
    parser.add_argument(
        "--catalog",
        action="append",
        default=[],
        metavar="NAME",
        help="include only this catalog, such as emma; may be repeated",
    )


def run(options: Namespace) -> int:
    """Write the site that the arguments describe.

    Returns:
        The exit status: 0, 1 if the site cannot be written, 2 if a catalog is unknown.
    """
    folder: Path = options.folder
    names: list[str] = options.catalog
    try:
        written = write(folder, *names)
    except (OSError, ValueError) as error:
        print(f"emma-errors site: {error}", file=sys.stderr)
        return 2 if isinstance(error, ValueError) else 1
    print(f"{len(written)} files; start at {folder / 'index.html'}")
    return 0


def _listed(folder: Path) -> Iterator[str]:
    """Yield the paths that an earlier run wrote, except those outside the folder."""
    try:
        lines = (folder / _LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        path = PurePosixPath(line)
        if line and not path.is_absolute() and ".." not in path.parts:
            yield line


def _write(file: Path, text: str) -> None:
    """Write a file, with the same bytes on every system."""
    file.write_text(text, encoding="utf-8", newline="\n")
