# Generated from data/baidu_codes.tsv by python -m emma_errors.generate: do not edit.
"""Baidu's open API, codes 0 to 953.

`BaiduCode` is the enum of the codes and `DEFINITIONS` the rows of the table. `BaiduError` is
the base of one class a category, and those of one class a definition; `error` makes the exception
of a code known only at run time. Each module below is imported when a name of it is first used.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .codes import *
    from .definitions import *
    from .errors import *

__all__ = (
    "DEFINITIONS",
    "TITLE",
    "AccessTokenExpired",
    "AccessTokenInvalid",
    "ApiKeyInvalid",
    "ApplicationError",
    "ApplicationNotFound",
    "BaiduCode",
    "BaiduError",
    "BatchAlreadyStarted",
    "BatchError",
    "BatchLimitExceeded",
    "BatchMethodNotAllowed",
    "BatchNotStarted",
    "CallIdInvalid",
    "Category",
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

_HOMES = {
    "DEFINITIONS": "definitions",
    "TITLE": "definitions",
    "BaiduCode": "codes",
    "Category": "definitions",
}

if not TYPE_CHECKING:  # a type checker must still flag a name that is not there

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(
                f"module {__name__!r} has no attribute {name!r}",
                name=name,
                obj=sys.modules[__name__],
            )
        __import__(f"{__name__}.{_HOMES.get(name, 'errors')}")
        for home in {*_HOMES.values(), "errors"}:
            if module := sys.modules.get(f"{__name__}.{home}"):
                globals().update({member: getattr(module, member) for member in module.__all__})
        if globals().keys() >= set(__all__):
            globals().pop("__getattr__", None)  # CPython reads a module faster without one
        return globals()[name]


def __dir__() -> list[str]:
    return list(__all__)
