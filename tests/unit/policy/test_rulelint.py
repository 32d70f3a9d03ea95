"""The linter for rules: what it finds, where, and what it advises."""

import pytest

from subpolicy.documents import Document, read
from subpolicy.policy import ruletests  # not its names: pytest would collect Tester
from subpolicy.policy.proof.rulelint import Linter
from subpolicy.policy.proof.together import always_together
from subpolicy.policy.tables import table_from
from support.rulebook import SCHEMAS, SHAPE, rule

BASE = 'base: {id: acme, name: "Acme", status: active, processing: {locations: [US]}}\n'
RECORD = '"id": "acme", "name": "Acme", '
CANNOT = "cannot decide every valid record:"
SMALLEST = '"processing": {"locations": ["US"]}, "status": "active"}'
CRITICAL = (
    "{vendor: {review: {owner: x, criticality: critical}, "
    "certifications: [{scheme: x, valid_until: 2020-01-01}]}, expect: fail}"
)
CONTROLS = table_from(
    read(
        "controls.yaml",
        b"{id: controls, title: c, source: s, verified_on: 2026-01-01, rows: ["
        b"{code: a, group: soc-2, label: CC9.2}, {code: b, group: soc-2, label: CC8.1}]}",
    )
)


def bench_of(tester, one, *cases):
    lines = "".join(f"  - {{name: a, {case[1:]}\n" for case in cases)
    text = f"rule: {one.id}\n{BASE}cases:\n{lines}"
    found = read(f"{one.id}.test.yaml", text.encode())
    assert isinstance(found, Document), found.faults
    assert not SCHEMAS.violations("rule-test", found.data)
    return tester.bench(one, found)


def lint(body, *cases, scope="vendor", tables=None):
    one = rule(body, scope=scope)
    tester = ruletests.Tester(SCHEMAS, SHAPE, tables or {})
    bench = bench_of(tester, one, *cases) if cases else None
    return Linter(tester.stage, SHAPE, tables or {}).lint(one, bench)


def errors(body, *cases, **options):
    return [(str(e.place), e.message, e.help_text) for e in lint(body, *cases, **options).errors]


def undecided(body, *cases, scope="vendor"):
    """Place, field and record of each optional field that is read bare."""
    found = []
    for place, message, help_text in errors(body, *(cases or ["{expect: pass}"]), scope=scope):
        if message.startswith("cannot decide"):
            field = message.removeprefix("cannot decide every valid record: ").split('"')[1]
            found.append((place, field, help_text.partition("breaks it: ")[2]))
    return found


