# Generated from data/baidu_codes.tsv by python -m emma_errors.generate: do not edit.
"""The exceptions of Baidu's open API: a class a category, under it one a definition.

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

from emma_errors.errors import ApiError
from emma_errors.errors import error as _error
from emma_errors.model import Definition

from .codes import BaiduCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from emma_errors.wire import Body
else:
    Body = object

__all__ = (
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
    """Base of every error of Baidu's open API."""

    catalog = "baidu"
    envelope = ("error_code", "error_msg")


class GeneralError(BaiduError):
    """General, codes 1 to 7.

    通用。
    """


class UnknownError(GeneralError):
    """1, HTTP 500: Unknown error. 未知错误。"""

    code = BaiduCode.UNKNOWN_ERROR


class ServiceUnavailable(GeneralError):
    """2, HTTP 500: Service temporarily unavailable. 服务暂不可用。"""

    code = BaiduCode.SERVICE_UNAVAILABLE


class MethodUnsupported(GeneralError):
    """3, HTTP 400: Unsupported open API method. 不支持的开放 API 方法。"""

    code = BaiduCode.METHOD_UNSUPPORTED


class RequestLimitReached(GeneralError):
    """4, HTTP 429: Open API request limit reached. 接口调用次数已达到设定的上限。"""

    code = BaiduCode.REQUEST_LIMIT_REACHED


class ClientIpUnauthorized(GeneralError):
    """5, HTTP 403: Unauthorized client IP address: {ip}. 请求来自未经授权的 IP 地址：{ip}。"""

    code = BaiduCode.CLIENT_IP_UNAUTHORIZED

    def __init__(self, ip: str) -> None:
        self.args = (ip,)


class DataAccessDenied(GeneralError):
    """6, HTTP 403: No permission to access the user's data. 无权限访问该用户数据。"""

    code = BaiduCode.DATA_ACCESS_DENIED


class RefererAccessDenied(GeneralError):
    """7, HTTP 403: No permission to access data for this referer.

    来自该 Referer 的请求无权限访问数据。
    """

    code = BaiduCode.REFERER_ACCESS_DENIED


class ParameterError(BaiduError):
    """Parameter, codes 100 to 114.

    参数。
    """


class ParameterInvalid(ParameterError):
    """100, HTTP 400: Invalid parameter. 无效的请求参数。"""

    code = BaiduCode.PARAMETER_INVALID


class ApiKeyInvalid(ParameterError):
    """101, HTTP 401: Invalid API key. 无效的 API Key。"""

    code = BaiduCode.API_KEY_INVALID


class SessionKeyInvalid(ParameterError):
    """102, HTTP 401: Session key invalid or no longer valid. Session Key 无效或已失效。"""

    code = BaiduCode.SESSION_KEY_INVALID


class CallIdInvalid(ParameterError):
    """103, HTTP 401: The call_id parameter is invalid or already used.

    call_id 参数无效或已被使用。
    """

    code = BaiduCode.CALL_ID_INVALID


class SignatureIncorrect(ParameterError):
    """104, HTTP 400: Incorrect signature. 签名错误。"""

    code = BaiduCode.SIGNATURE_INCORRECT


class ParameterLimitExceeded(ParameterError):
    """105, HTTP 400: Too many parameters. 请求参数过多。"""

    code = BaiduCode.PARAMETER_LIMIT_EXCEEDED


class SignatureMethodUnsupported(ParameterError):
    """106, HTTP 400: Unsupported signature method. 不支持的签名方法。"""

    code = BaiduCode.SIGNATURE_METHOD_UNSUPPORTED


class TimestampInvalid(ParameterError):
    """107, HTTP 400: The timestamp parameter is invalid or already used.

    timestamp 参数无效或已被使用。
    """

    code = BaiduCode.TIMESTAMP_INVALID


class UserIdInvalid(ParameterError):
    """108, HTTP 401: Invalid user ID. 无效的用户 ID。"""

    code = BaiduCode.USER_ID_INVALID


class UserFieldInvalid(ParameterError):
    """109, HTTP 400: Invalid user info field name. 无效的用户资料字段名。"""

    code = BaiduCode.USER_FIELD_INVALID


class AccessTokenInvalid(ParameterError):
    """110, HTTP 401: Access token invalid or no longer valid. Access Token 无效或已失效。"""

    code = BaiduCode.ACCESS_TOKEN_INVALID


class AccessTokenExpired(ParameterError):
    """111, HTTP 401: Access token expired. Access Token 已过期。"""

    code = BaiduCode.ACCESS_TOKEN_EXPIRED


class SessionKeyExpired(ParameterError):
    """112, HTTP 401: Session key expired. Session Key 已过期。"""

    code = BaiduCode.SESSION_KEY_EXPIRED


