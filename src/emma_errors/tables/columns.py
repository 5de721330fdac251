"""Guess the columns of a published table by its header, in English or Chinese."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from .sheet import Sheet
from .table import EVERY, REQUIRED

__all__ = ("columns_of", "is_export", "is_table", "unknown", "with_header")

# The known headers of each column, the most specific first, without spaces and punctuation.
_HEADERS = {
    "code": "code errorcode errcode errno errornumber errornum errnum returncode retcode resultcode"
    " ret rc result numericcode codenumber hresult sqlstate errorid id number no num value decimal"
    " 错误码 錯誤碼 错误代码 錯誤代碼 返回码 返回碼 返回代码 业务错误码 代码 代碼 响应码 编码 编号"
    " 編號 错误编号 状态码 狀態碼 全局返回码 statuscode status error",
    "subcode": "subcode suberrorcode errorsubcode subcodes suberror detailcode"
    " 子错误码 子错误代码 明细错误码 明细返回码 明细码 子代码 子码 業務錯誤子碼",
    "name": "name symbolicname symbol constant constantname conditionname errorname codename enum"
    " identifier macro mnemonic key errorkey returnvalue statusname type error"
    " 名称 名稱 错误名 错误名称 錯誤名稱 标识 標識 宏 英文名 英文名称 常量",
    "http_status": "httpstatus httpcode httpstatuscode httpresponsecode httpresponse http"
    " http状态码 http狀態碼 http状态 http返回码 http响应码 http码 statuscode status"
    " 状态码 狀態碼",
    "category": "category group module section class area domain type errortype"
    " 分类 分類 类别 類別 模块 类型 類型 错误类型 錯誤類型",
    "subcategory": "subcategory subgroup 子分类 子分類 子类别",
    "message": "submsg suberrormessage message msg errmsg errormessage errormsg errortext text wire"
    " messagetext title"
    " 错误信息 錯誤訊息 错误消息 返回信息 返回消息 返回描述 提示信息 错误提示 提示 訊息 消息 信息"
    " errordescription description desc meaning reason error"
    " 错误描述 錯誤描述 错误码描述 错误说明 返回码说明 描述 说明 說明 含义 含義",
    "description": "description desc explanation details detail longdescription meaning definition"
    " cause reason notes note remarks remark comment comments help"
    " 描述 说明 說明 详细说明 详细描述 含义 含義 备注 備註 原因 错误原因 错误描述 错误说明",
    "en": "en english englishtext messageen enmessage errormessageen 英文 英文描述 英文说明"
    " 英文信息 英文错误信息",
    "zh": "zh chinese chinesetext zhcn zhtw zhhans zhhant messagezh zhmessage 中文 中文描述"
    " 中文说明 中文信息 中文错误信息 中文提示",
    "params": "params parameters arguments args placeholders 参数 參數",
    "advice": "advice",
    "fallback": "fallback",
    "success": "success issuccess",
}
# Columns that only `export` writes.
_EXPORTED = ("error_type", "catalog", "is_primary")
_NUMBER = re.compile(r"[-−]?\d+(\.0)?|0[xX][0-9a-fA-F]+")


def columns_of(sheet: Sheet, given: Mapping[str, str]) -> dict[str, int]:
    """Return the index of each of our columns in a sheet; none if it has no codes.

    Args:
        sheet: The table.
        given: The headers from the command line, by our columns.
    """
    columns = _labelled(sheet, given)
    if is_export(sheet):  # its other columns follow from these
        return columns
    heads = [_head(label) for label in sheet.header]
    for column in _ORDER:
        guess = None if column in columns else _guessed(column, heads, sheet, columns)
        if guess is not None:
            columns[column] = guess
    if "code" not in columns:
        columns |= _codes_by_content(sheet, columns)
    if "code" not in columns:
        return {}
    if "name" not in columns and (beside := _number_beside(sheet, heads, columns)) is not None:
        columns |= {"name": columns["code"], "code": beside}
    if "message" not in columns and "description" in columns:
        columns["message"] = columns.pop("description")
    for language in ("en", "zh"):
        if language in columns:
            columns.setdefault("message", columns[language])
    return _with_others(sheet, columns)


def _labelled(sheet: Sheet, given: Mapping[str, str]) -> dict[str, int]:
    """Return the index of each column that the command line or one of our own headers names."""
    plain = [_plain(label) for label in sheet.header]
    columns = {
        column: plain.index(_plain(label))
        for column, label in given.items()
        if _plain(label) in plain
    }
    for number, label in enumerate(sheet.header):
        if _is_ours(label) and label not in columns and number not in columns.values():
            columns[label] = number
    return columns


# Statuses come before codes, because a header such as "status" may mean either.
_ORDER = (
    *("http_status", "subcode", "code", "name", "en", "zh", "message", "description"),
    *("category", "subcategory", "params", "fallback", "success"),
)


def with_header(sheet: Sheet) -> Sheet:
    """Return a table with a header; if it has none, make one from the cells of each column."""
    if not any(map(_NUMBER.fullmatch, sheet.header)):
        return sheet
    rows = [(sheet.rows[0][0] - 1, sheet.header), *sheet.rows]
    columns = [[cells[number] for _, cells in rows] for number in range(len(sheet.header))]
    header = [f"column {number}" for number in range(1, len(columns) + 1)]
    code = next(number for number, cell in enumerate(sheet.header) if _NUMBER.fullmatch(cell))
    header[code] = "code"
    texts = [number for number in range(len(columns)) if number != code]
    longest = max(texts, key=lambda number: len("".join(columns[number])), default=code)
    for number in texts:
        if number == longest:
            header[number] = "message"
        elif "name" not in header and all(re.fullmatch(r"\w+", cell) for cell in columns[number]):
            header[number] = "name"
    return Sheet(header, rows)


def is_export(sheet: Sheet) -> bool:
    """Return whether a table is what `emma-errors export` writes."""
    return set(_EXPORTED) <= set(sheet.header)


def is_table(sheet: Sheet) -> bool:
    """Return whether a table has only columns that `generate` accepts."""
    return all(map(_is_ours, sheet.header)) and set(REQUIRED) <= set(sheet.header)


def unknown(given: Mapping[str, str], sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield what is wrong with the columns that the command line names."""
    headers = list(dict.fromkeys([label for sheet in sheets for label in sheet.header if label]))
    for column, label in given.items():
        if not _is_ours(column):
            near = get_close_matches(column, EVERY, 1) or EVERY
            yield f"unknown column {column!r}: choose from {', '.join(near)}, or x_{column}"
        elif _plain(label) not in map(_plain, headers):
            near = get_close_matches(label, headers, 3) or headers
            yield f"there is no header {label!r}: choose from {', '.join(near)}"


