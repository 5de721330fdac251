"""The pages as HTML: an index of all catalogs, one of each, and a page a code."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html import escape

from emma_errors.language import CONTENT_LANGUAGE
from emma_errors.model import Definition, folded

from .facts import classes, imports, literal, named, raising, remedy, status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from emma_errors.errors import ApiError
    from emma_errors.lookup import Catalog

    from .facts import LabelFacts

    Chosen: TypeAlias = tuple[tuple[str, Catalog], ...]
else:
    ApiError = Chosen = LabelFacts = object

__all__ = ("Chosen", "chosen", "pages", "rendered")

_ASSETS = ("icon.svg", "script.js", "style.css")

# The words of the pages: English, Traditional Chinese, Simplified Chinese.
_WORDS = {
    english: {"zh-Hant": traditional, "zh-Hans": simplified}
    for english, traditional, simplified in (
        ("Error codes", "錯誤碼", "错误码"),
        ("Code", "錯誤碼", "错误码"),
        ("Text", "說明", "说明"),
        ("Name", "名稱", "名称"),
        ("Breadcrumb", "導覽路徑", "导航路径"),
        ("Catalogs", "錯誤碼表", "错误码表"),
        ("Search", "搜尋", "搜索"),
        ("Language", "語言", "语言"),
        ("No code matches.", "沒有符合的錯誤碼。", "没有符合的错误码。"),
        ("HTTP status", "HTTP 狀態碼", "HTTP 状态码"),
        ("Category", "分類", "分类"),
        ("What it means", "意義", "含义"),
        ("The table describes it as", "原表說明", "原表说明"),
        ("The message on the wire", "訊息原文", "消息原文"),
        ("An example body", "回應內容範例", "响应正文示例"),
        ("What to do about it", "如何處理", "如何处理"),
        ("How to raise it", "如何拋出", "如何抛出"),
        ("How to catch it", "如何捕捉", "如何捕获"),
        ("Neighbours", "相鄰的錯誤碼", "相邻的错误码"),
        ("Others of its kind", "同類的錯誤碼", "同类的错误码"),
        ("Previous", "上一個", "上一个"),
        ("Next", "下一個", "下一个"),
        (
            "This code is defined {count} times.",
            "這個錯誤碼有 {count} 個定義。",
            "这个错误码有 {count} 个定义。",
        ),
        (
            "{find} returns this definition.",
            "{find} 會傳回這個定義。",
            "{find} 会返回这个定义。",
        ),
        ("Get it with {find}.", "可用 {find} 取得。", "可用 {find} 取得。"),
        (
            "Get it with {name} or {find}.",
            "可用 {name} 或 {find} 取得。",
            "可用 {name} 或 {find} 取得。",
        ),
        (
            "In a response, the message decides which definition applies. If it matches none, "
            "the error is {category}, with the code and no definition.",
            "由回應中的訊息判斷是哪一個；若都不符合，則為 {category}，帶有錯誤碼但沒有對應的定義。",
            "由响应中的消息判断是哪一个；若都不符合，则为 {category}，带有错误码但没有对应的定义。",
        ),
        (
            "The fault is transient: send the same request again.",
            "這是暫時性錯誤，請重新傳送同一個請求。",
            "这是暂时性错误，请重新发送同一个请求。",
        ),
        (
            "Sent too often or too soon; send the same request again later.",
            "請求過於頻繁或間隔太短，請稍後再傳送同一個請求。",
            "请求过于频繁或间隔太短，请稍后再发送同一个请求。",
        ),
        (
            "The service is busy or unavailable for now; send the same request again later.",
            "服務忙碌中或暫時無法使用，請稍後再傳送同一個請求。",
            "服务繁忙或暂时不可用，请稍后再发送同一个请求。",
        ),
        (
            "Get a new token or log in again, then send the request again.",
            "請取得新的 Token 或重新登入，再傳送請求。",
            "请获取新的 Token 或重新登录，再发送请求。",
        ),
        (
            "By its HTTP status the error is the client’s. Sending the same request again is not "
            "advised.",
            "依 HTTP 狀態碼判斷，問題出在用戶端，不建議直接重新傳送。",
            "按 HTTP 状态码判断，问题出在客户端，不建议直接重新发送。",
        ),
        (
            "By its HTTP status the error is the server’s. Sending the same request again is not "
            "advised: if it changes data, the change may have been made.",
            "依 HTTP 狀態碼判斷，問題出在伺服器，不建議直接重新傳送；"
            "若請求會變更資料，變更可能已經生效。",
            "按 HTTP 状态码判断，问题出在服务器，不建议直接重新发送；"
            "若请求会修改数据，修改可能已经生效。",
        ),
        (
            "Nothing: this code means success and has no exception class.",
            "這個錯誤碼代表成功，不需處理，也沒有對應的例外類別。",
            "这个错误码表示成功，无需处理，也没有对应的异常类。",
        ),
    )
}


def pages(*names: str) -> dict[str, str]:
    """Return every file of the site, path to text, such as `emma/2101/index.html`.

    Its links are relative, so it works from a folder and below any address.

    Args:
        names: The catalogs to show; all that `emma_errors.lookup` knows if there are none.

    Raises:
        ValueError: a name is none of a catalog.
    """
    return rendered(chosen(names)).copy()


def chosen(names: Sequence[str]) -> Chosen:
    """Return catalogs by their names, or all; raise as `pages` says."""
    from emma_errors.lookup import catalogs

    known = catalogs()
    for name in names:
        if name not in known:
            raise ValueError(f"no catalog is {name!r}: give one of {', '.join(known)}")
    return tuple([(name, known[name]) for name in dict.fromkeys(names or known)])


@cache  # a registered catalog does not change
def rendered(catalogs: Chosen) -> dict[str, str]:
    """Return what `pages` does."""
    from importlib.resources import files

    shown = [_Catalog(name, catalog.TITLE, catalog.DEFINITIONS) for name, catalog in catalogs]
    found = {name: files("emma_errors.site").joinpath(name).read_text("utf-8") for name in _ASSETS}
    found["index.html"] = _index(shown, "")
    for catalog in shown:
        found[f"{catalog.name}/index.html"] = _index([catalog], "../")
        for position, same in enumerate(catalog.codes):
            found[f"{catalog.name}/{same[0].code}/index.html"] = _page(catalog, position)
    return found


class _Catalog:
    """A catalog as the pages show it."""

    def __init__(self, name: str, title: str, definitions: Sequence[Definition]) -> None:
        self.name = name
        self.title = title
        self.package = type(definitions[0].code).__module__.removesuffix(".codes")
        self.language = CONTENT_LANGUAGE.get(name, "zh")
        by_code: dict[object, list[Definition]] = {}
        for definition in definitions:
            by_code.setdefault(definition.code, []).append(definition)
        self.codes = list(by_code.values())


# Pieces


def _pair(en: str, zh: str, language: str, tag: str = "span") -> str:
    """Return a text in both languages, each of which the switch can hide; HTML all."""
    if en == zh or not en or not zh:
        return f"<{tag}>{en or zh}</{tag}>"
    return (
        f'<{tag} class="en" lang="en">{en}</{tag}> <{tag} class="zh" lang="{language}">{zh}</{tag}>'
    )


def _script(language: str) -> str:
    """Return the script of a page's words."""
    # Of plain "zh" it is not known which script its readers prefer; most read this one.
    return "zh-Hant" if language == "zh-Hant" else "zh-Hans"


