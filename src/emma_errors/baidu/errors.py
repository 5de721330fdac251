# Generated from data/baidu_codes.tsv by python -m emma_errors.generate: do not edit.
# fmt: off
# The attributes of a class have narrower types than those of its base; they are never set.
# pyright: reportIncompatibleVariableOverride=false
# pyrefly: ignore-errors[bad-override-mutable-attribute]
# ty: ignore[incompatible-mutable-override]
"""The exceptions of Baidu's open API: each category has a class, each definition a subclass.

BaiduError
  GeneralError
    UnknownError 1
    ServiceUnavailable 2
    MethodUnsupported 3
    RequestLimitReached 4
    ClientIpUnauthorized 5
    DataAccessDenied 6
    RefererAccessDenied 7
  ParameterError
    ParameterInvalid 100
    ApiKeyInvalid 101
    SessionKeyInvalid 102
    CallIdInvalid 103
    SignatureIncorrect 104
    ParameterLimitExceeded 105
    SignatureMethodUnsupported 106
    TimestampInvalid 107
    UserIdInvalid 108
    UserFieldInvalid 109
    AccessTokenInvalid 110
    AccessTokenExpired 111
    SessionKeyExpired 112
    IpInvalid 114
  UserPermissionError
    UserNotVisible 210
    PermissionUnsupported 211
    EmailAccessDenied 212
  DataStoreError
    DataStoreUnknownError 800
    DataStoreOperationInvalid 801
    DataStoreQuotaExceeded 802
    ObjectNotFound 803
    ObjectExists 804
    DatabaseError 805
  ApplicationError
    ApplicationNotFound 900
  BatchError
    BatchAlreadyStarted 950
    BatchNotStarted 951
    BatchLimitExceeded 952
    BatchMethodNotAllowed 953
"""

from collections.abc import Mapping

from emma_errors.errors import ApiError, classes, exception_of
from emma_errors.model import Advice, Definition

from .codes import BaiduCode
from .definitions import DEFINITIONS

__all__: tuple[str, ...] = (
    "AccessTokenExpired",
    "AccessTokenInvalid",
    "ApiKeyInvalid",
    "ApplicationError",
    "ApplicationNotFound",
    "BaiduError",
    "BatchAlreadyStarted",
    "BatchError",
    "BatchLimitExceeded",
    "BatchMethodNotAllowed",
    "BatchNotStarted",
    "CallIdInvalid",
    "ClientIpUnauthorized",
    "DataAccessDenied",
    "DataStoreError",
    "DataStoreOperationInvalid",
    "DataStoreQuotaExceeded",
    "DataStoreUnknownError",
    "DatabaseError",
    "EmailAccessDenied",
    "GeneralError",
    "IpInvalid",
    "MethodUnsupported",
    "ObjectExists",
    "ObjectNotFound",
    "ParameterError",
    "ParameterInvalid",
    "ParameterLimitExceeded",
    "PermissionUnsupported",
    "RefererAccessDenied",
    "RequestLimitReached",
    "ServiceUnavailable",
    "SessionKeyExpired",
    "SessionKeyInvalid",
    "SignatureIncorrect",
    "SignatureMethodUnsupported",
    "TimestampInvalid",
    "UnknownError",
    "UserFieldInvalid",
    "UserIdInvalid",
    "UserNotVisible",
    "UserPermissionError",
    "error",
    "parse",
)


class BaiduError(ApiError):
    """Base class of the errors of Baidu's open API."""

    catalog: str = "baidu"
    rows: tuple[Definition, ...] = DEFINITIONS
    envelope: tuple[str, ...] | None = ("error_code", "error_msg")


class GeneralError(BaiduError):
    """General, codes 1 to 7.

    通用。
    """


class UnknownError(GeneralError):
    """1, HTTP 500: Unknown error.

    未知错误。

    Advice: retry.
    """

    code: BaiduCode = BaiduCode.UNKNOWN_ERROR
    definition: Definition = BaiduCode.UNKNOWN_ERROR.definition
    http_status: int = 500
    advice: Advice | None = Advice.RETRY
    retryable = True


class ServiceUnavailable(GeneralError):
    """2, HTTP 500: Service temporarily unavailable.

    服务暂不可用。

    Advice: back_off.
    """

    code: BaiduCode = BaiduCode.SERVICE_UNAVAILABLE
    definition: Definition = BaiduCode.SERVICE_UNAVAILABLE.definition
    http_status: int = 500
    advice: Advice | None = Advice.BACK_OFF
    retryable = True


class MethodUnsupported(GeneralError):
    """3, HTTP 400: Unsupported open API method.

    不支持的开放 API 方法。

    On the wire: Unsupported openapi method
    """

    code: BaiduCode = BaiduCode.METHOD_UNSUPPORTED
    definition: Definition = BaiduCode.METHOD_UNSUPPORTED.definition
    http_status: int = 400