def _is_ours(column: str) -> bool:
    """Return whether a table of ours may have a column."""
    return column in EVERY or re.fullmatch(r"x_\w+", column) is not None


def _plain(label: str) -> str:
    """Return a header for comparison: without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", label).casefold())


def _head(label: str) -> str:
    """Return a header for comparison, without a remark in brackets."""
    head = re.sub(r"\(.*", "", unicodedata.normalize("NFKC", label), flags=re.DOTALL)
    return _plain(head) or _plain(label)


def _guessed(
    column: str, plain: Sequence[str], sheet: Sheet, columns: Mapping[str, int]
) -> int | None:
    """Return the index of the column with a known header, or None."""
    words = _HEADERS[column].split()
    taken = set(columns.values())
    ranked = [
        (words.index(label), number)
        for number, label in enumerate(plain)
        if label in words and number not in taken
    ]
    ranked += [
        (len(words), number)
        for number, label in enumerate(plain)
        if column == "code"
        and number not in taken
        and re.search(r"code|错误码|錯誤碼|返回码", label)
    ]
    for _, number in sorted(ranked):
        cells = [cells[number] for _, cells in sheet.rows if cells[number]]
        if column == "http_status" and not _are_statuses(plain[number], cells, plain):
            continue
        if column == "name" and (
            all(map(_NUMBER.fullmatch, cells)) or _groups(sheet, number, columns.get("code"))
        ):
            continue
        return number
    return None


def _are_statuses(label: str, cells: Sequence[str], plain: Sequence[str]) -> bool:
    """Return whether a column contains HTTP statuses, and another column the codes."""
    if "http" in label:
        return True
    like = [cell for cell in cells if re.match(r"(HTTP\s*)?[1-5]\d\d\b", cell, re.IGNORECASE)]
    if not cells or len(like) < len(cells) * 0.8:
        return False
    codes = set(_HEADERS["code"].split()) - set(_HEADERS["http_status"].split()) - {"error", "id"}
    return any(other in codes for other in plain)


def _groups(sheet: Sheet, number: int, code: int | None) -> bool:
    """Return whether a column contains categories: half of its cells or more have several codes.

    A few symbols with two codes do not make one: PostgreSQL has some.
    """
    if code is None:
        return False
    codes: dict[str, set[str]] = {}
    for _, cells in sheet.rows:
        codes.setdefault(cells[number], set()).add(cells[code])
    shared = [cells for _, cells in sheet.rows if cells[number] and len(codes[cells[number]]) > 1]
    return 2 * len(shared) >= len(sheet.rows)


def _codes_by_content(sheet: Sheet, columns: Mapping[str, int]) -> dict[str, int]:
    """Return the column of codes if no header names it: the first of numbers, or the names."""
    for number in range(len(sheet.header)):
        cells = [cells[number] for _, cells in sheet.rows]
        numbers = [cell for cell in cells if _NUMBER.fullmatch(cell)]
        if number not in columns.values() and len(numbers) >= 0.8 * len(cells):
            return {"code": number}
    for column in ("subcode", "name"):
        if column in columns:
            return {"code": columns[column]}
    return {}


def _number_beside(sheet: Sheet, heads: Sequence[str], columns: Mapping[str, int]) -> int | None:
    """Return the index of the column of numbers if the codes are symbols, as in gRPC's table."""
    symbols = [cells[columns["code"]] for _, cells in sheet.rows]
    for number, head in enumerate(heads):
        cells = [cells[number] for _, cells in sheet.rows]
        if (
            head in ("number", "num", "no", "value", "decimal", "integer")
            and number not in columns.values()
            and all(map(_NUMBER.fullmatch, cells))
            and not any(map(_NUMBER.fullmatch, symbols))
        ):
            return number
    return None


def _with_others(sheet: Sheet, columns: dict[str, int]) -> dict[str, int]:
    """Return the columns and all other ones of the sheet, each under a name with `x_`."""
    named = dict(columns)
    for number, label in enumerate(sheet.header):
        if number in columns.values() or not any(cells[number] for _, cells in sheet.rows):
            continue
        word = re.sub(r"\W+", "_", label.lower()).strip("_").removeprefix("x_")
        name = f"x_{word or number + 1}"
        named[name if name not in named else f"{name}_{number + 1}"] = number
    return named
