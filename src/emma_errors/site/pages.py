"""The paths of the pages, and the function that renders each."""

from collections.abc import Iterator, Sequence
from functools import cache

from emma_errors.http import segment
from emma_errors.language import CONTENT_LANGUAGE
from emma_errors.model import Definition

from .index import index
from .page import page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from emma_errors.model import Label
else:
    Label = object

__all__ = ("Shown", "Site", "chosen", "pages", "site")

_ASSETS = ("icon.svg", "script.js", "style.css")


def pages(*names: str) -> dict[str, str]:
    """Return the text of every file of the site by its path, such as `emma/2101/index.html`.

    All links are relative, so the files work in any folder and under any URL.

    Args:
        names: The names of the catalogs to show; without names, all of `lookup.catalogs()`.

    Raises:
        ValueError: There is no catalog of that name.
    """
    whole = site(*chosen(names))
    return {path: whole.render(path) for path in whole.paths()}


def chosen(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of catalogs without duplicates, or all; raise the same errors as `pages`."""
    from emma_errors.lookup import catalogs

    known = catalogs()
    for name in names:
        if name not in known:
            raise ValueError(f"unknown catalog {name!r}; choose from {', '.join(known)}")
    return tuple(dict.fromkeys(names or known))


@cache  # a registered catalog does not change
def site(*names: str) -> "Site":
    """Return the site of some catalogs; no page of it is rendered yet."""
    from emma_errors.lookup import catalogs

    known = catalogs()
    return Site([Shown(name, known[name].TITLE, known[name].DEFINITIONS) for name in names])


class Site:
    """The pages of some catalogs, each rendered on request."""

    def __init__(self, catalogs: Sequence["Shown"]) -> None:
        """Create the site of some catalogs, in the order of the index."""
        self._catalogs = {catalog.name: catalog for catalog in catalogs}

    def paths(self) -> Iterator[str]:
        """Yield the path of every file."""
        yield from _ASSETS
        yield "index.html"
        for catalog in self._catalogs.values():
            yield f"{catalog.name}/index.html"
            for folder in catalog.segments:
                yield f"{catalog.name}/{folder}/index.html"

    def file(self, path: str) -> str | None:
        """Return the path of the file for a URL path below the site, or None.

        Args:
            path: The decoded URL path without its first slash, such as `emma/2101/`. It contains
                the code as in the table, or as `segment` returns it.
        """
        if path in (*_ASSETS, "index.html"):
            return path
        if not path:
            return "index.html"
        folder = path.removesuffix("/index.html") if path.endswith("/index.html") else path
        name, slash, code = folder.removesuffix("/").partition("/")
        catalog = self._catalogs.get(name)
        if catalog is None:
            return None
        if not slash:
            return f"{name}/index.html"
        position = catalog.positions.get(code)
        return None if position is None else f"{name}/{catalog.segments[position]}/index.html"

    def render(self, path: str) -> str:
        """Return the text of the file at one of `paths`."""
        if path in _ASSETS:
            from importlib.resources import files

            return files("emma_errors.site").joinpath(path).read_text("utf-8")
        name, _, rest = path.rpartition("/")[0].partition("/")
        if not name:
            return index([*self._catalogs.values()], "")
        catalog = self._catalogs[name]
        return page(catalog, catalog.positions[rest]) if rest else index([catalog], "../")


class Shown:
    """A catalog as the pages show it: its rows by code, by category and by subcategory."""

    def __init__(self, name: str, title: str, definitions: Sequence[Definition]) -> None:
        """Group the rows of a table."""
        self.name = name
        self.title = title
        self.package: str = type(definitions[0].code).__module__.removesuffix(".codes")
        self.language: str = CONTENT_LANGUAGE.get(name, "zh")
        by_code: dict[str, list[Definition]] = {}
        for definition in definitions:
            by_code.setdefault(str(definition.code), []).append(definition)
        self.codes: list[list[Definition]] = list(by_code.values())
        """The definitions of each code, in the table's order."""
        self.segments: list[str] = [segment(code) for code in by_code]
        """The last part of the URL of each code's page."""
        self.positions: dict[str, int] = {code: position for position, code in enumerate(by_code)}
        """The position of a code in `codes`, by its text and by its segment."""
        self.positions |= {folder: position for position, folder in enumerate(self.segments)}
        self.categories: dict[str, tuple[Label, list[int]]] = {}
        """Each category and the positions of its codes, by the value of the filter."""
        self.kinds: dict[tuple[Label, Label | None], list[int]] = {}
        """The positions of the codes of each category and subcategory."""
        for position, (first, *_) in enumerate(self.codes):
            key = self.key(first.category)
            self.categories.setdefault(key, (first.category, []))[1].append(position)
            self.kinds.setdefault((first.category, first.subcategory), []).append(position)

    def key(self, category: Label) -> str:
        """Return the filter value of a category, unique on an index of all catalogs."""
        return f"{self.name}.{category.name}"