class RequestLimitReached(GeneralError):
    """4, HTTP 429: Open API request limit reached.

    接口调用次数已达到设定的上限。

    On the wire: Open api request limit reached

    Advice: back_off.
    """

    code: BaiduCode = BaiduCode.REQUEST_LIMIT_REACHED
    definition: Definition = BaiduCode.REQUEST_LIMIT_REACHED.definition
    http_status: int = 429
    advice: Advice | None = Advice.BACK_OFF
    retryable = True


class ClientIpUnauthorized(GeneralError):
    """5, HTTP 403: Unauthorized client IP address: {ip}.

    请求来自未经授权的 IP 地址：{ip}。

    On the wire: Unauthorized client IP address:{ip}
    """

    code: BaiduCode = BaiduCode.CLIENT_IP_UNAUTHORIZED
    definition: Definition = BaiduCode.CLIENT_IP_UNAUTHORIZED.definition
    http_status: int = 403

    def __init__(self, ip: str) -> None:
        self.args: tuple[str, ...] = (ip,)


class DataAccessDenied(GeneralError):
    """6, HTTP 403: No permission to access the user's data.

    无权限访问该用户数据。

    On the wire: No permission to access data
    """

    code: BaiduCode = BaiduCode.DATA_ACCESS_DENIED
    definition: Definition = BaiduCode.DATA_ACCESS_DENIED.definition
    http_status: int = 403


class RefererAccessDenied(GeneralError):
    """7, HTTP 403: No permission to access data for this referer.

    来自该 Referer 的请求无权限访问数据。
    """

    code: BaiduCode = BaiduCode.REFERER_ACCESS_DENIED
    definition: Definition = BaiduCode.REFERER_ACCESS_DENIED.definition
    http_status: int = 403


class ParameterError(BaiduError):
    """Parameter, codes 100 to 114.

    参数。
    """


class ParameterInvalid(ParameterError):
    """100, HTTP 400: Invalid parameter. 无效的请求参数。"""

    code: BaiduCode = BaiduCode.PARAMETER_INVALID
    definition: Definition = BaiduCode.PARAMETER_INVALID.definition
    http_status: int = 400


class ApiKeyInvalid(ParameterError):
    """101, HTTP 401: Invalid API key. 无效的 API Key。"""

    code: BaiduCode = BaiduCode.API_KEY_INVALID
    definition: Definition = BaiduCode.API_KEY_INVALID.definition
    http_status: int = 401


class SessionKeyInvalid(ParameterError):
    """102, HTTP 401: Session key invalid or no longer valid.

    Session Key 无效或已失效。

    Advice: reauthenticate.
    """

    code: BaiduCode = BaiduCode.SESSION_KEY_INVALID
    definition: Definition = BaiduCode.SESSION_KEY_INVALID.definition
    http_status: int = 401
    advice: Advice | None = Advice.REAUTHENTICATE


class CallIdInvalid(ParameterError):
    """103, HTTP 401: The call_id parameter is invalid or already used.

    call_id 参数无效或已被使用。

    On the wire: Invalid/Used call_id parameter
    """

    code: BaiduCode = BaiduCode.CALL_ID_INVALID
    definition: Definition = BaiduCode.CALL_ID_INVALID.definition
    http_status: int = 401


class SignatureIncorrect(ParameterError):
    """104, HTTP 400: Incorrect signature. 签名错误。"""

    code: BaiduCode = BaiduCode.SIGNATURE_INCORRECT
    definition: Definition = BaiduCode.SIGNATURE_INCORRECT.definition
    http_status: int = 400


class ParameterLimitExceeded(ParameterError):
    """105, HTTP 400: Too many parameters. 请求参数过多。"""

    code: BaiduCode = BaiduCode.PARAMETER_LIMIT_EXCEEDED
    definition: Definition = BaiduCode.PARAMETER_LIMIT_EXCEEDED.definition
    http_status: int = 400


class SignatureMethodUnsupported(ParameterError):
    """106, HTTP 400: Unsupported signature method. 不支持的签名方法。"""

    code: BaiduCode = BaiduCode.SIGNATURE_METHOD_UNSUPPORTED
    definition: Definition = BaiduCode.SIGNATURE_METHOD_UNSUPPORTED.definition
    http_status: int = 400


class TimestampInvalid(ParameterError):
    """107, HTTP 400: The timestamp parameter is invalid or already used.

    timestamp 参数无效或已被使用。

    On the wire: Invalid/Used timestamp parameter
    """

    code: BaiduCode = BaiduCode.TIMESTAMP_INVALID
    definition: Definition = BaiduCode.TIMESTAMP_INVALID.definition
    http_status: int = 400


