# Generated from data/emma_codes.tsv by python -m emma_errors.generate: do not edit.
# fmt: off
"""PIXNET's Emma API, codes 1000 to 8900.

`EmmaCode` is the enum of the codes and `DEFINITIONS` the rows of the table. `EmmaError` is
the base of one class per category, and those of one class per definition; `error` makes the
exception of a code known only at run time, and `parse` reads the body of a response.
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
