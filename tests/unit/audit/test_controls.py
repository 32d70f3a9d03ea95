"""Controls, the rules that support them, and what those rules said."""

from subpolicy.audit.controls import supports
from subpolicy.findings.outcome import NOT_APPLICABLE, PASSED, Evaluation, Failed, Verdict
from subpolicy.findings.report import Control
from support.reports import finding, report, rule_card


def test_a_control_counts_what_its_rules_said_and_no_other() -> None:
    soc, iso = Control("soc-2", "CC9.2"), Control("iso-27001-2022", "A.5.20")
    rules = (
        rule_card(id="zeta", controls=(soc, iso)),
        rule_card(id="acme", controls=(soc,)),
        rule_card(id="other", controls=()),
    )
    evaluations = (
        Evaluation("zeta", "a", PASSED),
        Evaluation("zeta", "b", Failed(finding(rule="zeta"))),
        Evaluation("acme", "a", NOT_APPLICABLE),
        Evaluation("other", "a", PASSED),
    )
    first, second = supports(report(rules=rules, evaluations=evaluations))
    assert first[:3] == ("iso-27001-2022", "A.5.20", ("zeta",))
    assert first.verdicts == {Verdict.PASSED: 1, Verdict.FAILED: 1}
    assert second[:3] == ("soc-2", "CC9.2", ("acme", "zeta"))
    assert second.verdicts == {Verdict.PASSED: 1, Verdict.FAILED: 1, Verdict.NOT_APPLICABLE: 1}


def test_a_control_whose_rules_judged_nothing_is_there_with_nothing() -> None:
    (support,) = supports(report(evaluations=()))
    assert (support.control, dict(support.verdicts)) == ("CC9.2", {})


def test_a_rule_that_names_a_control_twice_is_counted_once() -> None:
    twice = rule_card(controls=(Control("soc-2", "CC9.2"), Control("soc-2", "CC9.2")))
    evaluations = (Evaluation(twice.id, "a", PASSED),)
    (support,) = supports(report(rules=(twice,), evaluations=evaluations))
    assert (support.rules, dict(support.verdicts)) == ((twice.id,), {Verdict.PASSED: 1})