def _words(english: str, language: str, tag: str = "span", **values: str) -> str:
    """Return words of the pages in both languages."""
    script = _script(language)
    chinese = _WORDS[english][script]
    return _pair(english.format(**values), chinese.format(**values), script, tag)


def _both(english: str, language: str) -> str:
    """Return words of the pages in both languages, where there can be no markup."""
    return f"{english} {_WORDS[english][_script(language)]}"


def _texts(definition: Definition, language: str, tag: str = "span") -> str:
    """Return both display texts of a definition."""
    en, zh = [_filled(text, definition) for text in (definition.en, definition.zh)]
    return _pair(en, zh, language, tag)


def _label(label: LabelFacts, language: str) -> str:
    """Return both texts of a category or subcategory."""
    return _pair(escape(label.en), escape(label.zh), language)


def _filled(template: str, definition: Definition) -> str:
    """Return a text with its parameters marked up."""
    return named(escape(template), definition.params, "<var>{%s}</var>")


def _verbatim(template: str, definition: Definition, language: str) -> str:
    """Return a text of the table, with what it takes to be read aloud."""
    chinese = any("\u3400" <= sign <= "\u9fff" for sign in template)
    lang = f' lang="{language}"' if chinese else ""
    return f"<samp{lang}>{_filled(template, definition)}</samp>"


