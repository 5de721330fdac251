"""The reference as pages: one for each code, and an index to search and filter.

    emma-errors site DIR                              # as files, for any web server or none
    app.mount("/errors", site.asgi_application)       # below an app of Starlette or FastAPI
    DispatcherMiddleware(app, {"/errors": site.wsgi_application})  # below one of WSGI

`…/emma/2101` is the page of Emma's 2101: what the `type` of a problem (RFC 9457) leads to where
`type_base` is the address of the site. `markdown` makes the reference of one catalog as Markdown.
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
    """Write the site to a folder, and return what was written.

    A file of an earlier run is replaced, or removed where its page is no more. Any other is left
    alone.

    Args:
        folder: The folder; it is made if it is not there.
        names: The catalogs to show; all that `emma_errors.lookup` knows if there are none.

    Raises:
        FileExistsError: a file that no run of this wrote is in the way; nothing is written.
        ValueError: a name is none of a catalog.
    """
    folder = Path(folder)
    files = pages(*names)
    earlier = set(_listed(folder))
    for path in files:
        if path not in earlier and (folder / path).exists():
            raise FileExistsError(f"{folder / path} is none of this site's: give another folder")
    for path in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    # The list comes first, so that a run that was broken off can be repeated.
    _write(folder / _LIST, "".join([f"{path}\n" for path in sorted({*earlier, *files})]))
    for path, text in files.items():
        _write(folder / path, text)
    for path in sorted(earlier - files.keys()):
        (folder / path).unlink(missing_ok=True)
        for above in PurePosixPath(path).parents[:-1]:
            with suppress(OSError):  # it holds something else, or is gone
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
        help="show this catalog alone, such as emma; give it again for another",
    )


def run(options: Namespace) -> int:
    """Write the site as the arguments say.

    Returns:
        The exit status: 0, 1 where it cannot be written, 2 where a catalog is unknown.
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
    """Yield the paths that an earlier run wrote, but none that leads out of the folder."""
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
