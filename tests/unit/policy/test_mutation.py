"""Mutation testing: which changes of a rule its cases notice, and what is said of the others."""

import pytest

from subpolicy.documents import Document, read
from subpolicy.policy import ruletests  # not its names: pytest would collect Tester
from subpolicy.policy.proof.edits import Editor
from subpolicy.policy.proof.mutants import Mutator
from subpolicy.policy.proof.mutation import Mutations
from subpolicy.policy.typecheck import TypeChecker
from support.rulebook import SCHEMAS, SHAPE, rule

BASE = (
    "rule: sample\n"
    'base: {id: acme, name: "Acme", status: active, processing: {locations: [US]}}\n'
    "cases:\n"
)
PURPOSE = "match: vendor.status != 'retired'\nrequire: has(vendor.purpose)"
PURPOSE_CASES = (
    "{vendor: {purpose: x}, expect: pass}",
    "{expect: fail}",
    "{vendor: {status: retired}, expect: not-applicable}",
)


def document(text):
    found = read("sample.test.yaml", text.encode())
    assert isinstance(found, Document), found.faults
    assert not SCHEMAS.violations("rule-test", found.data)
    return found


def bench_of(one, cases, more=""):
    lines = "".join(f"  - {{name: a, {case[1:]}\n" for case in cases)
    bench = ruletests.Tester(SCHEMAS, SHAPE, {}).bench(one, document(BASE + lines + more))
    assert bench is not None
    return bench


def mutate(body, *cases, more="", scope="vendor"):
    one = rule(body, scope=scope)
    checker = TypeChecker(SHAPE, ["countries"], [one])
    assert checker.check().errors == []
    mutations = Mutations.of(SHAPE, ["countries"], checker)
    return mutations.mutate(0, bench_of(one, cases, more))


def survivors(body, *cases, **options):
    found = mutate(body, *cases, **options).survivors
    return [(str(error.place), error.message.removeprefix("unnoticed: ")) for error in found]


def mutants(body, scope="vendor"):
    """All mutants of a rule in words, those included that will not compile."""
    return [
        f"{mutant.key}: {mutant.original} → {mutant.candidates[0].shown}"
        for mutant in Mutator(Editor([])).mutants(rule(body, scope=scope))
    ]


class TestMutants:
    @pytest.mark.parametrize(
        ("params", "others"),
        [
            ("{n: 12}", ["params.n: 12 → 13", "params.n: 12 → 11"]),
            ("{n: true}", ["params.n: true → false"]),
            ("{n: soon}", ['params.n: "soon" → "soonx"']),
            (
                "{n: 2024-03-01}",
                [
                    'params.n: "2024-03-01" → "2024-02-29"',
                    'params.n: "2024-03-01" → "2024-03-02"',
                ],
            ),
            (
                "{n: [a, b]}",
                ['params.n: ["a", "b"] → without "a"', 'params.n: ["a", "b"] → without "b"'],
            ),
            ("{n: [1]}", ["params.n: [1] → without 1"]),
            ("{home: [US], exporter_regimes: [], categories: []}", []),
        ],
    )
    def test_of_parameters_that_the_rule_itself_sets(self, params, others):
        assert mutants(f"params: {params}\nrequire: a") == [*others, "require: a → !a"]

    def test_of_each_part_in_the_order_of_judgement(self):
        body = (
            'message: \'"never" + "changed"\'\nrequire: c == 1\nlet: {x: a == b}\n'
            "for_each: {l: [vendor.processing.locations, vendor.processing.access]}\nmatch: m"
        )
        assert mutants(body) == [
            "match: m → true",
            "match: m → !m",
            "for_each.l: vendor.processing.locations → dropped",
            "for_each.l: vendor.processing.access → dropped",
            "let.x: a == b → a != b",
            *("require: c == 1 → c != 1", "require: c == 1 → c == 2", "require: c == 1 → c == 0"),
        ]

    def test_of_the_key_of_groups(self):
        body = "group_by: \"a ? b : 'c'\"\nrequire: d"
        assert mutants(body, scope="registry") == [
            "group_by: a → !a",
            "group_by: a ? b : 'c' → a ? b : 'cx'",
            "require: d → !d",
        ]

    def test_are_not_made_twice(self):
        assert mutants("match: 'false'\nrequire: a") == ["match: false → true", "require: a → !a"]


