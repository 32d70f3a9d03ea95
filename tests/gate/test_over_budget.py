"""A rule, or a record, that takes more steps than the runtime: named, and nobody else's loss."""

import json

import pytest

from subpolicy import check
from subpolicy.cli.main import main
from support.checkout import repository
from support.histories import commit, put
from support.registries import GERMAN, GREEN, registry

OVER = "rule/over-budget"
HOSTS = "detect: {{hosts: [{}]}}\n"
NESTED = "vendor.detect.hosts.all(a, vendor.detect.hosts.all(b, a.size() == b.size()))"
TOGETHER = "group.all(a, group.all(b, a.name == b.name))"
CONFIGURATION = "organisation: {name: Test}\npacks: [core, change, own]\n"


def hosts(count):
    return HOSTS.format(", ".join(f"h{n:04}.example" for n in range(count)))


def rule(name, require, more=""):
    scope = "" if "scope:" in more else "scope: vendor\n"
    return (
        f"id: {name}\ntitle: A sample\nseverity: warning\n{scope}rationale: Because.\n"
        f"remediation: Mend it.\nrequire: {require}\n"
        + ("" if "message:" in more else "message: '\"is wrong\"'\n")
        + more
    )


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Lays out a registry with rules of its own, and goes there."""

    def lay_out(rules, **vendors):
        folder = registry(tmp_path / "registry", **vendors)
        own = {f"policies/own/{name}.yaml": text for name, text in rules.items()}
        put(folder, {"subpolicy.yaml": CONFIGURATION, **own})
        monkeypatch.chdir(folder)
        return folder

    return lay_out


@pytest.fixture
def run(capsys):
    """Runs a command: its exit code, and what it prints."""

    def runs(*arguments):
        code = main([*arguments, "--as-of", "2026-06-15"])
        return code, capsys.readouterr()

    return runs


@pytest.fixture
def report(run):
    """The audit's report as data: it has each verdict."""

    def reports(*arguments):
        code, printed = run("report", "--format", "json", "--gate", *arguments)
        assert code in {0, 1}, printed.err
        return code, json.loads(printed.out)

    return reports


def others(data, *, but):
    """Each verdict and finding that ``but`` does not speak of, as bytes."""
    evaluations = [e for e in data["evaluations"] if not but(e["rule"], e["vendor"])]
    findings = [f for f in data["findings"] if f["rule"] != OVER]
    return json.dumps([evaluations, findings]).encode()


def over(data):
    return [f for f in data["findings"] if f["rule"] == OVER]


def verdicts(data, name):
    return {e["vendor"]: e["outcome"] for e in data["evaluations"] if e["rule"] == name}


def test_a_record_that_takes_too_many_steps_is_named_and_the_others_are_judged(place, report):
    folder = place(
        {"greedy": rule("greedy", NESTED, "at: /detect/hosts\nmatch: has(vendor.detect)\n")},
        acme=GREEN + hosts(101),
        bell=GREEN.replace("acme", "bell") + hosts(99),
        berlin=GERMAN,
    )
    code, data = report()
    assert code == 1
    (fault,) = over(data)
    assert (fault["severity"], fault["outcome"], fault["vendor"]) == ("error", "fail", "acme")
    assert (fault["path"], fault["pointer"]) == ("vendors/acme.yaml", "/detect/hosts")
    assert fault["message"] == (
        "greedy needs more than 9,999 steps on vendors/acme.yaml, so it is not judged"
    )
    assert "shorten the lists" in fault["remediation"]
    assert verdicts(data, "greedy") == {
        "acme": "not_judged",
        "bell": "passed",
        "berlin": "not_applicable",
    }
    assert (data["counts"]["not_judged"], data["counts"]["invalid"]) == (1, 0)
    seen = others(data, but=lambda rule, vendor: (rule, vendor) == ("greedy", "acme"))
    put(folder, {"vendors/acme.yaml": GREEN + hosts(99)})
    assert others(report()[1], but=lambda rule, vendor: (rule, vendor) == ("greedy", "acme")) == (
        seen
    )