def _breakable(name: str) -> str:
    """Return a name that may be broken after an underscore."""
    return escape(name).replace("_", "_<wbr>")


def _code(text: str) -> str:
    """Return a line of source."""
    return f"<code>{_breakable(text)}</code>"


def _block(text: str) -> str:
    """Return lines of source, to be scrolled by keyboard too where they are too long."""
    return f'<pre tabindex="0"><code>{escape(text.strip())}</code></pre>\n'


def _nav(english: str, language: str, links: str) -> str:
    """Return links under a name for those who hear the page."""
    return (
        f'<nav class="{english.lower()}" aria-label="{_both(english, language)}">\n{links}</nav>\n'
    )


# Pages


def _document(
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
        index: Whether that is rows to search in.
    """
    script = _script(language)
    above = "".join(f'<li><a href="{address}">{name}</a></li>\n' for address, name in trail)
    if above:
        above = _nav("Breadcrumb", language, f"<ol>\n{above}</ol>\n")
    search = _both("Search", language)
    count = "<output></output>" if index else ""
    return f"""<!doctype html>
<html lang="en" data-chinese="{script}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<link rel="canonical" href="./">
<link rel="icon" href="{root}icon.svg">
<link rel="stylesheet" href="{root}style.css">
<script src="{root}script.js"></script>
</head>
<body{' class="index"' if index else ""}>
<header>
{above}<div class="languages" role="group" aria-label="{_both("Language", language)}">
<button type="button" data-speak=""><span lang="en">EN</span> + <span lang="{script}">中</span>\
</button>
<button type="button" data-speak="en" lang="en">English</button>
<button type="button" data-speak="zh" lang="{script}">中文</button>
</div>
</header>
<form role="search" action="{root}index.html">
<input type="search" name="q" placeholder="{search}" aria-label="{search}" \
aria-keyshortcuts="/" autocomplete="off" autocapitalize="off" spellcheck="false">{count}
</form>
<main>
{main}</main>
</body>
</html>
"""


def _index(catalogs: Sequence[_Catalog], root: str) -> str:
    """Return the index of some catalogs: every definition, in a table a catalog."""
    language = catalogs[0].language
    tables = "".join([_table(catalog, titled=not root) for catalog in catalogs])
    if root:
        title = catalogs[0].title
        heading = escape(title)
        trail = [(f"{root}index.html", _words("Error codes", language))]
    else:
        title = _both("Error codes", language)
        heading = _words("Error codes", language)
        trail = []
    listed = "".join(
        [
            f'<a href="{catalog.name}/index.html">{escape(catalog.title)}</a>\n'
            for catalog in catalogs
        ]
    )
    above = "" if root else _nav("Catalogs", language, listed)
    main = f"""<h1>{heading}</h1>
{above}{tables}<p class="none" hidden>{_words("No code matches.", language)}</p>
"""
    return _document(title, root, language, trail, main, index=True)


def _table(catalog: _Catalog, *, titled: bool) -> str:
    """Return the table of a catalog's definitions, those of a category together."""
    language = catalog.language
    below = f"{catalog.name}/" if titled else ""
    groups: dict[str, list[Definition]] = {}
    for same in catalog.codes:
        groups.setdefault(str(same[0].category), []).extend(same)
    bodies = "".join(
        f"""<tbody>
<tr class="category">
<th colspan="4" scope="rowgroup">{_label(group[0].category, language)}</th>
</tr>
{"".join([_row(definition, language, below) for definition in group])}</tbody>
"""
        for group in groups.values()
    )
    table = f"""<table>
<thead>
<tr>
<th scope="col">{_words("Code", language)}</th>
<th scope="col">{_words("Text", language)}</th>
<th scope="col">{_words("Name", language)}</th>
<th scope="col">HTTP</th>
</tr>
</thead>
{bodies}</table>
"""
    return f"<section>\n<h2>{escape(catalog.title)}</h2>\n{table}</section>\n" if titled else table


def _row(definition: Definition, language: str, below: str) -> str:
    """Return the row of a definition, with what the search compares: see `lookup.search`."""
    told = (
        definition.name,
        definition.message,
        definition.description,
        definition.en,
        definition.zh,
    )
    plain = [text.replace("%%", "%") for text in told if text]
    texts = dict.fromkeys([folded(text).replace("_", " ") for text in plain])
    address = f"{below}{definition.code}/index.html"
    if len(definition.code.definitions) > 1:
        address += f"#{definition.name}"
    return f"""<tr data-code="{definition.code}" data-status="{definition.http_status}" \
data-texts="{escape(chr(10).join(texts))}">
<th scope="row"><a href="{address}">{definition.code}</a></th>
<td>{_texts(definition, language)}</td>
<td><code>{_breakable(definition.name)}</code></td>
<td>{definition.http_status}</td>
</tr>
"""


def _page(catalog: _Catalog, position: int) -> str:
    """Return the page of a code."""
    language = catalog.language
    same = catalog.codes[position]
    code = same[0].code
    trail = [
        ("../../index.html", _words("Error codes", language)),
        ("../index.html", escape(catalog.title)),
    ]
    if len(same) == 1:
        heading = f'<h1 id="{same[0].name}">{code} <code>{_breakable(same[0].name)}</code></h1>\n'
        parts = _definition(catalog, same[0], "h2")
    else:
        count = _words("This code is defined {count} times.", language, "p", count=str(len(same)))
        decides = _words(
            "In a response, the message decides which definition applies. If it matches none, "
            "the error is {category}, with the code and no definition.",
            language,
            "p",
            category=_code(f"{_module(catalog)}.{classes(same[0])[1]}"),
        )
        heading = f"<h1>{code}</h1>\n{count}\n{decides}\n"
        parts = "".join(
            f'<article>\n<h2 id="{definition.name}">'
            f"<code>{_breakable(definition.name)}</code></h2>\n"
            f"{_definition(catalog, definition, 'h3')}</article>\n"
            for definition in same
        )
    title = f"{code} {', '.join([d.name for d in same])} – {catalog.title}"
    return _document(
        title, "../../", language, trail, heading + parts + _neighbours(catalog, position)
    )


def _module(catalog: _Catalog) -> str:
    """Return what a catalog's package is called where it is imported."""
    return catalog.package.rpartition(".")[2]


def _definition(catalog: _Catalog, definition: Definition, heading: str) -> str:
    """Return what there is to say about a definition; its headings are `heading`, `h2` or `h3`."""
    language = catalog.language

    def section(title: str, body: str) -> str:
        return f"<section>\n<{heading}>{_words(title, language)}</{heading}>\n{body}</section>\n"

    labels = [definition.category, *([definition.subcategory] if definition.subcategory else [])]
    facts = [
        ("HTTP status", escape(status(definition))),
        ("Category", " / ".join([_label(label, language) for label in labels])),
        ("The message on the wire", _verbatim(definition.message, definition, language)),
    ]
    if definition.description:
        described = _verbatim(definition.description, definition, language)
        facts.append(("The table describes it as", described))
    if not definition.success:
        facts.append(("An example body", f"<pre><code>{escape(_example(definition))}</code></pre>"))
    listed = "".join(
        f"<div><dt>{_words(term, language)}</dt><dd>{told}</dd></div>\n" for term, told in facts
    )
    parts = [
        f'<div class="texts">{_texts(definition, language, "p")}</div>\n',
        _reached(definition, language),
        section("What it means", f"<dl>\n{listed}</dl>\n"),
        section("What to do about it", _words(remedy(definition), language, "p") + "\n"),
    ]
    if not definition.success:
        own, category, base = [f"{_module(catalog)}.{name}" for name in classes(definition)]
        raised = f"{imports(catalog.package)}\n{raising(definition, catalog.package)}"
        caught = f"""{imports(catalog.package, "raise_for_error")}
try:
    raise_for_error(response)
except {own}:
    ...
except {category}:
    ...  # any other of its category
except {base}:
    ...  # any other of {catalog.title}
"""
        parts += [
            section("How to raise it", _block(raised)),
            section("How to catch it", _block(caught)),
        ]
    return "".join(parts)


def _reached(definition: Definition, language: str) -> str:
    """Return how a lookup finds one definition of several; nothing for the only one."""
    code = definition.code
    if len(code.definitions) == 1:
        return ""
    from emma_errors import lookup

    # Another catalog may have the number or the name too, and then the enum tells them apart.
    number = f"{code}"
    if lookup.find(int(code)).code is not code:
        number = f"{type(code).__name__}({code})"
    if definition is code.definition:
        find = _code(f"lookup.find({number})")
        return _words("{find} returns this definition.", language, "p", find=find) + "\n"
    message = literal(definition.message.replace("%%", "%"))
    find = _code(f"lookup.find({number}, message={message})")
    if lookup.find(definition.name) is not definition:
        return _words("Get it with {find}.", language, "p", find=find) + "\n"
    name = _code(f"lookup.find({literal(definition.name)})")
    words = "Get it with {name} or {find}."
    return _words(words, language, "p", name=name, find=find) + "\n"


def _example(definition: Definition) -> str:
    """Return a body as the API sends it, each parameter filled with its own name."""
    made: Callable[..., ApiError] = definition.exception
    return json.dumps(made(*definition.params).to_wire(), ensure_ascii=False)


def _neighbours(catalog: _Catalog, position: int) -> str:
    """Return links to the codes before and after, and to the others of the same kind."""
    language = catalog.language

    def link(definition: Definition, rel: str = "", word: str = "") -> str:
        attribute = f' rel="{rel}"' if rel else ""
        above = f"<small>{_words(word, language)}</small> " if word else ""
        return (
            f'<a{attribute} href="../{definition.code}/index.html">{above}'
            f"<b>{definition.code}</b> <span>{_texts(definition, language)}</span></a>"
        )

    first = [same[0] for same in catalog.codes]
    here = first[position]
    kind = (here.category, here.subcategory)
    others = [d for d in first if (d.category, d.subcategory) == kind and d is not here]
    listed = "".join([f"<li>{link(other)}</li>\n" for other in others])
    if listed:
        listed = f"<h2>{_words('Others of its kind', language)}</h2>\n<ul>\n{listed}</ul>\n"
    around = [link(near, "prev", "Previous") for near in first[:position][-1:]]
    around += [link(near, "next", "Next") for near in first[position + 1 :][:1]]
    return listed + _nav("Neighbours", language, "".join([f"{one}\n" for one in around]))
