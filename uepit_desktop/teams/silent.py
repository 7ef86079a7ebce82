"""HiGHS without its greeting. Loaded when a model is to be solved: the first placement is not kept waiting for it."""

from __future__ import annotations

from typing import Any

import highspy


class Silent(highspy.Highs):
    """HiGHS without the greeting that the making of it writes on standard output, where a document may be expected."""

    def enableCallbacks(self) -> Any:  # noqa: N802  HiGHS names it, and greets in it
        self.setOptionValue("output_flag", False)
        return super().enableCallbacks()  # type: ignore[no-untyped-call]
