"""The page of a code: its definitions, what to do, how to raise and catch it, related codes."""

import json
from collections.abc import Callable
from html import escape

from emma_errors.model import Definition

from .document import block, code, document, href, label, nav, pair, texts, verbatim, words
from .facts import classes, error_type, imports, literal, raising, remedy, status
from .words import WORDS, script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from emma_errors.errors import ApiError

    from .pages import Shown
else:
    ApiError = Shown = object

__all__ = ("page",)

_RELATIONS = {"prev": "Previous", "next": "Next"}

_LISTED = 5  # the most related codes that a page lists; for more it links to the index


def page(catalog: Shown, position: int) -> str:
    """Return the page of a code, by its position in `catalog.codes`."""
    language = catalog.language
    definitions = catalog.codes[position]
    first = definitions[0]
    number = escape(str(first.code))
    trail = [
        ("../../index.html", words("Error codes", language)),
        ("../index.html", words(catalog.title, language)),
    ]
    if len(definitions) == 1:
        heading = f'<h1 id="{first.name}">{number} {code(first.name)}</h1>\n'
        parts = _definition(catalog, first, "h2")
    else:
        count = words(
            "This code is defined {count} times.", language, "p", count=str(len(definitions))
        )
        decides = words(
            "In a response, the message decides which definition applies. If it matches none, "
            "the error is {category}, with the code and no definition.",
            language,
            "p",
            category=code(f"{_module(catalog)}.{classes(first)[1]}"),
        )
        heading = f"<h1>{number}</h1>\n{count}\n{decides}\n"
        parts = "".join(
            f'<article>\n<h2 id="{definition.name}">{code(definition.name)}</h2>\n'
            f"{_definition(catalog, definition, 'h3')}</article>\n"
            for definition in definitions
        )
    title = f"{first.code} {', '.join([d.name for d in definitions])} – {catalog.title}"
    main = "".join(
        [heading, parts, _kind(catalog, position), _neighbours(catalog, position), _copy(language)]
    )
    return document(title, "../../", language, trail, main)


def _module(catalog: Shown) -> str:
    """Return the name of a catalog's package where it is imported."""
    return catalog.package.rpartition(".")[2]


def _definition(catalog: Shown, definition: Definition, heading: str) -> str:
    """Return the section of a definition; its headings are `heading`, `h2` or `h3`."""
    language = catalog.language

    def section(title: str, body: str) -> str:
        return f"<section>\n<{heading}>{words(title, language)}</{heading}>\n{body}</section>\n"

    parts = [
        f'<div class="texts">{texts(definition, language, "p")}</div>\n',
        _reached(definition, language),
        section("What it means", _facts(definition, language)),
        section("What to do about it", words(remedy(definition), language, "p") + "\n"),
    ]
    if not definition.success:
        exact, category, base = [f"{_module(catalog)}.{name}" for name in classes(definition)]
        raised = f"{imports(catalog.package)}\n{raising(definition, catalog.package)}"
        caught = f"""{imports(catalog.package, "raise_for_error")}
try:
    raise_for_error(response)
except {exact}:
    ...
except {category}:
    ...  # any other of its category
except {base}:
    ...  # any other of {catalog.title}
"""
        parts += [
            section("How to raise it", block(raised)),
            section("How to catch it", block(caught)),
        ]
    return "".join(parts)


def _facts(definition: Definition, language: str) -> str:
    """Return the list of a definition's attributes."""
    labels = [definition.category, *([definition.subcategory] if definition.subcategory else [])]
    no_status = definition.http_status is None
    facts = [
        ("Error type", f'<span class="copy">{code(error_type(definition))}</span>'),
        ("HTTP status", words("none", language) if no_status else escape(status(definition))),
        ("Category", " / ".join([label(each, language) for each in labels])),
    ]
    if definition.advice is not None:
        facts.append(("Advice", code(definition.advice.value)))
    facts.append(
        ("Message on the wire", verbatim(definition.message, definition, language)),
    )
    if definition.description:
        described = verbatim(definition.description, definition, language)
        facts.append(("Description in the table", described))
    if not definition.success:
        facts.append(("Example body", block(_example(definition))))
    listed = "".join(
        f"<div><dt>{words(term, language)}</dt><dd>{fact}</dd></div>\n" for term, fact in facts
    )
    return f"<dl>\n{listed}</dl>\n"


