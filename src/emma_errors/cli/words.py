"""The labels and sentences of the command in English, Traditional and Simplified Chinese."""

from collections.abc import Iterable

from ..language import CONTENT_LANGUAGE
from ..model import Advice, Language

__all__ = ("ADVICE", "words")

_WORDS = {
    english: {"zh-Hant": traditional, "zh-Hans": simplified}
    for english, traditional, simplified in (
        ("subcode", "子錯誤碼", "子错误码"),
        ("HTTP status", "HTTP 狀態碼", "HTTP 状态码"),
        ("category", "分類", "分类"),
        ("English", "英文", "英文"),
        ("Chinese", "中文", "中文"),
        ("text", "說明", "说明"),
        ("arguments", "參數", "参数"),
        ("on the wire", "訊息原文", "消息原文"),
        ("described as", "原表說明", "原表说明"),
        ("advice", "建議", "建议"),
        ("catalog", "錯誤碼表", "错误码表"),
        ("code", "錯誤碼", "错误码"),
        ("status", "狀態碼", "状态码"),
        ("name", "名稱", "名称"),
        (
            "send the same request again: the fault is transient",
            "暫時性錯誤，請重送同一請求",
            "暂时性错误，请重新发送同一请求",
        ),
        (
            "wait, then send the same request again",
            "請稍後再重送同一請求",
            "请稍后重新发送同一请求",
        ),
        (
            "get a new token or log in again",
            "請重新取得 Token 或重新登入",
            "请重新获取 Token 或重新登录",
        ),
        (
            "{code} is defined {count} times:",
            "{code} 這個錯誤碼有 {count} 個定義：",
            "{code} 这个错误码有 {count} 个定义：",
        ),
        ("{find} returns this definition", "{find} 會傳回這個定義。", "{find} 会返回这个定义。"),
        ("get it with {find}", "可用 {find} 取得。", "可用 {find} 取得。"),
        ("or with {find}", "或用 {find} 取得。", "或用 {find} 取得。"),
    )
}
"""`raise` and `except` are not among them: they are Python's own words."""

ADVICE = {
    Advice.RETRY: "send the same request again: the fault is transient",
    Advice.BACK_OFF: "wait, then send the same request again",
    Advice.REAUTHENTICATE: "get a new token or log in again",
}


def words(english: str, lang: Language | None, catalogs: Iterable[str]) -> str:
    """Return words in a language; Chinese ones in the script of the catalogs' texts.

    Args:
        english: The words in English.
        lang: `"zh"` for Chinese; `"en"` and None for English.
        catalogs: The catalogs whose texts are shown with the words. Traditional Chinese is for
            those with a text in it, Simplified Chinese for all others, as on the pages.
    """
    if lang != "zh" or english not in _WORDS:
        return english
    scripts = {CONTENT_LANGUAGE.get(catalog, "zh") for catalog in catalogs}
    return _WORDS[english]["zh-Hant" if "zh-Hant" in scripts else "zh-Hans"]
