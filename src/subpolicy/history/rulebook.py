"""Whether a rule was in force at a commit, as far as the registry's own history proves it."""

from subpolicy import config, shipped
from subpolicy.config import FILE_NAME, Configuration, Override
from subpolicy.errors import RunError
from subpolicy.git.trails import Commit, Trails
from subpolicy.history.past import OneFile, Past
from subpolicy.judging import Judged
from subpolicy.policy.rules import Rule


class Rulebook:
    """The rules of today, and the configuration and rule files of earlier commits.

    Args:
        judged: Today's verdict, for its rules and its configuration.
        trails: The history of the configuration and of the registry's own rules.
        past: Where contents are read.
        prefix: The registry's folder in the repository.
    """

    def __init__(self, judged: Judged, trails: Trails, past: Past, prefix: str) -> None:
        self._tools = judged.tools
        self._rules = {rule.id: rule for rule in judged.selection.rules}
        self._trails = trails
        self._past = past
        self._prefix = prefix
        self._configurations: dict[str, Configuration | None] = {}

    def scope(self, rule_id: str) -> str | None:
        """The scope of a rule; None for what no rule finds."""
        rule = self._rules.get(rule_id)
        return None if rule is None else rule.scope

    def is_newer(self, rule_id: str, commit: Commit) -> bool:
        """Whether it is certain that a rule of today did not judge at a commit.

        Of shipped rules the registry only tells whether their pack was on: which rules the pack
        had then, it does not know.
        """
        rule = self._rules.get(rule_id)
        if rule is None:
            return False
        return self._was_off(rule, commit) or self._was_missing(rule, commit)

    def _was_missing(self, rule: Rule, commit: Commit) -> bool:
        own = self._tools.library.owns(rule.pack)
        if not own or (shipped.policies_folder() / rule.pack).is_dir():
            return False  # before the registry had it, the shipped one may have judged
        return self._trails.at(self._prefix + rule.document.path, commit) is None

    def _was_off(self, rule: Rule, commit: Commit) -> bool:
        if _is_off(rule, self._tools.configuration):
            return False  # it judges today because this run asks for it by name
        touch = self._trails.at(self._prefix + FILE_NAME, commit)
        if touch is None:
            return True  # no registry, no rules
        if touch.oid not in self._configurations:
            self._configurations[touch.oid] = self._read(self._past.content(touch))
        then = self._configurations[touch.oid]
        return then is not None and _is_off(rule, then)

    def _read(self, raw: bytes | None) -> Configuration | None:
        try:
            return (
                None if raw is None else config.load(OneFile(FILE_NAME, raw), self._tools.schemas)
            )
        except RunError:  # broken, or of another version: it proves nothing
            return None


def _is_off(rule: Rule, configuration: Configuration) -> bool:
    override = configuration.rules.get(rule.id, Override())
    return rule.pack not in configuration.packs or override.off is not None
