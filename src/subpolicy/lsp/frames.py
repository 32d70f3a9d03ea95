"""Which mappings and lists without brackets are open, by the indentation of the lines so far."""

from subpolicy.locations import Token as Step
from subpolicy.lsp.words import MOST_NESTED, Path, TooDeep


class _Frame:
    """An open mapping or list."""

    __slots__ = ("filled", "indent", "is_list", "path", "step")

    def __init__(self, path: Path, indent: int, *, is_list: bool) -> None:
        self.path = path
        self.indent = indent
        self.is_list = is_list
        self.step: Step = -1 if is_list else ""
        self.filled = True
        """Whether the value at `step` has begun."""

    def inside(self) -> Path:
        return (*self.path, self.step)


class Frames:
    """The open collections of a text that is read from the top."""

    __slots__ = ("_open",)

    def __init__(self) -> None:
        self._open: list[_Frame] = []

    def indent(self) -> int:
        """The column of the innermost key or dash; -1 at the top."""
        return self._open[-1].indent if self._open else -1

    def fill(self) -> None:
        """A value begins at the innermost place."""
        if self._open:
            self._open[-1].filled = True

    def item(self, column: int) -> None:
        """A dash stands in a column."""
        self._close(column)
        frame = self._open[-1] if self._open else None
        if frame is None or not (frame.is_list and frame.indent == column):
            frame = self._begin(column, is_list=True)
        frame.step = int(frame.step) + 1
        frame.filled = False

    def key(self, column: int, name: str) -> Path:
        """A key stands in a column; the path of its value."""
        self._close(column)
        while self._open and self._open[-1].is_list and self._open[-1].indent == column:
            self._open.pop()
        frame = self._open[-1] if self._open else None
        if frame is None or frame.indent < column:
            frame = self._begin(column, is_list=False)
        frame.step = name
        frame.filled = False
        return frame.inside()

    def owner(self, column: int) -> Path | None:
        """The path of the mapping or value to which something in a column would belong.

        None where nothing can begin: a text that goes on, or wrong indentation.
        """
        frames = [frame for frame in self._open if frame.indent <= column]
        if not frames:
            return () if not self._open else None
        same = [frame for frame in frames if frame.indent == column]
        if same:
            return same[0].path
        inner = len(frames) < len(self._open)
        return None if frames[-1].filled or inner else frames[-1].inside()

    def is_open(self, column: int) -> bool:
        """Whether the innermost place left of a column still lacks its value."""
        if not self._open:
            return True
        return self._open[-1].indent < column and not self._open[-1].filled

    def _close(self, column: int) -> None:
        while self._open and self._open[-1].indent > column:
            self._open.pop()

    def _begin(self, column: int, *, is_list: bool) -> _Frame:
        if len(self._open) == MOST_NESTED:
            raise TooDeep
        path: Path = ()
        if self._open:
            path = self._open[-1].inside()
            self._open[-1].filled = True
        frame = _Frame(path, column, is_list=is_list)
        self._open.append(frame)
        return frame