class IpInvalid(ParameterError):
    """114, HTTP 400: Invalid IP parameter. 无效的 IP 参数。"""

    code = BaiduCode.IP_INVALID


class UserPermissionError(BaiduError):
    """User permission, codes 210 to 212.

    用户权限。
    """


class UserNotVisible(UserPermissionError):
    """210, HTTP 403: User not visible. 用户不可见。"""

    code = BaiduCode.USER_NOT_VISIBLE


class PermissionUnsupported(UserPermissionError):
    """211, HTTP 403: Unsupported permission; the requested field is not authorized.

    不支持的权限，请求的字段未经授权。
    """

    code = BaiduCode.PERMISSION_UNSUPPORTED


class EmailAccessDenied(UserPermissionError):
    """212, HTTP 403: No permission to access the user's email. 无权限访问用户的 email。"""

    code = BaiduCode.EMAIL_ACCESS_DENIED


class DataStoreError(BaiduError):
    """Data store, codes 800 to 805.

    数据存储。
    """


class DataStoreUnknownError(DataStoreError):
    """800, HTTP 500: Unknown data store API error. 未知的数据存储接口错误。"""

    code = BaiduCode.DATA_STORE_UNKNOWN_ERROR


class DataStoreOperationInvalid(DataStoreError):
    """801, HTTP 400: Invalid operation. 无效的操作。"""

    code = BaiduCode.DATA_STORE_OPERATION_INVALID


class DataStoreQuotaExceeded(DataStoreError):
    """802, HTTP 403: Data store quota exceeded. 数据存储空间已超过设定的上限。"""

    code = BaiduCode.DATA_STORE_QUOTA_EXCEEDED


class ObjectNotFound(DataStoreError):
    """803, HTTP 404: The specified object cannot be found. 指定的对象不存在。"""

    code = BaiduCode.OBJECT_NOT_FOUND


class ObjectExists(DataStoreError):
    """804, HTTP 409: The specified object already exists. 指定的对象已存在。"""

    code = BaiduCode.OBJECT_EXISTS


class DatabaseError(DataStoreError):
    """805, HTTP 500: A database error occurred; please try again. 数据库操作出错，请重试。"""

    code = BaiduCode.DATABASE_ERROR


class ApplicationError(BaiduError):
    """Application, codes 900 to 900.

    应用。
    """


class ApplicationNotFound(ApplicationError):
    """900, HTTP 404: No such application exists. 访问的应用不存在。"""

    code = BaiduCode.APPLICATION_NOT_FOUND


class BatchError(BaiduError):
    """Batch, codes 950 to 953.

    批量调用。
    """


class BatchAlreadyStarted(BatchError):
    """950, HTTP 400: begin_batch has already been called; please call end_batch first.

    批量调用已开始，请先调用 end_batch 结束前一个批量调用。
    """

    code = BaiduCode.BATCH_ALREADY_STARTED


class BatchNotStarted(BatchError):
    """951, HTTP 400: end_batch should not be called before start_batch.

    不应在 start_batch 之前调用 end_batch。
    """

    code = BaiduCode.BATCH_NOT_STARTED


class BatchLimitExceeded(BatchError):
    """952, HTTP 400: A batch cannot contain more than 20 API calls.

    每个批量调用最多包含 20 个接口调用。
    """

    code = BaiduCode.BATCH_LIMIT_EXCEEDED


class BatchMethodNotAllowed(BatchError):
    """953, HTTP 400: This method is not allowed in batch mode. 该方法不允许在批量调用中使用。"""

    code = BaiduCode.BATCH_METHOD_NOT_ALLOWED


def error(code: BaiduCode | Definition, *args: str) -> BaiduError:
    """Make the exception of a code known only at run time.

    Args:
        code: A member of `BaiduCode`, or a `Definition` of one; at run time also its number or
            name, which a checker refuses, for a code of another API is an int too.
        args: One argument for each of the definition's parameters.

    Raises:
        UnknownCodeError: there is no such code.
        TypeError: the code is of another API, or takes other arguments.
        ValueError: the code stands for success.
    """
    return _error(BaiduError, BaiduCode, code, args)


def parse(body: Body, *, http_status: int | None = None) -> BaiduError | None:
    """Return the error that a response of Baidu's open API stands for, or None for success.

    It never fails; `emma_errors.parse_error` tells what becomes of each body.

    Args:
        body: The body as text, bytes or the decoded mapping.
        http_status: The HTTP status code of the response, if known.
    """
    from emma_errors.wire import parse_catalog

    return parse_catalog(BaiduError, body, http_status)


for _name in __all__:  # tracebacks and pickles name the place the classes are imported from
    globals()[_name].__module__ = "emma_errors.baidu"