class UserIdInvalid(ParameterError):
    """108, HTTP 401: Invalid user ID.

    无效的用户 ID。

    On the wire: Invalid user id
    """

    code: BaiduCode = BaiduCode.USER_ID_INVALID
    definition: Definition = BaiduCode.USER_ID_INVALID.definition
    http_status: int = 401


class UserFieldInvalid(ParameterError):
    """109, HTTP 400: Invalid user info field name.

    无效的用户资料字段名。

    On the wire: Invalid user info field
    """

    code: BaiduCode = BaiduCode.USER_FIELD_INVALID
    definition: Definition = BaiduCode.USER_FIELD_INVALID.definition
    http_status: int = 400


class AccessTokenInvalid(ParameterError):
    """110, HTTP 401: Access token invalid or no longer valid.

    Access Token 无效或已失效。

    Advice: reauthenticate.
    """

    code: BaiduCode = BaiduCode.ACCESS_TOKEN_INVALID
    definition: Definition = BaiduCode.ACCESS_TOKEN_INVALID.definition
    http_status: int = 401
    advice: Advice | None = Advice.REAUTHENTICATE


class AccessTokenExpired(ParameterError):
    """111, HTTP 401: Access token expired.

    Access Token 已过期。

    Advice: reauthenticate.
    """

    code: BaiduCode = BaiduCode.ACCESS_TOKEN_EXPIRED
    definition: Definition = BaiduCode.ACCESS_TOKEN_EXPIRED.definition
    http_status: int = 401
    advice: Advice | None = Advice.REAUTHENTICATE


class SessionKeyExpired(ParameterError):
    """112, HTTP 401: Session key expired.

    Session Key 已过期。

    Advice: reauthenticate.
    """

    code: BaiduCode = BaiduCode.SESSION_KEY_EXPIRED
    definition: Definition = BaiduCode.SESSION_KEY_EXPIRED.definition
    http_status: int = 401
    advice: Advice | None = Advice.REAUTHENTICATE


class IpInvalid(ParameterError):
    """114, HTTP 400: Invalid IP parameter.

    无效的 IP 参数。

    On the wire: Invalid Ip
    """

    code: BaiduCode = BaiduCode.IP_INVALID
    definition: Definition = BaiduCode.IP_INVALID.definition
    http_status: int = 400


class UserPermissionError(BaiduError):
    """User permission, codes 210 to 212.

    用户权限。
    """


class UserNotVisible(UserPermissionError):
    """210, HTTP 403: User not visible. 用户不可见。"""

    code: BaiduCode = BaiduCode.USER_NOT_VISIBLE
    definition: Definition = BaiduCode.USER_NOT_VISIBLE.definition
    http_status: int = 403


class PermissionUnsupported(UserPermissionError):
    """211, HTTP 403: Unsupported permission; the requested field is not authorized.

    不支持的权限，请求的字段未经授权。

    On the wire: Unsupported permission
    """

    code: BaiduCode = BaiduCode.PERMISSION_UNSUPPORTED
    definition: Definition = BaiduCode.PERMISSION_UNSUPPORTED.definition
    http_status: int = 403


class EmailAccessDenied(UserPermissionError):
    """212, HTTP 403: No permission to access the user's email.

    无权限访问用户的 email。

    On the wire: No permission to access user email
    """

    code: BaiduCode = BaiduCode.EMAIL_ACCESS_DENIED
    definition: Definition = BaiduCode.EMAIL_ACCESS_DENIED.definition
    http_status: int = 403


class DataStoreError(BaiduError):
    """Data store, codes 800 to 805.

    数据存储。
    """


class DataStoreUnknownError(DataStoreError):
    """800, HTTP 500: Unknown data store API error. 未知的数据存储接口错误。"""

    code: BaiduCode = BaiduCode.DATA_STORE_UNKNOWN_ERROR
    definition: Definition = BaiduCode.DATA_STORE_UNKNOWN_ERROR.definition
    http_status: int = 500


class DataStoreOperationInvalid(DataStoreError):
    """801, HTTP 400: Invalid operation. 无效的操作。"""

    code: BaiduCode = BaiduCode.DATA_STORE_OPERATION_INVALID
    definition: Definition = BaiduCode.DATA_STORE_OPERATION_INVALID.definition
    http_status: int = 400


class DataStoreQuotaExceeded(DataStoreError):
    """802, HTTP 403: Data store quota exceeded.

    数据存储空间已超过设定的上限。

    On the wire: Data store allowable quota was exceeded
    """

    code: BaiduCode = BaiduCode.DATA_STORE_QUOTA_EXCEEDED
    definition: Definition = BaiduCode.DATA_STORE_QUOTA_EXCEEDED.definition
    http_status: int = 403


