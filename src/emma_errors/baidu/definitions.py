# Generated from data/baidu_codes.tsv by python -m emma_errors.generate: do not edit.
# fmt: off
"""The rows of the table of Baidu's open API."""

from collections.abc import Mapping

from emma_errors.model import Advice, Definition, Label, link

from .codes import BaiduCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .errors import BaiduError

__all__: tuple[str, ...] = (
    "DEFINITIONS",
    "FALLBACKS",
    "TITLE",
    "BaiduDefinition",
    "Category",
)

TITLE = "Baidu's open API"


class Category(Label):
    """A category of Baidu's open API; the value is the table's label."""

    SUCCESS = "成功", "Success", "成功"
    """Success. 成功。"""

    GENERAL = "通用", "General", "通用"
    """General. 通用。"""

    PARAMETER = "参数", "Parameter", "参数"
    """Parameter. 参数。"""

    USER_PERMISSION = "用户权限", "User permission", "用户权限"
    """User permission. 用户权限。"""

    DATA_STORE = "数据存储", "Data store", "数据存储"
    """Data store. 数据存储。"""

    APPLICATION = "应用", "Application", "应用"
    """Application. 应用。"""

    BATCH = "批量调用", "Batch", "批量调用"
    """Batch. 批量调用。"""


class BaiduDefinition(Definition):
    """A row of the table of Baidu's open API."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def code(self) -> BaiduCode:
            """The code, a member of `BaiduCode`."""
            ...

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


DEFINITIONS: tuple[BaiduDefinition, ...] = (
    BaiduDefinition(
        BaiduCode.SUCCESS,
        name="SUCCESS",
        http_status=200,
        category=Category.SUCCESS,
        message="Success",
        description="成功",
        en="Success",
        zh="成功",
    ),
    BaiduDefinition(
        BaiduCode.UNKNOWN_ERROR,
        name="UNKNOWN_ERROR",
        http_status=500,
        category=Category.GENERAL,
        message="Unknown error",
        description="未知错误",
        en="Unknown error",
        zh="未知错误",
        advice=Advice.RETRY,
    ),
    BaiduDefinition(
        BaiduCode.SERVICE_UNAVAILABLE,
        name="SERVICE_UNAVAILABLE",
        http_status=500,
        category=Category.GENERAL,
        message="Service temporarily unavailable",
        description="服务暂不可用",
        en="Service temporarily unavailable",
        zh="服务暂不可用",
        advice=Advice.BACK_OFF,
    ),
    BaiduDefinition(
        BaiduCode.METHOD_UNSUPPORTED,
        name="METHOD_UNSUPPORTED",
        http_status=400,
        category=Category.GENERAL,
        message="Unsupported openapi method",
        description="未知的方法",
        en="Unsupported open API method",
        zh="不支持的开放 API 方法",
    ),
    BaiduDefinition(
        BaiduCode.REQUEST_LIMIT_REACHED,
        name="REQUEST_LIMIT_REACHED",
        http_status=429,
        category=Category.GENERAL,
        message="Open api request limit reached",
        description="接口调用次数已达到设定的上限",
        en="Open API request limit reached",
        zh="接口调用次数已达到设定的上限",
        advice=Advice.BACK_OFF,
    ),
    BaiduDefinition(
        BaiduCode.CLIENT_IP_UNAUTHORIZED,
        name="CLIENT_IP_UNAUTHORIZED",
        http_status=403,
        category=Category.GENERAL,
        message="Unauthorized client IP address:%s",
        description="请求来自未经授权的IP地址",
        en="Unauthorized client IP address: %s",
        zh="请求来自未经授权的 IP 地址：%s",
        params=("ip",),
    ),
    BaiduDefinition(
        BaiduCode.DATA_ACCESS_DENIED,
        name="DATA_ACCESS_DENIED",
        http_status=403,
        category=Category.GENERAL,
        message="No permission to access data",
        description="无权限访问该用户数据",
        en="No permission to access the user's data",
        zh="无权限访问该用户数据",
    ),
    BaiduDefinition(
        BaiduCode.REFERER_ACCESS_DENIED,
        name="REFERER_ACCESS_DENIED",
        http_status=403,
        category=Category.GENERAL,
        message="No permission to access data for this referer",
        description="来自该refer的请求无访问权限",
        en="No permission to access data for this referer",
        zh="来自该 Referer 的请求无权限访问数据",
    ),
    BaiduDefinition(
        BaiduCode.PARAMETER_INVALID,
        name="PARAMETER_INVALID",
        http_status=400,
        category=Category.PARAMETER,
        message="Invalid parameter",
        description="请求参数无效",
        en="Invalid parameter",
        zh="无效的请求参数",
    ),
    BaiduDefinition(
        BaiduCode.API_KEY_INVALID,
        name="API_KEY_INVALID",
        http_status=401,
        category=Category.PARAMETER,
        message="Invalid API key",
        description="api key无效",
        en="Invalid API key",
        zh="无效的 API Key",
    ),
    BaiduDefinition(
        BaiduCode.SESSION_KEY_INVALID,
        name="SESSION_KEY_INVALID",
        http_status=401,
        category=Category.PARAMETER,
        message="Session key invalid or no longer valid",
        description="session key无效",
        en="Session key invalid or no longer valid",
        zh="Session Key 无效或已失效",
        advice=Advice.REAUTHENTICATE,
    ),
    BaiduDefinition(
        BaiduCode.CALL_ID_INVALID,
        name="CALL_ID_INVALID",
        http_status=401,
        category=Category.PARAMETER,
        message="Invalid/Used call_id parameter",
        description="call_id参数无效",
        en="The call_id parameter is invalid or already used",
        zh="call_id 参数无效或已被使用",
    ),
    BaiduDefinition(
        BaiduCode.SIGNATURE_INCORRECT,
        name="SIGNATURE_INCORRECT",
        http_status=400,
        category=Category.PARAMETER,
        message="Incorrect signature",
        description="无效签名",
        en="Incorrect signature",
        zh="签名错误",
    ),
    BaiduDefinition(
        BaiduCode.PARAMETER_LIMIT_EXCEEDED,
        name="PARAMETER_LIMIT_EXCEEDED",
        http_status=400,
        category=Category.PARAMETER,
        message="Too many parameters",
        description="请求参数过多",
        en="Too many parameters",
        zh="请求参数过多",
    ),
    BaiduDefinition(
        BaiduCode.SIGNATURE_METHOD_UNSUPPORTED,
        name="SIGNATURE_METHOD_UNSUPPORTED",
        http_status=400,
        category=Category.PARAMETER,
        message="Unsupported signature method",
        description="未知的签名方法",
        en="Unsupported signature method",
        zh="不支持的签名方法",
    ),
    BaiduDefinition(
        BaiduCode.TIMESTAMP_INVALID,
        name="TIMESTAMP_INVALID",
        http_status=400,
        category=Category.PARAMETER,
        message="Invalid/Used timestamp parameter",
        description="timestamp参数无效",
        en="The timestamp parameter is invalid or already used",
        zh="timestamp 参数无效或已被使用",
    ),
    BaiduDefinition(
        BaiduCode.USER_ID_INVALID,
        name="USER_ID_INVALID",
        http_status=401,
        category=Category.PARAMETER,
        message="Invalid user id",
        description="无效的user id",
        en="Invalid user ID",
        zh="无效的用户 ID",
    ),
    BaiduDefinition(
        BaiduCode.USER_FIELD_INVALID,
        name="USER_FIELD_INVALID",
        http_status=400,
        category=Category.PARAMETER,
        message="Invalid user info field",
        description="无效的用户资料字段名",
        en="Invalid user info field name",
        zh="无效的用户资料字段名",
    ),
    BaiduDefinition(
        BaiduCode.ACCESS_TOKEN_INVALID,
        name="ACCESS_TOKEN_INVALID",
        http_status=401,
        category=Category.PARAMETER,
        message="Access token invalid or no longer valid",
        description="无效的access token",
        en="Access token invalid or no longer valid",
        zh="Access Token 无效或已失效",
        advice=Advice.REAUTHENTICATE,
    ),
    BaiduDefinition(
        BaiduCode.ACCESS_TOKEN_EXPIRED,
        name="ACCESS_TOKEN_EXPIRED",
        http_status=401,
        category=Category.PARAMETER,
        message="Access token expired",
        description="access token过期",
        en="Access token expired",
        zh="Access Token 已过期",
        advice=Advice.REAUTHENTICATE,
    ),
    BaiduDefinition(
        BaiduCode.SESSION_KEY_EXPIRED,
        name="SESSION_KEY_EXPIRED",
        http_status=401,
        category=Category.PARAMETER,
        message="Session key expired",
        description="session key过期",
        en="Session key expired",
        zh="Session Key 已过期",
        advice=Advice.REAUTHENTICATE,
    ),
    BaiduDefinition(
        BaiduCode.IP_INVALID,
        name="IP_INVALID",
        http_status=400,
        category=Category.PARAMETER,
        message="Invalid Ip",
        description="无效的ip参数",
        en="Invalid IP parameter",
        zh="无效的 IP 参数",
    ),
    BaiduDefinition(
        BaiduCode.USER_NOT_VISIBLE,
        name="USER_NOT_VISIBLE",
        http_status=403,
        category=Category.USER_PERMISSION,
        message="User not visible",
        description="用户不可见",
        en="User not visible",
        zh="用户不可见",
    ),
    BaiduDefinition(
        BaiduCode.PERMISSION_UNSUPPORTED,
        name="PERMISSION_UNSUPPORTED",
        http_status=403,
        category=Category.USER_PERMISSION,
        message="Unsupported permission",
        description="获取未授权的字段",
        en="Unsupported permission; the requested field is not authorized",
        zh="不支持的权限，请求的字段未经授权",
    ),
    BaiduDefinition(
        BaiduCode.EMAIL_ACCESS_DENIED,
        name="EMAIL_ACCESS_DENIED",
        http_status=403,
        category=Category.USER_PERMISSION,
        message="No permission to access user email",
        description="没有权限获取用户的email",
        en="No permission to access the user's email",
        zh="无权限访问用户的 email",
    ),
    BaiduDefinition(
        BaiduCode.DATA_STORE_UNKNOWN_ERROR,
        name="DATA_STORE_UNKNOWN_ERROR",
        http_status=500,
        category=Category.DATA_STORE,
        message="Unknown data store API error",
        description="未知的存储操作错误",
        en="Unknown data store API error",
        zh="未知的数据存储接口错误",
    ),
    BaiduDefinition(
        BaiduCode.DATA_STORE_OPERATION_INVALID,
        name="DATA_STORE_OPERATION_INVALID",
        http_status=400,
        category=Category.DATA_STORE,
        message="Invalid operation",
        description="无效的操作方法",
        en="Invalid operation",
        zh="无效的操作",
    ),
    BaiduDefinition(
        BaiduCode.DATA_STORE_QUOTA_EXCEEDED,
        name="DATA_STORE_QUOTA_EXCEEDED",
        http_status=403,
        category=Category.DATA_STORE,
        message="Data store allowable quota was exceeded",
        description="数据存储空间已超过设定的上限",
        en="Data store quota exceeded",
        zh="数据存储空间已超过设定的上限",
    ),
    BaiduDefinition(
        BaiduCode.OBJECT_NOT_FOUND,
        name="OBJECT_NOT_FOUND",
        http_status=404,
        category=Category.DATA_STORE,
        message="Specified object cannot be found",
        description="指定的对象不存在",
        en="The specified object cannot be found",
        zh="指定的对象不存在",
    ),
    BaiduDefinition(
        BaiduCode.OBJECT_EXISTS,
        name="OBJECT_EXISTS",
        http_status=409,
        category=Category.DATA_STORE,
        message="Specified object already exists",
        description="指定的对象已存在",
        en="The specified object already exists",
        zh="指定的对象已存在",
    ),
    BaiduDefinition(
        BaiduCode.DATABASE_ERROR,
        name="DATABASE_ERROR",
        http_status=500,
        category=Category.DATA_STORE,
        message="A database error occurred. Please try again",
        description="数据库操作出错，请重试",
        en="A database error occurred; please try again",
        zh="数据库操作出错，请重试",
        advice=Advice.RETRY,
    ),
    BaiduDefinition(
        BaiduCode.APPLICATION_NOT_FOUND,
        name="APPLICATION_NOT_FOUND",
        http_status=404,
        category=Category.APPLICATION,
        message="No such application exists",
        description="访问的应用不存在",
        en="No such application exists",
        zh="访问的应用不存在",
    ),
    BaiduDefinition(
        BaiduCode.BATCH_ALREADY_STARTED,
        name="BATCH_ALREADY_STARTED",
        http_status=400,
        category=Category.BATCH,
        message="begin_batch already called, please make sure to call end_batch first",
        description="批量操作已开始，请先调用end_batch接口结束前一个批量操作",
        en="begin_batch has already been called; please call end_batch first",
        zh="批量调用已开始，请先调用 end_batch 结束前一个批量调用",
    ),
    BaiduDefinition(
        BaiduCode.BATCH_NOT_STARTED,
        name="BATCH_NOT_STARTED",
        http_status=400,
        category=Category.BATCH,
        message="end_batch called before start_batch",
        description="结束批量操作的接口调用不应该在start_batch接口之前被调用",
        en="end_batch should not be called before start_batch",
        zh="不应在 start_batch 之前调用 end_batch",
    ),
    BaiduDefinition(
        BaiduCode.BATCH_LIMIT_EXCEEDED,
        name="BATCH_LIMIT_EXCEEDED",
        http_status=400,
        category=Category.BATCH,
        message="Each batch API can not contain more than 20 items",
        description="每个批量调用不能包含多于20个接口调用",
        en="A batch cannot contain more than 20 API calls",
        zh="每个批量调用最多包含 20 个接口调用",
    ),
    BaiduDefinition(
        BaiduCode.BATCH_METHOD_NOT_ALLOWED,
        name="BATCH_METHOD_NOT_ALLOWED",
        http_status=400,
        category=Category.BATCH,
        message="Method is not allowed in batch mode",
        description="该接口不适合在批量调用操作中被使用",
        en="This method is not allowed in batch mode",
        zh="该方法不允许在批量调用中使用",
    ),
)
link("baidu", DEFINITIONS)

FALLBACKS: Mapping[int | str, Definition] = {
    400: BaiduCode.PARAMETER_INVALID.definition,
    401: BaiduCode.ACCESS_TOKEN_INVALID.definition,
    403: BaiduCode.DATA_ACCESS_DENIED.definition,
    404: BaiduCode.METHOD_UNSUPPORTED.definition,
    405: BaiduCode.METHOD_UNSUPPORTED.definition,
    422: BaiduCode.PARAMETER_INVALID.definition,
    429: BaiduCode.REQUEST_LIMIT_REACHED.definition,
    500: BaiduCode.UNKNOWN_ERROR.definition,
    502: BaiduCode.SERVICE_UNAVAILABLE.definition,
    503: BaiduCode.SERVICE_UNAVAILABLE.definition,
    504: BaiduCode.SERVICE_UNAVAILABLE.definition,
    "invalid_value": BaiduCode.PARAMETER_INVALID.definition,
    "missing_field": BaiduCode.PARAMETER_INVALID.definition,
    "missing_parameter": BaiduCode.PARAMETER_INVALID.definition,
}
"""The definitions that answer a framework's own errors, by HTTP status or kind of error."""
