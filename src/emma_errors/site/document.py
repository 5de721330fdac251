"""The frame of every page and the pieces of HTML that pages are made of."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from emma_errors.model import Definition

from .facts import named
from .words import WORDS, script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .facts import LabelFacts
else:
    LabelFacts = object

__all__ = (
    "block",
    "both",
    "code",
    "document",
    "href",
    "label",
    "nav",
    "pair",
    "texts",
    "verbatim",
    "words",
)


def pair(en: str, zh: str, language: str, tag: str = "span") -> str:
    """Return HTML texts in both languages, each of which the language switch can hide."""
    if en == zh or not en or not zh:
        return f"<{tag}>{en or zh}</{tag}>"
    return f'<{tag} lang="en">{en}</{tag}> <{tag} lang="{language}">{zh}</{tag}>'


def words(english: str, language: str, tag: str = "span", **values: str) -> str:
    """Return a word of the pages in both languages; any other text unchanged.

    Args:
        english: The words in English; a key of `WORDS`, or the title of a catalog of your own.
        language: The language tag of the Chinese texts on the page.
        tag: The element that holds each.
        values: The HTML in the place of each name in braces.
    """
    chinese = WORDS.get(english)
    if chinese is None:
        return f"<{tag}>{escape(english)}</{tag}>"
    en, zh = english, chinese[script(language)]
    if values:
        en, zh = en.format(**values), zh.format(**values)
    return pair(en, zh, script(language), tag)


def both(english: str, language: str) -> str:
    """Return a word of the pages in both languages, for a place without markup."""
    return f"{english} {WORDS[english][script(language)]}"


def texts(definition: Definition, language: str, tag: str = "span") -> str:
    """Return both display texts of a definition."""
    en, zh = [_filled(text, definition) for text in (definition.en, definition.zh)]
    return pair(en, zh, language, tag)


def label(labelled: LabelFacts, language: str) -> str:
    """Return both texts of a category or subcategory."""
    return pair(escape(labelled.en), escape(labelled.zh), language)


def verbatim(template: str, definition: Definition, language: str) -> str:
    """Return a text of the table, with its language for screen readers."""
    chinese = any("\u3400" <= sign <= "\u9fff" for sign in template)
    lang = f' lang="{language}"' if chinese else ""
    return f"<samp{lang}>{_filled(template, definition)}</samp>"


def _filled(template: str, definition: Definition) -> str:
    """Return a text with its parameters marked up."""
    return named(escape(template, quote=False), definition.params, "<var>{%s}</var>")


def code(text: str) -> str:
    """Return a name or a line of source that may wrap after an underscore."""
    return f"<code>{escape(text, quote=False).replace('_', '_<wbr>')}</code>"


def block(text: str) -> str:
    """Return lines of source, to which the script adds a button to copy them."""
    return f'<pre class="copy"><code>{escape(text.strip(), quote=False)}</code></pre>\n'


def nav(english: str, language: str, links: str) -> str:
    """Return links with a name for screen readers."""
    return (
        f'<nav class="{english.lower()}" aria-label="{both(english, language)}">\n{links}</nav>\n'
    )


def href(path: str) -> str:
    """Return a relative path for an HTML attribute."""
    return escape(quote(path))


def document(
    title: str,
    root: str,
    language: str,
    trail: Iterable[tuple[str, str]],
    main: str,
    *,
    index: bool = False,
) -> str:
    """Return a page.

    Args:
        title: Its title, text.
        root: The relative address of the site's folder, such as `../../`.
        language: The Chinese of its words.
        trail: The pages above it: the address of each and what it is called, HTML.
        main: What it holds, HTML.
        index: Whether it has rows to search in.
    """
    chinese = script(language)
    above = "".join(f'<li><a href="{address}">{name}</a></li>\n' for address, name in trail)
    if above:
        above = nav("Breadcrumb", language, f"<ol>\n{above}</ol>\n")
    search = both("Search", language)
    return f"""<!doctype html>
<html lang="en" data-chinese="{chinese}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title, quote=False)}</title>
<link rel="canonical" href="./">
<link rel="icon" href="{root}icon.svg">
<link rel="stylesheet" href="{root}style.css">
<script src="{root}script.js"></script>
</head>
<body{' class="index"' if index else ""}>
<header>
{above}<div class="languages" role="group" aria-label="{both("Language", language)}">
<button type="button" data-show=""><span lang="en">EN</span> + <span lang="{chinese}">中</span>\
</button>
<button type="button" data-show="en" lang="en">English</button>
<button type="button" data-show="zh" lang="{chinese}">中文</button>
</div>
</header>
<form{' id="search"' if index else ""} role="search" action="{root}index.html">
<input type="search" name="q" placeholder="{search}" data-en="Search" \
data-zh="{WORDS["Search"][chinese]}" aria-label="{search}" \
aria-keyshortcuts="/" autocomplete="off" autocapitalize="off" spellcheck="false">\
{"<output></output>" if index else ""}
</form>
<main>
{main}</main>
</body>
</html>
"""
