"""The words of the pages in English, Traditional Chinese and Simplified Chinese."""

__all__ = ("WORDS", "script")

WORDS = {
    english: {"zh-Hant": traditional, "zh-Hans": simplified}
    for english, traditional, simplified in (
        ("Error codes", "錯誤碼", "错误码"),
        ("Code", "錯誤碼", "错误码"),
        ("Text", "說明", "说明"),
        ("Name", "名稱", "名称"),
        ("Breadcrumb", "導覽路徑", "导航路径"),
        ("Catalogs", "錯誤碼表", "错误码表"),
        ("Search", "搜尋", "搜索"),
        ("Catalog", "錯誤碼表", "错误码表"),
        ("Advice", "建議", "建议"),
        ("All", "全部", "全部"),
        ("Clear", "清除", "清除"),
        ("Copy", "複製", "复制"),
        ("Copied.", "已複製。", "已复制。"),
        ("none", "無", "无"),
        ("PIXNET's Emma API", "痞客邦 Emma API", "痞客邦 Emma API"),
        ("Baidu's open API", "百度開放平台 API", "百度开放平台 API"),
        ("Language", "語言", "语言"),
        ("No code matches.", "沒有符合的錯誤碼。", "没有符合的错误码。"),
        ("Error type", "錯誤類型", "错误类型"),
        ("HTTP status", "HTTP 狀態碼", "HTTP 状态码"),
        ("Category", "分類", "分类"),
        ("What it means", "意義", "含义"),
        ("Description in the table", "原表說明", "原表说明"),
        ("Message on the wire", "訊息原文", "消息原文"),
        ("Example body", "回應內容範例", "响应正文示例"),
        ("What to do about it", "如何處理", "如何处理"),
        ("How to raise it", "如何拋出", "如何抛出"),
        ("How to catch it", "如何捕捉", "如何捕获"),
        ("Adjacent codes", "相鄰的錯誤碼", "相邻的错误码"),
        ("Related codes", "同類的錯誤碼", "同类的错误码"),
        (
            "All {count} codes in {category}",
            "「{category}」類的全部 {count} 個錯誤碼",
            "“{category}”类的全部 {count} 个错误码",
        ),
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
            "The HTTP status means an error of the client. Sending the same request again is not "
            "advised.",
            "依 HTTP 狀態碼判斷，問題出在用戶端，不建議直接重新傳送。",
            "按 HTTP 状态码判断，问题出在客户端，不建议直接重新发送。",
        ),
        (
            "The HTTP status means an error of the server. If the request changes data, check "
            "whether the change was made before you send it again.",
            "依 HTTP 狀態碼判斷，問題出在伺服器。"
            "若請求會變更資料，請先確認變更是否已經生效，再重新傳送。",
            "按 HTTP 状态码判断，问题出在服务器。"
            "若请求会修改数据，请先确认修改是否已经生效，再重新发送。",
        ),
        (
            "The table does not say what to do about it.",
            "錯誤碼表沒有說明如何處理。",
            "错误码表没有说明如何处理。",
        ),
        (
            "Nothing: this code means success and has no exception class.",
            "這個錯誤碼代表成功，不需處理，也沒有對應的例外類別。",
            "这个错误码表示成功，无需处理，也没有对应的异常类。",
        ),
    )
}


def script(language: str) -> str:
    """Return the script of the Chinese words for texts in a language: zh-Hant or zh-Hans."""
    # Plain "zh" does not name a script; most Chinese readers use Simplified.
    return "zh-Hant" if language == "zh-Hant" else "zh-Hans"
