# Generated from data/baidu_codes.tsv by python -m emma_errors.generate: do not edit.
# fmt: off
"""The codes of Baidu's open API."""

from emma_errors.model import ErrorCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .definitions import Category
    from .errors import BaiduError

__all__: tuple[str, ...] = ("BaiduCode",)


class BaiduCode(ErrorCode):
    """A code of Baidu's open API: an int with the attributes of its row."""

    if TYPE_CHECKING:

        @property
        def http_status(self) -> int:
            """The HTTP status code, such as 404."""
            ...

        @property
        def category(self) -> Category:
            """The category, a member of `Category`."""
            ...

        @property
        def exception(self) -> type[BaiduError]:
            """The exception class; a code that means success has none."""
            ...

    SUCCESS = 0
    """0, HTTP 200: Success.

    成功。
    """

    UNKNOWN_ERROR = 1
    """1, HTTP 500: Unknown error.

    未知错误。

    Advice: retry.
    """

    SERVICE_UNAVAILABLE = 2
    """2, HTTP 500: Service temporarily unavailable.

    服务暂不可用。

    Advice: back_off.
    """

    METHOD_UNSUPPORTED = 3
    """3, HTTP 400: Unsupported open API method.

    不支持的开放 API 方法。

    On the wire: Unsupported openapi method
    """

    REQUEST_LIMIT_REACHED = 4
    """4, HTTP 429: Open API request limit reached.

    接口调用次数已达到设定的上限。

    On the wire: Open api request limit reached

    Advice: back_off.
    """

    CLIENT_IP_UNAUTHORIZED = 5
    """5, HTTP 403: Unauthorized client IP address: {ip}.

    请求来自未经授权的 IP 地址：{ip}。

    On the wire: Unauthorized client IP address:{ip}
    """

    DATA_ACCESS_DENIED = 6
    """6, HTTP 403: No permission to access the user's data.

    无权限访问该用户数据。

    On the wire: No permission to access data
    """

    REFERER_ACCESS_DENIED = 7
    """7, HTTP 403: No permission to access data for this referer.

    来自该 Referer 的请求无权限访问数据。
    """

    PARAMETER_INVALID = 100
    """100, HTTP 400: Invalid parameter.

    无效的请求参数。
    """

    API_KEY_INVALID = 101
    """101, HTTP 401: Invalid API key.

    无效的 API Key。
    """

    SESSION_KEY_INVALID = 102
    """102, HTTP 401: Session key invalid or no longer valid.

    Session Key 无效或已失效。

    Advice: reauthenticate.
    """

    CALL_ID_INVALID = 103
    """103, HTTP 401: The call_id parameter is invalid or already used.

    call_id 参数无效或已被使用。

    On the wire: Invalid/Used call_id parameter
    """

    SIGNATURE_INCORRECT = 104
    """104, HTTP 400: Incorrect signature.

    签名错误。
    """

    PARAMETER_LIMIT_EXCEEDED = 105
    """105, HTTP 400: Too many parameters.

    请求参数过多。
    """

    SIGNATURE_METHOD_UNSUPPORTED = 106
    """106, HTTP 400: Unsupported signature method.

    不支持的签名方法。
    """

    TIMESTAMP_INVALID = 107
    """107, HTTP 400: The timestamp parameter is invalid or already used.

    timestamp 参数无效或已被使用。

    On the wire: Invalid/Used timestamp parameter
    """

    USER_ID_INVALID = 108
    """108, HTTP 401: Invalid user ID.

    无效的用户 ID。

    On the wire: Invalid user id
    """

    USER_FIELD_INVALID = 109
    """109, HTTP 400: Invalid user info field name.

    无效的用户资料字段名。

    On the wire: Invalid user info field
    """

    ACCESS_TOKEN_INVALID = 110
    """110, HTTP 401: Access token invalid or no longer valid.

    Access Token 无效或已失效。

    Advice: reauthenticate.
    """

    ACCESS_TOKEN_EXPIRED = 111
    """111, HTTP 401: Access token expired.

    Access Token 已过期。

    Advice: reauthenticate.
    """

    SESSION_KEY_EXPIRED = 112
    """112, HTTP 401: Session key expired.

    Session Key 已过期。

    Advice: reauthenticate.
    """

    IP_INVALID = 114
    """114, HTTP 400: Invalid IP parameter.

    无效的 IP 参数。

    On the wire: Invalid Ip
    """

    USER_NOT_VISIBLE = 210
    """210, HTTP 403: User not visible.

    用户不可见。
    """

    PERMISSION_UNSUPPORTED = 211
    """211, HTTP 403: Unsupported permission; the requested field is not authorized.

    不支持的权限，请求的字段未经授权。

    On the wire: Unsupported permission
    """

    EMAIL_ACCESS_DENIED = 212
    """212, HTTP 403: No permission to access the user's email.

    无权限访问用户的 email。

    On the wire: No permission to access user email
    """

    DATA_STORE_UNKNOWN_ERROR = 800
    """800, HTTP 500: Unknown data store API error.

    未知的数据存储接口错误。
    """

    DATA_STORE_OPERATION_INVALID = 801
    """801, HTTP 400: Invalid operation.

    无效的操作。
    """

    DATA_STORE_QUOTA_EXCEEDED = 802
    """802, HTTP 403: Data store quota exceeded.

    数据存储空间已超过设定的上限。

    On the wire: Data store allowable quota was exceeded
    """

    OBJECT_NOT_FOUND = 803
    """803, HTTP 404: The specified object cannot be found.

    指定的对象不存在。

    On the wire: Specified object cannot be found
    """

    OBJECT_EXISTS = 804
    """804, HTTP 409: The specified object already exists.

    指定的对象已存在。

    On the wire: Specified object already exists
    """

    DATABASE_ERROR = 805
    """805, HTTP 500: A database error occurred; please try again.

    数据库操作出错，请重试。

    On the wire: A database error occurred. Please try again

    Advice: retry.
    """

    APPLICATION_NOT_FOUND = 900
    """900, HTTP 404: No such application exists.

    访问的应用不存在。
    """

    BATCH_ALREADY_STARTED = 950
    """950, HTTP 400: begin_batch has already been called; please call end_batch first.

    批量调用已开始，请先调用 end_batch 结束前一个批量调用。

    On the wire: begin_batch already called, please make sure to call end_batch first
    """

    BATCH_NOT_STARTED = 951
    """951, HTTP 400: end_batch should not be called before start_batch.

    不应在 start_batch 之前调用 end_batch。

    On the wire: end_batch called before start_batch
    """

    BATCH_LIMIT_EXCEEDED = 952
    """952, HTTP 400: A batch cannot contain more than 20 API calls.

    每个批量调用最多包含 20 个接口调用。

    On the wire: Each batch API can not contain more than 20 items
    """

    BATCH_METHOD_NOT_ALLOWED = 953
    """953, HTTP 400: This method is not allowed in batch mode.

    该方法不允许在批量调用中使用。

    On the wire: Method is not allowed in batch mode
    """