def test_a_rule_that_takes_too_many_steps_on_each_record_costs_no_other_rule(place, report):
    steps = "[" + ",".join("1" * 100) + "]"
    greedy = rule("greedy", f"'{steps}.all(a, {steps}.all(b, a == b))'")
    folder = place({"greedy": greedy, "other": rule("other", "'false'")}, acme=GREEN, berlin=GERMAN)
    code, data = report()
    assert code == 1
    assert [fault["vendor"] for fault in over(data)] == ["acme", "berlin"]
    assert set(verdicts(data, "greedy").values()) == {"not_judged"}
    assert set(verdicts(data, "other").values()) == {"failed"}
    seen = others(data, but=lambda rule, _: rule == "greedy")
    put(folder, {"policies/own/greedy.yaml": None})
    assert others(report()[1], but=lambda rule, _: rule == "greedy") == seen


def test_rules_that_are_asked_together_have_their_steps_each(place, report):
    names = [f"r{n}" for n in range(5)]
    place({name: rule(name, NESTED) for name in names}, acme=GREEN + hosts(99))
    code, data = report()
    assert (code, over(data)) == (0, [])
    assert [verdicts(data, name) for name in names] == [{"acme": "passed"}] * 5


def test_items_that_can_be_judged_are(place, report):
    body = (
        "for_each: {scheme: vendor.certifications.scheme}\n"
        "match: scheme != 'soc-2' || vendor.certifications.all(a, "
        "vendor.detect.hosts.all(b, vendor.detect.hosts.all(c, b.size() == c.size())))\n"
    )
    record = "certifications: [{scheme: soc-2}, {scheme: iso-27001}, {scheme: hipaa}]\n"
    place({"greedy": rule("greedy", "scheme == 'hipaa'", body)}, acme=GREEN + record + hosts(90))
    _, data = report()
    said = [e["outcome"] for e in data["evaluations"] if e["rule"] == "greedy"]
    assert sorted(said) == ["failed", "not_judged", "passed"]
    assert len(over(data)) == 1


def test_a_group_is_named_once_with_its_size(place, report, run):
    vendors = {f"v{n:03}": GREEN.replace("acme", f"v{n:03}") for n in range(110)}
    twins = {name: GREEN.replace("acme", name).replace("Acme", "Bell") for name in ("x", "y")}
    more = "scope: registry\ngroup_by: vendor.name\n"
    place({"greedy": rule("greedy", TOGETHER, more)}, **vendors, **twins)
    code, data = report()
    assert code == 1
    (fault,) = over(data)
    assert fault["message"] == (
        "greedy needs more than 9,999 steps on the 110 vendors that share "
        '"Acme, Inc.", so it is not judged'
    )
    assert fault["path"] == "vendors/v000.yaml"
    said = verdicts(data, "greedy")
    assert {said[name] for name in vendors} == {"not_judged"}
    assert {said[name] for name in twins} == {"passed"}
    # Whoever asks for one member alone is told, too.
    code, printed = run("check", "--rule", "greedy", "vendors/v109.yaml")
    assert (code, printed.out.count(OVER)) == (1, 1)
    assert run("check", "--rule", "greedy", "vendors/x.yaml")[0] == 0


def test_a_key_that_takes_too_many_steps_leaves_the_other_members_their_verdict(place, report):
    more = f"scope: registry\ngroup_by: '{NESTED} ? vendor.name : \"\"'\n"
    place(
        {"greedy": rule("greedy", "group.size() == 1", more)},
        acme=GREEN + hosts(101),
        bell=GREEN.replace("acme", "bell") + hosts(2),
    )
    _, data = report()
    assert [fault["vendor"] for fault in over(data)] == ["acme"]
    assert verdicts(data, "greedy") == {"acme": "not_judged", "bell": "passed"}


def test_a_message_that_takes_too_many_steps_leaves_the_failure(place, report):
    message = f'message: \'{NESTED} ? "a" : "b"\'\n'
    place({"greedy": rule("greedy", "'false'", message)}, acme=GREEN + hosts(101))
    code, data = report()
    assert (code, over(data)) == (0, [])  # a warning, and judged
    (found,) = (f for f in data["findings"] if f["rule"] == "greedy")
    assert found["message"] == "A sample (to say more takes more than 9,999 steps)"


@pytest.fixture
def crowded(place):
    """Two rules: one gives up on acme alone, the other on the group of 101 that acme is none of."""
    more = "scope: registry\ngroup_by: vendor.name\n"
    rules = {
        "alone": rule("alone", NESTED, "match: has(vendor.detect)\n"),
        "crowd": rule("crowd", TOGETHER, more),
    }
    vendors = {f"v{n:03}": GREEN.replace("acme", f"v{n:03}") for n in range(101)}
    acme = GREEN.replace("Acme", "Bell") + hosts(101)
    fine = GREEN.replace("acme", "fine").replace("Acme", "Fine")
    return place(rules, acme=acme, fine=fine, **vendors)