class TestFieldsReadWithoutAsking:
    def test_say_what_breaks_and_how_to_mend_it(self):
        assert errors("require: vendor.purpose != ''", "{expect: fail}") == [
            (
                "sample.yaml:7:17",
                f'{CANNOT} "purpose" is read where a record may leave it out',
                f"ask has() first; this record breaks it: {{{RECORD}{SMALLEST}",
            )
        ]

    @pytest.mark.parametrize(
        ("body", "place", "field", "breaking"),
        [
            (
                "require: has(vendor.dpa) && vendor.dpa.signed_on < today",
                "7:40",
                "signed_on",
                '"dpa": {',
            ),
            (
                "require: vendor.status != 'retired' || vendor.retired_on < today",
                *("7:47", "retired_on", '"status": "retired"'),
            ),
            (
                "for_each: {t: vendor.transfers}\nrequire: t.version == 'x'",
                *("8:12", "version", '"transfers": [{"mechanism": "adequacy"}]'),
            ),
            (
                "require: vendor.transfers.all(t, t.mechanism != 'dpf' || t.valid_until > today)",
                *("7:60", "valid_until", '"transfers": [{"mechanism": "dpf"}]'),
            ),
            (
                "require: vendor.notices.all(n, n.emergency.reason != '')",
                *("7:34", "emergency", '"notices": [{'),
            ),
            (
                "require: vendor.notices.all(n, !has(n.objections) || n.objections.open == 0)",
                *("7:67", "open", '"objections": {}'),
            ),
            ("require: 'false'\nmessage: vendor.service", "8:17", "service", SMALLEST),
            ("let: {s: vendor.service}\nrequire: s == 'x'", "7:17", "service", SMALLEST),
            ("match: vendor.service == 'x'\nrequire: 'true'", "7:15", "service", SMALLEST),
        ],
    )
    def test_are_found_wherever_they_stand(self, body, place, field, breaking):
        ((found, name, record),) = undecided(body)
        assert (found, name) == (f"sample.yaml:{place}", field)
        assert breaking in record

    @pytest.mark.parametrize(
        "body",
        [
            "require: has(vendor.purpose) && vendor.purpose != ''",
            "require: vendor.transfers.all(t, !has(t.version) || t.version != 'x')",
            "require: has(vendor.tia) && vendor.tia.completed_on < today",
            "require: vendor.processing.access.size() == 0 && !vendor.tenant_enabled",
            "require: vendor.pending.all(p, !has(p.set.dpa) || p.set.dpa.method != 'none')",
            "for_each: {u: [vendor.website, vendor.dpa.url]}\nrequire: u != ''",
        ],
    )
    def test_are_not_seen_where_the_rule_asks_first(self, body):
        assert undecided(body) == []

    def test_are_found_where_only_a_case_leads_to_them(self):
        body = (
            "for_each: {c: vendor.certifications}\nmatch: has(c.valid_until) && "
            "has(vendor.review) && vendor.review.criticality == 'critical'\nrequire: c.type == 2"
        )
        places = {(place, field) for place, field, _ in undecided(body, CRITICAL)}
        assert places == {("sample.yaml:8:66", "criticality"), ("sample.yaml:9:12", "type")}

    def test_are_found_behind_the_parameters_of_a_case(self):
        body = (
            "params: {exporter_regimes: []}\n"
            "require: params.exporter_regimes.all(r, vendor.service == r)"
        )
        assert undecided(body) == []
        ((place, field, _),) = undecided(body, "{exporter_regimes: [EU], expect: fail}")
        assert (place, field) == ("sample.yaml:8:48", "service")

    @pytest.mark.parametrize(
        ("body", "place", "field"),
        [
            ("match: vendor.service == 'x'\ngroup_by: vendor.id", "7:15", "service"),
            ("match: 'true'\ngroup_by: vendor.service", "8:18", "service"),
            ("group_by: vendor.id\nrequire: group[0].service == 'x'", "8:19", "service"),
            (
                "group_by: vendor.id\nrequire: group.size() == 1\nmessage: group[1].service",
                *("9:19", "service"),
            ),
        ],
    )
    def test_are_found_in_rules_on_groups(self, body, place, field):
        ((found, name, _),) = undecided(body, scope="registry")
        assert (found, name) == (f"sample.yaml:{place}", field)

    def test_what_a_rule_on_groups_does_not_apply_to_is_not_judged(self):
        body = "match: has(vendor.service)\ngroup_by: vendor.service\nrequire: group.size() == 1"
        assert undecided(body, scope="registry") == []

    def test_other_things_that_cannot_be_worked_out_are_told_as_they_are(self):
        ((place, message, _),) = errors("require: vendor.name.size() / 0 == 1", "{expect: fail}")
        assert place == "sample.yaml:7:10"
        assert message == "cannot decide every valid record: divide by zero"

    def test_are_found_in_rules_on_changes(self):
        case = (
            "{before: {status: planned}, after: {dpa: {method: signed, signed_on: 2025-01-01}}, "
            "expect: pass}"
        )
        body = "require: has(change.after.dpa) && change.after.dpa.signed_on < today"
        ((place, field, record),) = undecided(body, case, scope="change")
        assert (place, field) == ("sample.yaml:7:52", "signed_on")
        assert '"dpa": {"method": "signed"}' in record
        asked = body.replace("&&", "&& has(change.after.dpa.signed_on) &&")
        assert undecided(asked, case, scope="change") == []


class TestNamesThatNobodyReads:
    def test_parameters(self):
        body = "params: {used: 1, idle: 2}\nrequire: vendor.name.size() > params.used"
        assert errors(body) == [
            ("sample.yaml:7:25", 'the parameter "idle" is never read', "take it out")
        ]

    def test_parameters_that_are_read_as_a_whole(self):
        assert errors("params: {a: 1}\nrequire: '[params].size() == 1'") == []

    @pytest.mark.parametrize("where", ["match", "message", "let"])
    def test_parameters_are_looked_for_everywhere(self, where):
        bodies = {
            "match": "match: params.a == 'x'",
            "message": "message: params.a",
            "let": "let: {n: params.a}\nmessage: n",
        }
        assert errors("params: {a: x}\n" + bodies[where]) == []

    def test_names_of_let(self):
        body = "let: {a: vendor.id, b: a, c: b}\nrequire: vendor.id == 'x'"
        assert errors(body) == [("sample.yaml:7:30", '"c" is never read', "take it out")]

    def test_a_loop_of_the_same_name_reads_nothing(self):
        body = "let: {t: vendor.id}\nrequire: vendor.transfers.all(t, t.mechanism != 'none')"
        assert [message for _, message, _ in errors(body)] == ['"t" is never read']

    def test_items(self):
        body = "for_each: {l: vendor.processing.locations}\nrequire: has(vendor.tia)\nmessage: l"
        assert errors(body) == [
            (
                "sample.yaml:7:15",
                'no verdict depends on the item "l"',
                "read it in match or require, or judge the record as a whole",
            )
        ]