class TestSurvivors:
    def test_there_are_none_where_every_change_is_noticed(self):
        found = mutate(PURPOSE, *PURPOSE_CASES)
        assert (found.noticed, found.equivalent, found.survivors, found.stale) == (4, 0, (), ())
        assert found.total == 4

    def test_are_what_no_case_tells_from_the_rule(self):
        assert survivors(PURPOSE, *PURPOSE_CASES[:2]) == [
            ("sample.yaml:7:8", "match: vendor.status != 'retired' → true"),
            (
                "sample.yaml:7:25",
                "match: vendor.status != 'retired' → vendor.status != 'suspended'",
            ),
        ]

    def test_verdicts_alone_may_not_tell_what_findings_do(self):
        body = "for_each: {l: vendor.processing.locations}\nrequire: l == 'US' || l == 'DE'"
        fails = "{vendor: {processing: {locations: [US, FR]}}, expect: fail"
        passes = "{vendor: {processing: {locations: [US, DE]}}, expect: pass}"
        dropped = "require: l == 'US' || l == 'DE' → l == 'US'"
        assert survivors(body, passes, fails + "}") == []
        more = survivors(body, "{expect: pass}", fails.replace("FR", "FR, DE") + "}")
        assert ("sample.yaml:8:19", dropped) in more
        told = ", findings: [{item: FR}]}"
        found = survivors(body, "{expect: pass}", fails.replace("FR", "FR, DE") + told)
        assert dropped not in [text for _, text in found]

    def test_a_message_is_compared_where_a_case_gives_it(self):
        body = "let: {shown: \"vendor.name + '!'\"}\nrequire: 'false'\nmessage: shown"
        case = "{expect: fail"
        exclamation = ("sample.yaml:7:29", "let.shown: '!' → '!x'")
        assert exclamation in survivors(body, case + "}")
        told = survivors(body, case + ", findings: [{message: Acme!}]}")
        assert exclamation not in told

    def test_of_parameters_stand_at_the_parameter(self):
        body = "params: {n: 3}\nrequire: vendor.name.size() > params.n"
        assert ("sample.yaml:7:13", "params.n: 3 → 2") in survivors(
            body, "{expect: pass}", "{vendor: {name: A}, expect: fail}"
        )

    def test_of_a_path_stand_at_the_path(self):
        body = (
            "for_each: {l: [vendor.processing.locations, vendor.processing.access]}\n"
            "require: l == 'US'"
        )
        case = "{vendor: {processing: {locations: [DE], access: [DE]}}, expect: fail}"
        assert ("sample.yaml:7:45", "for_each.l: vendor.processing.access → dropped") in (
            survivors(body, "{expect: pass}", case)
        )

    def test_of_the_same_words_are_numbered(self):
        body = "require: vendor.name == 'x' && file == 'x' || vendor.name == 'x'"
        found = [text for _, text in survivors(body, "{expect: fail}")]
        literal = "require: vendor.name == 'x' → vendor.name == 'xx'"
        assert [text for text in found if text.startswith(literal)] == [literal, f"{literal} (2)"]

    def test_what_does_not_compile_is_no_mutant(self):
        table = mutate("require: in_table('countries', vendor.id)", "{expect: fail}")
        assert table.total == 1  # the negation: no other table, no other list of arguments
        typed = mutate("require: vendor.status == 'active'", "{expect: pass}")
        assert typed.total == 2  # != and the enumeration's next member

    def test_what_nests_too_deeply_is_no_mutant(self):
        deep = "!(" * 22 + "vendor.name == 'x'" + ")" * 22
        body = (
            "let: {a: vendor.id, b: vendor.id, c: vendor.id}\n"
            f"require: \"{deep} && a != '' && b != '' && c != ''\""
        )
        one = rule(body)
        checker = TypeChecker(SHAPE, [], [one])
        accepted = [
            mutant
            for mutant in Mutator(Editor([])).mutants(one)
            if checker.accepts(0, mutant.candidates[0].rule, "/require")
        ]
        assert 0 < mutate(body, "{expect: fail}").total < len(accepted)

    def test_a_change_that_cannot_be_evaluated_is_noticed(self):
        body = "match: has(vendor.tia) && vendor.tia.completed_on < today\nrequire: has(vendor.baa)"
        texts = [text for _, text in survivors(body, "{expect: not-applicable}")]
        dropped = "match: has(vendor.tia) && vendor.tia.completed_on < today → "
        assert dropped + "vendor.tia.completed_on < today" not in texts
        assert dropped + "has(vendor.tia)" in texts

    def test_groups_are_judged_as_groups(self):
        body = "group_by: vendor.name\nrequire: group.size() == 1\nmessage: group[1].id"
        lone = "{expect: pass}"
        pair = "{others: [{id: beta}], expect: fail}"
        three = "{others: [{id: beta}, {id: gamma}], expect: fail}"
        assert survivors(body, lone, pair, three, scope="registry") == []
        assert survivors(body, lone, scope="registry") == []
        assert survivors(body, three, scope="registry") == [
            ("sample.yaml:8:26", "require: group.size() == 1 → group.size() == 2"),
            ("sample.yaml:8:26", "require: group.size() == 1 → group.size() == 0"),
        ]


