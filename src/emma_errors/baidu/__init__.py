# Generated from data/baidu_codes.tsv by python -m emma_errors.generate: do not edit.
# fmt: off
"""Baidu's open API, codes 0 to 953.

`BaiduCode` is the enum of the codes, and `DEFINITIONS` contains the rows of the table.
`BaiduError` is the base class of the exceptions. It has a subclass for each category, and each
category has a subclass for each definition. `error` returns the exception of a code that is known
only at run time, and `parse` returns the error in a response.
"""

from .codes import *
from .definitions import *
from .errors import *

TYPE_CHECKING = False
if not TYPE_CHECKING:  # type checkers read the three lists themselves
    from . import codes, definitions, errors

    __all__ = codes.__all__ + definitions.__all__ + errors.__all__

    def __dir__() -> list[str]:
        return list(__all__)