INVALID = "Not judged, as the record is invalid in a way that hides the answer"
OVERLONG = "Not judged, as the rule takes too many steps"


def unjudged(oscal):
    """What an assessment in OSCAL says of evaluations without a verdict."""
    (result,) = json.loads(oscal)["assessment-results"]["results"]
    said = [observation["description"] for observation in result["observations"]]
    return [words for words in said if words.startswith("Not judged")]


def test_who_was_not_judged_by_every_rule_is_not_said_to_be(crowded, report):
    in_memory = {m["path"]: m["judged"] for m in report()[1]["population"] if m["vendor"]}
    one_by_one = check(crowded, as_of="2026-06-15").population
    assert in_memory == {m.path: m.judged for m in one_by_one if m.vendor}
    assert [path for path, judged in in_memory.items() if judged] == ["vendors/fine.yaml"]


def test_every_report_says_why_there_is_no_verdict(crowded, run):
    alone = "alone needs more than 9,999 steps on vendors/acme.yaml, so it is not judged"
    _, printed = run("check", "--format", "junit")
    assert f'<skipped message="{alone}">' in printed.out
    assert (
        printed.out.count('<skipped message="crowd needs more than 9,999 steps on the 101') == 101
    )
    for format_ in ("junit", "sarif", "markdown"):
        assert "record is invalid" not in run("check", "--format", format_)[1].out
    _, printed = run("report", "--format", "markdown")
    rows = [line.split(" | ") for line in printed.out.splitlines() if "vendors/v" in line]
    why = [row for row in rows if "**in part**" in row]
    assert len(why) == 101
    assert all("crowd needs more than 9,999 steps on the 101 vendors" in row[5] for row in why)
    assert "is invalid, or the rule takes too many steps on it" in printed.out
    _, printed = run("report", "--format", "oscal")
    assert unjudged(printed.out) == [
        f"{OVERLONG}: 1 evaluation of 1 vendor.",
        f"{OVERLONG}: 101 evaluations of 101 vendors.",
    ]


def test_an_invalid_record_and_a_long_one_have_a_reason_each(place, run):
    invalid = GREEN.replace("acme", "bell") + "detect: {hosts: 1}\n"
    place({"greedy": rule("greedy", NESTED)}, acme=GREEN + hosts(101), bell=invalid)
    _, printed = run("report", "--format", "oscal", "--rule", "greedy")
    assert unjudged(printed.out) == [
        f"{INVALID}: 1 evaluation of 1 vendor.",
        f"{OVERLONG}: 1 evaluation of 1 vendor.",
    ]


@pytest.fixture
def changed(place):
    """A registry with a base: ``main`` has one record, and the files given are put over it."""

    def change(rules, base, now):
        folder = place(rules, **base)
        repository(folder)
        commit(folder)
        put(folder, now)
        return folder

    return change


BASE = ("--base", "HEAD")


def test_a_rule_on_changes_that_takes_too_many_steps(changed, run):
    nested = NESTED.replace("vendor.", "change.after.")
    more = 'scope: change\nmatch: change.kind == "modified"\n'
    greedy = {"greedy": rule("greedy", nested, more)}
    vendors = {"acme": GREEN, "bell": GREEN.replace("acme", "bell")}
    now = {"vendors/acme.yaml": GREEN + hosts(101), "vendors/bell.yaml": vendors["bell"] + hosts(9)}
    changed(greedy, vendors, now)
    code, printed = run("check", *BASE, "--format", "json")
    (fault,) = over(json.loads(printed.out))
    assert code == 1
    assert (fault["path"], fault["vendor"]) == ("vendors/acme.yaml", "acme")
    assert fault["message"] == (
        "greedy needs more than 9,999 steps on this change, so it is not judged"
    )


def test_own_rules_that_take_too_many_steps_block_though_others_judge(changed, run):
    """Merged, such a rule would let the record pass unjudged, or block everybody."""
    greedy = {f"policies/own/{name}.yaml": rule(name, NESTED) for name in ("greedy", "second")}
    changed(
        {"own": rule("own", "'true'")},
        {"acme": GREEN},
        {**greedy, "vendors/acme.yaml": GREEN + hosts(101)},
    )
    for gate in ("state", "change"):
        arguments = ("check", *BASE, "--policies-from", "HEAD", "--gate", gate, "--format", "json")
        code, printed = run(*arguments)
        assert code == 1
        assert [fault["item"] for fault in over(json.loads(printed.out))] == ["greedy", "second"]