class TestEquivalents:
    SURVIVOR = "match: vendor.status != 'retired' → true"
    OTHER = "match: vendor.status != 'retired' → vendor.status != 'suspended'"

    def mutate(self, *named):
        entries = "".join(f'  - {{mutant: "{text}", reason: because}}\n' for text in named)
        return mutate(PURPOSE, *PURPOSE_CASES[:2], more=f"equivalent:\n{entries}")

    def test_are_counted_and_not_listed(self):
        found = self.mutate(self.SURVIVOR, self.OTHER)
        assert (found.noticed, found.equivalent, found.survivors, found.stale) == (2, 2, (), ())
        assert found.total == 4

    def test_leave_the_others_listed(self):
        found = self.mutate(self.SURVIVOR)
        assert (found.equivalent, len(found.survivors), found.stale) == (1, 1, ())

    def test_that_do_not_survive_are_stale(self):
        found = self.mutate(self.SURVIVOR, self.OTHER, "require: has(x) → !has(x)")
        (stale,) = found.stale
        assert str(stale.place) == "sample.test.yaml:9:14"
        assert stale.message == 'no such mutant survives: "require: has(x) → !has(x)"'
        assert stale.help_text == "take the entry out"

    def test_that_are_misspelt_get_the_nearest_survivor(self):
        (stale,) = self.mutate(self.SURVIVOR.replace("retired", "retird")).stale
        assert stale.help_text == f"take the entry out, or did you mean `{self.SURVIVOR}`?"

    def test_that_are_named_twice_are_stale(self):
        (stale,) = self.mutate(self.SURVIVOR, self.SURVIVOR).stale
        assert stale.message == f'"{self.SURVIVOR}" is named twice'
        assert str(stale.place) == "sample.test.yaml:8:14"

    def test_need_a_reason(self):
        text = BASE + "  - {name: a, expect: pass}\nequivalent: [{mutant: x}]\n"
        found = read("sample.test.yaml", text.encode())
        assert [one.code for one in SCHEMAS.violations("rule-test", found.data)] == [
            "schema/missing-key"
        ]
