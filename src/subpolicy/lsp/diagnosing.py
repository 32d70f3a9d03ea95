"""When a registry is looked at again, and which files' diagnostics are sent."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from subpolicy.lsp.remark import Remark
from subpolicy.lsp.session import Session

_SHORTEST, _LONGEST = 0.01, 0.5
"""Seconds between a keystroke and the look, and at most between the first keystroke and it."""

Publish = Callable[[Path, str, tuple[Remark, ...]], None]
"""Sends what was found in a file: the root, the path from there, the remarks."""


class Diagnosing:
    """Looks at registries soon after they have changed.

    A look waits as long as the last one took, so that it never takes more than half of the time.

    Args:
        session: The open documents.
        publish: Sends the diagnostics of one file.
        guard: Runs something, and reports its faults.
    """

    def __init__(
        self, session: Session, publish: Publish, guard: Callable[[Callable[[], None]], None]
    ) -> None:
        self._session = session
        self._publish = publish
        self._guard = guard
        self._timers: dict[Path, asyncio.TimerHandle] = {}
        self._since: dict[Path, float] = {}
        self._took: dict[Path, float] = {}
        self._sent: dict[Path, dict[str, tuple[Remark, ...]]] = {}

    def soon(self, root: Path) -> None:
        """Something in a registry has changed."""
        loop = asyncio.get_running_loop()
        if (timer := self._timers.pop(root, None)) is not None:
            timer.cancel()
        now = loop.time()
        first = self._since.setdefault(root, now)
        wait = min(max(self._took.get(root, 0.0), _SHORTEST), _LONGEST)
        at = min(now + wait, max(first + _LONGEST, now))
        self._timers[root] = loop.call_at(at, self._guard, lambda: self._look(root))

    def stop(self) -> None:
        """Nothing more is to be sent."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _look(self, root: Path) -> None:
        self._timers.pop(root, None)
        self._since.pop(root, None)
        started = time.perf_counter()
        found: dict[str, tuple[Remark, ...]] = {}
        open_: set[str] = set()
        if self._session.is_open(root):
            found = dict(self._session.view(root).remarks)
            open_ = {f.relative_to(root).as_posix() for f in self._session.open_files(root)}
        self._took[root] = time.perf_counter() - started
        before = self._sent.get(root, {})
        # Of an open document always: the client may hold them against another version.
        for path in sorted(before.keys() | found.keys() | open_, key=lambda p: (p not in open_, p)):
            remarks = found.get(path, ())
            if path in open_ or remarks != before.get(path, ()):
                self._publish(root, path, remarks)
        self._sent[root] = found
