"""Vendor rules in long list expressions, because a call of the runtime costs more than a rule.

Where such an expression cannot be evaluated on a record, its halves are asked: so one rule costs
the others no verdict, and a record with long lists a few calls, not one for each of its items.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from subpolicy.policy.expressions import Compiled, CompileFault, Environment, Undecided
from subpolicy.policy.judgement import Judged

_LENGTH = 40_000
"""Characters of one list expression: all shipped packs; the runtime refuses more than 100,000."""
_TRIES = 4
"""Calls in a row that go well, after which twice as much is asked for."""

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")


class Chunk:
    """Rules that are asked together.

    Args:
        rules: One or more.
        environment: Where they are compiled, when they are first asked.
    """

    def __init__(self, rules: Sequence[Judged], environment: Environment) -> None:
        self.rules = rules
        self.lists = {f"i{j.lists}": j.paths for j in rules if j.lists is not None}
        """The lists that they go through, by the names of their variables."""
        self.steps = {steps for paths in self.lists.values() for steps in paths}
        """Many rules go through the same lists."""
        self._environment = environment

    @cached_property
    def program(self) -> Compiled | None:
        """Gives the code of each rule; None where the runtime cannot take it."""
        try:
            return self._environment.compile("[" + ",\n".join(j.text for j in self.rules) + "]")
        except CompileFault:
            # What stands around a rule here can nest it deeper than the runtime allows (32 levels).
            return None

    @cached_property
    def halves(self) -> "tuple[Chunk, Chunk]":
        """The same rules, in two."""
        middle = len(self.rules) // 2
        first, second = self.rules[:middle], self.rules[middle:]
        return Chunk(first, self._environment), Chunk(second, self._environment)


def chunked(rules: Sequence[Judged], environment: Environment) -> Iterator[Chunk]:
    """All rules, in their order, as many together as the runtime takes well."""
    chunk: list[Judged] = []
    for judged in rules:
        if chunk and sum(len(j.text) for j in chunk) + len(judged.text) > _LENGTH:
            yield Chunk(chunk, environment)
            chunk = []
        chunk.append(judged)
    if chunk:
        yield Chunk(chunk, environment)


def in_slices(
    ask: Callable[[Sequence[_Item]], Sequence[_Answer] | Undecided], items: Sequence[_Item]
) -> list[_Answer | None]:
    """An answer for each item, of as many at a time as can be asked together.

    Args:
        ask: Gives as many answers as it is given items.
        items: In order.

    Returns:
        The answers in the same order; None for an item that gives none even by itself.
    """
    answers: list[_Answer | None] = []
    size, well = len(items), 0
    while len(answers) < len(items):
        part = items[len(answers) : len(answers) + size]
        given = ask(part)
        if not isinstance(given, Undecided):
            answers.extend(given)
            # What was too much may have been one item's doing; but each try costs all its steps.
            well = (well + 1) % _TRIES
            size = size if well else 2 * size
        elif len(part) == 1:
            answers.append(None)
        else:
            size, well = len(part) // 2, 0
    return answers