def _reached(definition: Definition, language: str) -> str:
    """Return how a lookup finds one definition of several; nothing if there is only one."""
    member = definition.code
    if len(member.definitions) == 1:
        return ""
    from emma_errors import lookup

    # If another catalog has the code or the name too, the enum distinguishes them.
    key = str(member) if isinstance(member, int) else literal(str(member))
    if lookup.find(str(member)).code is not member:
        key = f"{type(member).__name__}({key})"
    if definition is member.definition:
        find = code(f"lookup.find({key})")
        return words("{find} returns this definition.", language, "p", find=find) + "\n"
    message = literal(definition.message.replace("%%", "%"))
    find = code(f"lookup.find({key}, message={message})")
    if lookup.find(definition.name) is not definition:
        return words("Get it with {find}.", language, "p", find=find) + "\n"
    name = code(f"lookup.find({literal(definition.name)})")
    return words("Get it with {name} or {find}.", language, "p", name=name, find=find) + "\n"


def _example(definition: Definition) -> str:
    """Return a body as the API sends it, with the names of the parameters as arguments."""
    made: Callable[..., ApiError] = definition.exception
    return json.dumps(made(*definition.params).to_wire(), ensure_ascii=False)


def _link(catalog: Shown, position: int, rel: str = "") -> str:
    """Return a link to the page of another code."""
    first = catalog.codes[position][0]
    above = f"<small>{words(_RELATIONS[rel], catalog.language)}</small> " if rel else ""
    attribute = f' rel="{rel}"' if rel else ""
    return (
        f'<a{attribute} href="../{href(catalog.segments[position])}/index.html">{above}'
        f"<b>{escape(str(first.code))}</b> <span>{texts(first, catalog.language)}</span></a>"
    )


def _kind(catalog: Shown, position: int) -> str:
    """Return links to the codes of the same category and subcategory, or one to the index."""
    language = catalog.language
    first = catalog.codes[position][0]
    others = [at for at in catalog.kinds[first.category, first.subcategory] if at != position]
    if not others:
        return ""
    heading = f"<h2>{words('Related codes', language)}</h2>\n"
    if len(others) <= _LISTED:
        listed = "".join([f"<li>{_link(catalog, other)}</li>\n" for other in others])
        return f"{heading}<ul>\n{listed}</ul>\n"
    key = catalog.key(first.category)
    _, of_category = catalog.categories[key]
    english = "All {count} codes in {category}"
    en, zh = [
        text.format(count=len(of_category), category=escape(name))
        for text, name in (
            (english, first.category.en),
            (WORDS[english][script(language)], first.category.zh),
        )
    ]
    link = f'<a href="../index.html?category={key}#{key}">{pair(en, zh, language)}</a>'
    return f"{heading}<p>{link}</p>\n"


def _neighbours(catalog: Shown, position: int) -> str:
    """Return links to the codes before and after."""
    around: list[str] = []
    if position:
        around.append(_link(catalog, position - 1, "prev"))
    if position + 1 < len(catalog.codes):
        around.append(_link(catalog, position + 1, "next"))
    return nav("Adjacent codes", catalog.language, "".join([f"{each}\n" for each in around]))


def _copy(language: str) -> str:
    """Return the button to copy code and its confirmation, which the script inserts."""
    return (
        f'<template><button type="button">{words("Copy", language)}</button></template>\n'
        f'<p class="copied" role="status" hidden>{words("Copied.", language)}</p>\n'
    )
