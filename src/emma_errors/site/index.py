"""The index of one catalog or of several: every definition in a table, with filters."""

from collections.abc import Iterable, Sequence
from html import escape

from emma_errors.model import Definition

from .document import both, code, document, href, label, nav, texts, words
from .facts import status
from .words import WORDS, script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .pages import Shown
else:
    Shown = object

__all__ = ("index",)


def index(catalogs: Sequence[Shown], root: str) -> str:
    """Return the index of some catalogs: every definition, in a table for each catalog.

    Args:
        catalogs: The catalogs.
        root: The relative address of the site's folder: empty for the index of all, `../` for
            that of one catalog.
    """
    language = catalogs[0].language
    tables = "".join([_table(catalog, titled=not root) for catalog in catalogs])
    if root:
        title = f"{catalogs[0].title} – {both('Error codes', language)}"
        heading, above = words(catalogs[0].title, language), ""
        trail = [(f"{root}index.html", words("Error codes", language))]
    else:
        title, heading = both("Error codes", language), words("Error codes", language)
        links = [
            f'<a href="{href(f"{catalog.name}/index.html")}">'
            f"{words(catalog.title, catalog.language)}</a>\n"
            for catalog in catalogs
        ]
        above = nav("Catalogs", language, "".join(links))
        trail = []
    none = words("No code matches.", language)
    main = f"""<h1>{heading}</h1>
{above}{_filters(catalogs, language)}{tables}<p class="none" hidden>{none}</p>
"""
    return document(title, root, language, trail, main, index=True)


def _filters(catalogs: Sequence[Shown], language: str) -> str:
    """Return the filters for catalog, category, status and advice."""
    rows = [row for catalog in catalogs for definitions in catalog.codes for row in definitions]
    statuses = {str(row.http_status): status(row) for row in rows if row.http_status is not None}
    advices = dict.fromkeys([row.advice.value for row in rows if row.advice is not None])
    categories = "".join([_categories(catalog, grouped=len(catalogs) > 1) for catalog in catalogs])
    parts = [
        _filter(
            "Catalog",
            language,
            "".join([_option(catalog.name, *_names(catalog)) for catalog in catalogs]),
        ),
        _filter("Category", language, categories),
        _filter("HTTP status", language, _options(sorted(statuses.items()))),
        _filter("Advice", language, _options([(advice, advice) for advice in advices])),
    ]
    clear = f'<button type="reset" form="search">{words("Clear", language)}</button>\n'
    return f'<div class="filters">\n{"".join(parts)}{clear}</div>\n'


def _filter(english: str, language: str, options: str) -> str:
    """Return a filter with its name; nothing if there is only one choice."""
    if options.count("<option") < 2:
        return ""
    name = english.removeprefix("HTTP ").lower()
    every = _option("", "All", WORDS["All"][script(language)])
    return (
        f"<label>{words(english, language)}\n"
        f'<select name="{name}" form="search" autocomplete="off">\n'
        f"{every}{options}</select></label>\n"
    )


def _option(value: str, en: str, zh: str) -> str:
    """Return a choice of a filter, which the script shows in the chosen language."""
    value, en, zh = escape(value), escape(en), escape(zh)
    if en == zh or not en or not zh:
        return f'<option value="{value}">{en or zh}</option>\n'
    return f'<option value="{value}" data-en="{en}" data-zh="{zh}">{en} {zh}</option>\n'


def _options(options: Iterable[tuple[str, str]]) -> str:
    """Return choices that have the same text in both languages."""
    return "".join([_option(value, text, text) for value, text in options])


def _names(catalog: Shown) -> tuple[str, str]:
    """Return the English and the Chinese title of a catalog."""
    chinese = WORDS.get(catalog.title, {}).get(script(catalog.language), catalog.title)
    return catalog.title, chinese


def _categories(catalog: Shown, *, grouped: bool) -> str:
    """Return the choice of each category of a catalog."""
    options = "".join([_option(key, of.en, of.zh) for key, (of, _) in catalog.categories.items()])
    if not grouped:
        return options
    en, zh = map(escape, _names(catalog))
    spoken = f'label="{en}"' if en == zh else f'label="{en} {zh}" data-en="{en}" data-zh="{zh}"'
    return f"<optgroup {spoken}>\n{options}</optgroup>\n"


def _table(catalog: Shown, *, titled: bool) -> str:
    """Return the table of a catalog's definitions, grouped by category."""
    language = catalog.language
    below = f"{catalog.name}/" if titled else ""
    bodies: list[str] = []
    for key, (category, positions) in catalog.categories.items():
        rows = [
            _row(definition, language, below + href(catalog.segments[position]))
            for position in positions
            for definition in catalog.codes[position]
        ]
        bodies.append(f"""<tbody id="{key}" data-category="{key}">
<tr class="category">
<th colspan="5" scope="rowgroup">{label(category, language)}</th>
</tr>
{"".join(rows)}</tbody>
""")
    table = f"""<table data-catalog="{catalog.name}">
<thead>
<tr>
<th scope="col">{words("Code", language)}</th>
<th scope="col">{words("Text", language)}</th>
<th scope="col">{words("Name", language)}</th>
<th scope="col">{words("Advice", language)}</th>
<th scope="col">HTTP</th>
</tr>
</thead>
{"".join(bodies)}</table>
"""
    if not titled:
        return table
    return f"<section>\n<h2>{words(catalog.title, language)}</h2>\n{table}</section>\n"


def _row(definition: Definition, language: str, folder: str) -> str:
    """Return the row of a definition, with the hidden texts that the search compares.

    Args:
        definition: The definition.
        language: The language tag of its Chinese text.
        folder: The address of its code's page, without the file.
    """
    hidden = "".join(
        f' data-{name}="{escape(text.replace("%%", "%"))}"'
        for name, text in (
            ("message", definition.message),
            ("description", definition.description),
        )
        if text and text not in (definition.en, definition.zh)
    )
    fragment = f"#{definition.name}" if len(definition.code.definitions) > 1 else ""
    advice = "" if definition.advice is None else code(definition.advice.value)
    number = definition.http_status
    shown = words("none", language) if number is None else str(number)
    return f"""<tr data-code="{escape(str(definition.code))}"{hidden}>
<th scope="row"><a href="{folder}/index.html{fragment}">{escape(str(definition.code))}</a></th>
<td>{texts(definition, language)}</td>
<td>{code(definition.name)}</td>
<td>{advice}</td>
<td>{shown}</td>
</tr>
"""