class TestMatch:
    BODY = "match: vendor.status != 'retired'\nrequire: has(vendor.purpose)"

    def test_true_on_every_case(self):
        assert errors(self.BODY, "{expect: fail}") == [
            (
                "sample.yaml:7:8",
                "match is true on every case",
                "add a case to which the rule does not apply, or take match out",
            )
        ]

    def test_false_on_every_case(self):
        case = "{vendor: {status: retired}, expect: not-applicable}"
        assert errors(self.BODY, case) == [
            (
                "sample.yaml:7:8",
                "match is false on every case",
                "add a case to which the rule applies",
            )
        ]

    def test_that_is_both(self):
        cases = ("{expect: fail}", "{vendor: {status: retired}, expect: not-applicable}")
        assert errors(self.BODY, *cases) == []

    def test_of_items_is_looked_at_item_by_item(self):
        body = "for_each: {l: vendor.processing.locations}\nmatch: l != 'US'\nrequire: l != 'DE'"
        assert errors(body, "{vendor: {processing: {locations: [US, FR]}}, expect: pass}") == []

    def test_of_groups_is_looked_at_vendor_by_vendor(self):
        body = "match: vendor.status != 'retired'\ngroup_by: vendor.id"
        case = "{others: [{id: old, status: retired}], expect: pass}"
        assert errors(body, case, scope="registry") == []

    def test_that_an_invalid_record_does_not_let_be_decided_counts_for_nothing(self):
        case = "{vendor: {status: 5, colour: red}, invalid: true, expect: not-applicable}"
        body = "match: vendor.status.startsWith('a')\nrequire: 'true'"
        assert [m for _, m, _ in errors(body, case, "{expect: pass}")] == [
            "match is true on every case"
        ]


class TestMessages:
    PLACES = "for_each: {l: vendor.processing.locations}\nrequire: l == 'US'\nmessage: "
    CERTIFIED = "for_each: {c: vendor.certifications}\nrequire: c.scheme == 'x'\nmessage: "

    def test_that_do_not_name_the_item(self):
        case = "{vendor: {processing: {locations: [DE, FR]}}, expect: fail}"
        assert errors(self.PLACES + "\"'is far'\"", case) == [
            (
                "sample.yaml:9:10",
                'message does not contain the value that it is about, such as "DE"',
                "name l in it",
            )
        ]

    def test_that_name_the_item(self):
        case = "{vendor: {processing: {locations: [DE, FR]}}, expect: fail}"
        assert errors(self.PLACES + "l + ' is far'", case) == []

    def test_need_not_name_what_is_always_the_same(self):
        case = "{vendor: {processing: {locations: [DE]}}, expect: fail}"
        assert errors(self.PLACES + "\"'is Germany'\"", case) == []

    def test_of_objects_get_a_remark(self):
        case = "{vendor: {certifications: [{scheme: a, type: 1}, {scheme: b}]}, expect: fail}"
        found = lint(self.CERTIFIED + "\"'is odd'\"", case)
        assert found.errors == ()
        (remark,) = found.remarks
        assert str(remark.place) == "sample.yaml:9:10"
        assert remark.message.endswith('such as {"scheme": "a", "type": 1}')
        assert lint(self.CERTIFIED + "c.scheme + ' is odd'", case) == ((), ())

    def test_of_truths_lists_and_records_that_cannot_be_judged(self):
        body = (
            "for_each: {f: vendor.features}\nrequire: 'f.key == \"\"'\nmessage: string(f.masking)"
        )
        case = (
            "{vendor: {features: [{key: a, default: 'on'}, {key: b, default: 'on'}]}, expect: fail}"
        )
        assert lint(body, case, "{vendor: {colour: red}, invalid: true, expect: pass}") == ((), ())
        body = (
            "for_each: {t: vendor.transfers}\nrequire: t.modules.size() == 0\n"
            "message: string(t.modules[0])"
        )
        case = "{vendor: {transfers: [{mechanism: scc, modules: [3]}]}, expect: fail}"
        assert lint(body, case).remarks == ()

    def test_are_not_asked_for_where_the_rule_cannot_decide_a_case(self):
        body = "for_each: {c: vendor.certifications}\nrequire: c.type == 1"
        case = "{vendor: {certifications: [{scheme: a}]}, expect: fail}"
        assert [place for place, _, _ in undecided(body, case)] == ["sample.yaml:8:12"]


