"""What the docstrings of generated code say about a row, a label and a catalog."""

from collections.abc import Sequence

from .source import WIDTH, wide
from .table import Row

__all__ = ("capital", "code_range", "fact_texts", "label_texts", "sentence")


def code_range(rows: Sequence[Row]) -> str:
    """Return which codes rows have, or how many of those that are texts."""
    if isinstance(rows[0].code, int):
        return f"codes {rows[0].code} to {rows[-1].code}"
    count = len({row.code for row in rows})
    return f"{count} codes" if count > 1 else f"code {rows[0].code}"


def fact_texts(row: Row) -> list[str]:
    """Return the paragraphs that a hover over a code or a class shows."""
    en, zh = (filled(text, row.params) for text in (row.en, row.zh))
    status = "" if row.http_status is None else f", HTTP {row.http_status}"
    texts = [f"{row.code}{status}: {en}."]
    if zh != en:
        texts.append(sentence(zh))
    if wide(texts[0]) > WIDTH - 7:
        texts[:1] = [f"{row.code}{status}.", f"{en}."]
    if row.message != row.en:
        texts.append(f"On the wire: {filled(row.message, row.params)}")
    if row.advice:
        texts.append(f"Advice: {row.advice}.")
    return texts


def label_texts(en: str, zh: str) -> list[str]:
    """Return both texts of a label in one paragraph, or the one text that there is."""
    return [f"{en}." if en == zh else f"{en}. {sentence(zh)}"]


def capital(title: str) -> str:
    """Return a title as a sentence begins with it."""
    return title[:1].upper() + title[1:]


def filled(template: str, params: Sequence[str]) -> str:
    """Return the text with `{user}` in the place of its `%s`."""
    return template % tuple(f"{{{param}}}" for param in params) if "%" in template else template


def sentence(zh: str) -> str:
    """Return a text with the full stop of its language."""
    return f"{zh}{'.' if zh.isascii() else '。'}"