def test_a_rule_of_both_sides_that_takes_too_many_steps_is_named_once(changed, run):
    changed(
        {"greedy": rule("greedy", NESTED)},
        {"acme": GREEN},
        {"vendors/acme.yaml": GREEN + hosts(101)},
    )
    arguments = ("check", *BASE, "--policies-from", "HEAD", "--format", "json")
    assert [fault["item"] for fault in over(json.loads(run(*arguments)[1].out))] == ["greedy"]


def test_what_was_not_judged_at_the_base_is_not_known_there(changed, run):
    """Else a record that no rule can judge could become whatever it likes."""
    greedy = {"greedy": rule("greedy", NESTED)}
    now = {"vendors/acme.yaml": GREEN.replace("Sends", "Reads") + hosts(101)}
    changed(greedy, {"acme": GREEN + hosts(101)}, now)
    code, printed = run("check", *BASE, "--gate", "change")
    assert code == 1
    assert OVER in printed.out


def test_it_can_be_neither_waived_nor_put_on_the_baseline(place, run, report):
    folder = place({"greedy": rule("greedy", NESTED)}, acme=GREEN + hosts(101))
    terms = "waivers: {approvers: [dpo@example.com]}\n"
    waiver = (
        "vendor: acme\nreason: It is long\napproved_by: dpo@example.com\n"
        "approved_on: 2026-06-01\nexpires_on: 2026-09-01\n"
    )
    entry = "{rule: RULE, vendor: acme, owner: dpo@example.com, due: 2026-09-01}"
    for name in ("greedy", OVER):
        put(
            folder,
            {
                "subpolicy.yaml": CONFIGURATION + terms,
                "waivers/w.yaml": f"id: w\nrule: {name}\n{waiver}",
                "baseline.yaml": f"entries:\n  - {entry.replace('RULE', name)}\n",
            },
        )
        code, data = report()
        assert (code, len(over(data)), data["counts"]["waived"]) == (1, 1, 0)
        assert data["counts"]["baselined"] == 0
    put(folder, {"waivers/w.yaml": None, "baseline.yaml": None})
    run("baseline", "create", "--until", "2026-09-01")
    code, data = report()
    assert (code, len(over(data))) == (1, 1)


def test_any_other_error_of_a_rule_is_an_error_of_the_run(place, run):
    place({"broken": rule("broken", "vendor.name.size() / 0 == 1")}, acme=GREEN + hosts(101))
    code, printed = run("check")
    assert code == 2
    assert "broken cannot be evaluated on vendors/acme.yaml: divide by zero" in printed.err


def test_many_findings_of_one_record_say_what_few_say(place, report):
    body = "for_each: {host: vendor.detect.hosts}\nlet: {said: host + '!'}\nmessage: said\n"
    place({"each": rule("each", "host == ''", body)}, acme=GREEN + hosts(40))
    _, data = report()
    said = [f["message"] for f in data["findings"] if f["rule"] == "each"]
    assert said == [f"h{n:04}.example!" for n in range(40)]


def test_a_message_is_no_longer_than_a_reader_bears(place, report):
    tenfold = ".map(a, [a,a,a,a,a,a,a,a,a,a].join())"
    long = f"message: '[vendor.name]{tenfold * 4}[0]'\n"
    place({"long": rule("long", "'false'", long)}, acme=GREEN)
    _, data = report()
    (found,) = (f for f in data["findings"] if f["rule"] == "long")
    assert len(found["message"]) == 10_000
    assert found["message"].endswith("…")


def test_the_test_of_a_rule_says_why_a_case_has_no_verdict(place, capsys):
    folder = place({"greedy": rule("greedy", NESTED)}, acme=GREEN)
    names = ", ".join(f"h{n:04}.example" for n in range(101))
    base = "{id: acme, name: Acme, status: active, processing: {locations: [US]}}"
    test = (
        f"rule: greedy\nbase: {base}\ncases:\n"
        f"  - {{name: long, vendor: {{detect: {{hosts: [{names}]}}}}, expect: pass}}\n"
        "  - {name: uneven, vendor: {detect: {hosts: [a.example, bb.example]}}, expect: fail}\n"
    )
    put(folder, {"policies/own/greedy.test.yaml": test})
    assert main(["test", "--rule", "greedy"]) == 1
    printed = capsys.readouterr().out
    assert "greedy needs more than 9,999 steps on vendors/acme.yaml" in printed
