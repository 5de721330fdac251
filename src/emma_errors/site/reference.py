"""The reference of one catalog in Markdown, with a section for each code."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from emma_errors.http import segment

from .facts import classes, imports, literal, named, raising, remedy, status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .facts import Facts, LabelFacts
else:
    Facts = LabelFacts = object

__all__ = ("markdown",)


def markdown(title: str, rows: Sequence[Facts], *, package: str | None = None) -> str:
    """Return the reference of a catalog in Markdown, with a section and an anchor for each code.

    Args:
        title: The name of the API, such as `"PIXNET's Emma API"`.
        rows: The rows of the table, in its order.
        package: The generated package, such as `"myshop.errors"`; by default the module of
            `emma_errors` with the catalog's name.
    """
    package = package or f"emma_errors.{rows[0].catalog}"
    codes: dict[str, list[Facts]] = {}
    for row in rows:
        codes.setdefault(str(row.code), []).append(row)
    groups: dict[str, list[list[Facts]]] = {}
    for definitions in codes.values():
        groups.setdefault(str(definitions[0].category), []).append(definitions)
    blocks = [f"# {_text(title)}", _contents(rows, codes, groups)]
    blocks += [f"```python\n{imports(package)}```"]
    for group in groups.values():
        blocks.append(f"## {_pair(group[0][0].category)}")
        for definitions in group:
            blocks += _section(definitions, package)
    return "\n\n".join(blocks) + "\n"


def _contents(
    rows: Sequence[Facts], codes: dict[str, list[Facts]], groups: dict[str, list[list[Facts]]]
) -> str:
    """Return the number of codes, and a link to each section."""
    count = f"{len(codes)} codes" if len(codes) != 1 else "1 code"
    if len(rows) != len(codes):
        count += f", {len(rows)} definitions"
    lines = [f"{count}.", ""]
    for group in groups.values():
        codes_of = [str(definitions[0].code) for definitions in group]
        links = " ".join(f"[{_text(code)}](#{quote(segment(code))})" for code in codes_of)
        lines.append(f"- {_pair(group[0][0].category)}: {links}")
    return "\n".join(lines)


def _section(definitions: list[Facts], package: str) -> Iterator[str]:
    """Yield the section of a code: its one definition, or a part for each of several."""
    code = str(definitions[0].code)
    anchor = f'<a id="{segment(code)}"></a>'
    if len(definitions) == 1:
        yield anchor
        yield f"### {_text(code)} {_text(definitions[0].name)}"
        yield _facts(definitions[0], package)
        return
    yield anchor
    yield f"### {_text(code)}"
    key = code if isinstance(definitions[0].code, int) else literal(code)
    first = _code(f"lookup.find({key})")
    yield f"Defined {len(definitions)} times. {first} returns the first definition."
    for row in definitions:
        yield f'<a id="{row.name}"></a>'
        yield f"#### {_text(row.name)}"
        yield _facts(row, package)
        if row is not definitions[0]:
            name, message = literal(row.name), literal(row.message.replace("%%", "%"))
            lookups = _code(f"lookup.find({name})"), _code(f"lookup.find({key}, message={message})")
            yield f"Get it with {lookups[0]} or {lookups[1]}."


def _facts(row: Facts, package: str) -> str:
    """Return the texts of a definition and the list of its facts."""
    texts = [_text(named(text, row.params)) for text in dict.fromkeys((row.en, row.zh))]
    labels = [row.category, *([row.subcategory] if row.subcategory else [])]
    facts = [
        f"HTTP status: {status(row)}",
        f"Category: {' / '.join(map(_pair, labels))}",
        f"On the wire: {_code(named(row.message, row.params))}",
    ]
    if row.description:
        facts.append(f"Described as: {_text(named(row.description, row.params))}")
    facts.append(f"What to do: {remedy(row)}")
    if not row.success:
        module = package.rpartition(".")[2]
        exact, *others = [f"`except {module}.{name}`" for name in classes(row)]
        facts += [f"Raise: `{raising(row, package)}`", f"Catch: {exact}, or {', '.join(others)}"]
    return "  \n".join(texts) + "\n\n" + "\n".join(f"- {fact}" for fact in facts)


def _pair(label: LabelFacts) -> str:
    """Return both texts of a label."""
    return " ".join(map(_text, dict.fromkeys((label.en, label.zh))))


def _text(text: str) -> str:
    """Return a text with Markdown's special characters escaped."""
    # Markdown ignores an underscore between letters and digits, so names stay readable.
    escaped = re.sub(r"[\\`*\[\]<>#|~&!]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])", r"\\\g<0>", text)
    return re.sub(r"^([0-9]*)([-+.)=])", r"\1\\\2", escaped)


def _code(text: str) -> str:
    """Return a text as a code span."""
    fence = "`" * (max(map(len, re.findall(r"`+", text)), default=0) + 1)
    blank = " " if "`" in text else ""
    return f"{fence}{blank}{text}{blank}{fence}"