class ObjectNotFound(DataStoreError):
    """803, HTTP 404: The specified object cannot be found.

    指定的对象不存在。

    On the wire: Specified object cannot be found
    """

    code: BaiduCode = BaiduCode.OBJECT_NOT_FOUND
    definition: Definition = BaiduCode.OBJECT_NOT_FOUND.definition
    http_status: int = 404


class ObjectExists(DataStoreError):
    """804, HTTP 409: The specified object already exists.

    指定的对象已存在。

    On the wire: Specified object already exists
    """

    code: BaiduCode = BaiduCode.OBJECT_EXISTS
    definition: Definition = BaiduCode.OBJECT_EXISTS.definition
    http_status: int = 409


class DatabaseError(DataStoreError):
    """805, HTTP 500: A database error occurred; please try again.

    数据库操作出错，请重试。

    On the wire: A database error occurred. Please try again

    Advice: retry.
    """

    code: BaiduCode = BaiduCode.DATABASE_ERROR
    definition: Definition = BaiduCode.DATABASE_ERROR.definition
    http_status: int = 500
    advice: Advice | None = Advice.RETRY
    retryable = True


class ApplicationError(BaiduError):
    """Application, codes 900 to 900.

    应用。
    """


class ApplicationNotFound(ApplicationError):
    """900, HTTP 404: No such application exists. 访问的应用不存在。"""

    code: BaiduCode = BaiduCode.APPLICATION_NOT_FOUND
    definition: Definition = BaiduCode.APPLICATION_NOT_FOUND.definition
    http_status: int = 404


class BatchError(BaiduError):
    """Batch, codes 950 to 953.

    批量调用。
    """


class BatchAlreadyStarted(BatchError):
    """950, HTTP 400: begin_batch has already been called; please call end_batch first.

    批量调用已开始，请先调用 end_batch 结束前一个批量调用。

    On the wire: begin_batch already called, please make sure to call end_batch first
    """

    code: BaiduCode = BaiduCode.BATCH_ALREADY_STARTED
    definition: Definition = BaiduCode.BATCH_ALREADY_STARTED.definition
    http_status: int = 400


class BatchNotStarted(BatchError):
    """951, HTTP 400: end_batch should not be called before start_batch.

    不应在 start_batch 之前调用 end_batch。

    On the wire: end_batch called before start_batch
    """

    code: BaiduCode = BaiduCode.BATCH_NOT_STARTED
    definition: Definition = BaiduCode.BATCH_NOT_STARTED.definition
    http_status: int = 400


class BatchLimitExceeded(BatchError):
    """952, HTTP 400: A batch cannot contain more than 20 API calls.

    每个批量调用最多包含 20 个接口调用。

    On the wire: Each batch API can not contain more than 20 items
    """

    code: BaiduCode = BaiduCode.BATCH_LIMIT_EXCEEDED
    definition: Definition = BaiduCode.BATCH_LIMIT_EXCEEDED.definition
    http_status: int = 400


class BatchMethodNotAllowed(BatchError):
    """953, HTTP 400: This method is not allowed in batch mode.

    该方法不允许在批量调用中使用。

    On the wire: Method is not allowed in batch mode
    """

    code: BaiduCode = BaiduCode.BATCH_METHOD_NOT_ALLOWED
    definition: Definition = BaiduCode.BATCH_METHOD_NOT_ALLOWED.definition
    http_status: int = 400


_CLASSES = classes(BaiduError, DEFINITIONS)


def error(code: BaiduCode | Definition, *args: str) -> BaiduError:
    """Return the exception of a code that is known only at run time.

    Args:
        code: A member of `BaiduCode`, or a `Definition` of one. At run time, every key that
            `lookup.find` takes is accepted. Type checkers reject other keys, because a code of
            another API is also an int.
        args: One argument for each parameter of the definition.

    Raises:
        UnknownCodeError: There is no such code.
        TypeError: The code belongs to another API, or takes other arguments.
        ValueError: The code means success.
    """
    try:
        exception = _CLASSES[type(code)][code]
    except (KeyError, TypeError):  # another form of a key, or not a code of this catalog
        exception = exception_of(BaiduError, BaiduCode, code)
    return exception(*args)


def parse(
    body: object, *, http_status: int | None = None, headers: Mapping[str, str] | None = None
) -> BaiduError | None:
    """Return the error in a response of Baidu's open API, or None for success.

    It never raises; see `emma_errors.parse_error`.

    Args:
        body: The body as text, bytes or a decoded mapping, or any other object.
        http_status: The HTTP status code of the response, if known.
        headers: The header fields of the response, if known.
    """
    from emma_errors.wire import parse_catalog

    return parse_catalog(BaiduError, body, http_status, headers)