class TestControls:
    @pytest.mark.parametrize(
        ("control", "place", "message", "advice"),
        [
            (
                "{framework: soc-2, id: CC9.3}",
                "7:35",
                'unknown control "CC9.3" of soc-2',
                "did you mean `CC9.2`? policies/_tables/controls.yaml lists what is known",
            ),
            (
                "{framework: soc-2, id: A}",
                "7:35",
                'unknown control "A" of soc-2',
                "policies/_tables/controls.yaml lists what is known",
            ),
            (
                "{framework: soc2, id: CC9.2}",
                "7:24",
                'unknown framework "soc2"',
                "did you mean `soc-2`? policies/_tables/controls.yaml lists what is known",
            ),
            (
                "{framework: gdpr, id: Art. 100}",
                "7:34",
                'no article "Art. 100" of the GDPR',
                "write it like Art. 28(3) or Art. 46(2)(c)",
            ),
            (
                "{framework: gdpr, id: 28(3)}",
                "7:34",
                'no article "28(3)" of the GDPR',
                "write it like Art. 28(3) or Art. 46(2)(c)",
            ),
        ],
    )
    def test_that_nobody_knows(self, control, place, message, advice):
        found = errors(f"controls: [{control}]", tables={"controls": CONTROLS})
        assert found == [(f"sample.yaml:{place}", message, advice)]

    @pytest.mark.parametrize(
        "control",
        [
            "{framework: soc-2, id: CC9.2}",
            *(
                f"{{framework: gdpr, id: {one}}}"
                for one in ("Art. 5", "Art. 28(3)", "Art. 46(2)(c)")
            ),
        ],
    )
    def test_that_are_known(self, control):
        assert errors(f"controls: [{control}]", tables={"controls": CONTROLS}) == []

    def test_without_the_table_nothing_is_said(self):
        assert errors("controls: [{framework: nonsense, id: 1}]".replace("1}", "'1'}")) == []


class TestRulesThatFailTogether:
    NEEDS = "require: has(vendor.{})"

    def together(self, *rules):
        tester = ruletests.Tester(SCHEMAS, SHAPE, {})
        benches = [bench_of(tester, one, *cases) for one, cases in rules]
        found = always_together(tester.stage, benches)
        return {name: (str(error.place), error.message) for name, error in found.items()}

    def named(self, rule_id, body, *cases, scope="vendor"):
        return rule(body, rule_id=rule_id, scope=scope), cases

    def test_get_a_remark_on_the_first(self):
        one = self.named("one", "require: has(vendor.tia)", "{expect: fail}")
        other = self.named("other", "require: has(vendor.baa)", "{expect: fail}")
        assert self.together(one, other) == {
            "one": ("one.yaml:7:10", "fails on exactly the cases on which other fails")
        }

    def test_do_not_where_a_case_of_either_tells_them_apart(self):
        one = self.named("one", "require: has(vendor.tia)", "{expect: fail}")
        tia = "{vendor: {tia: {completed_on: 2025-01-01}}, expect: fail}"
        other = self.named("other", "require: has(vendor.baa)", tia)
        assert self.together(one, other) == {}

    def test_are_looked_for_with_the_configuration_of_the_case(self):
        body = "params: {home: [DE]}\nfor_each: {l: vendor.processing.locations}\nrequire: "
        one = self.named("one", body + "l in params.home", "{home: [US], expect: pass}")
        other = self.named("other", "require: has(vendor.baa)", "{expect: fail}")
        assert self.together(one, other) == {}

    def test_rules_that_never_fail_and_rules_on_groups_are_left_out(self):
        one = self.named("one", "require: 'true'", "{expect: pass}")
        other = self.named("other", "require: 'true'", "{expect: pass}")
        group = "group_by: vendor.id\nrequire: 'false'"
        third = self.named("third", group, "{expect: fail}", scope="registry")
        fourth = self.named("fourth", group, "{expect: fail}", scope="registry")
        assert self.together(one, other, third, fourth) == {}
