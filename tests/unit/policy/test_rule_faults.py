"""Each fault of a rule: its text, its place in the rule's file, and the suggestion."""

import pytest

from subpolicy.policy.typecheck import TypeChecker
from subpolicy.registry.shape import shape_of
from support.rulebook import faults, rule

AD = "AD, AE, AF, AG, AI, AL, AM, AO, AQ, AR, AS, AT, AU, AW, AX, AZ, BA, BB, BD, BE, …"
SEEN = "seen here: file, params, today, vendor"
NME = ('unknown field "nme" in vendor', "did you mean `name`?")
KINDS = "adequacy, bcr, derogation, dpf, none, privacy-shield, scc, swiss-adapted-scc, uk-addendum"

FIELDS = [
    ("require: vendor.nme == 'x'", "7:17", *NME),
    ("require: \"vendor.nme == 'x'\"", "7:18", *NME),
    ("require: 'vendor.nme == \"x\"'", "7:18", *NME),
    ("require: &anchor 'vendor.nme == \"x\"'", "7:26", *NME),
    ("require: !!str 'vendor.nme == \"x\"'", "7:24", *NME),
    ("require: '\"é𝄞\" == vendor.nme'", "7:26", *NME),
    ("require: '''a'' == vendor.nme'", "7:27", *NME),
    (r'require: "\"a\" == vendor.nme"', "7:27", *NME),
    (r'require: "\"\x41\u0042\U00000043\" == vendor.nme"', "7:46", *NME),
    ("require: |\n  true &&\n  vendor.nme == 'x'", "9", *NME),
    ("require: | # a comment\n\n  vendor.nme == 'x'", "9", *NME),
    ("require: >-\n  true &&\n  vendor.nme == 'x'", "8", *NME),
    ("require: true &&\n  vendor.nme == 'x'", "7", *NME),
    (
        "require: vendor.dpa.singed_on == ''",
        "7:21",
        'unknown field "singed_on" in vendor.dpa',
        "did you mean `signed_on`?",
    ),
    (
        "require: has(vendor.dpa.singed_on)",
        "7:25",
        'unknown field "singed_on" in vendor.dpa',
        "did you mean `signed_on`?",
    ),
    (
        "require: vendor.transfers.exists(t, t.mechanisn == 'scc')",
        "7:39",
        'unknown field "mechanisn" in vendor.transfers',
        "did you mean `mechanism`?",
    ),
    (
        "require: vendor.baa.zzz == ''",
        "7:21",
        'unknown field "zzz" in vendor.baa',
        "known here: signed_on",
    ),
    ("require: params.x == 1", "7:17", 'unknown field "x" in params', "there are none here"),
    (
        "params: {months: 1}\nrequire: params.month == 1",
        "8:17",
        'unknown field "month" in params',
        "did you mean `months`?",
    ),
    ("match: vendor.nme == 'x'", "7:15", *NME),
    ("message: vendor.nme", "7:17", *NME),
    ("let: {known: vendor.nme}\nrequire: known == ''", "7:21", *NME),
]

VALUES = [
    (
        "require: vendor.status == 'optinal'",
        "7:27",
        'unknown value "optinal"',
        "did you mean `optional`?",
    ),
    (
        "require: \"'optinal' != vendor.status\"",
        "7:11",
        'unknown value "optinal"',
        "did you mean `optional`?",
    ),
    (
        "require: \"vendor.status in ['active', 'plannd']\"",
        "7:39",
        'unknown value "plannd"',
        "did you mean `planned`?",
    ),
    (
        "require: \"'ZZ' in vendor.processing.locations\"",
        "7:11",
        'unknown value "ZZ"',
        f"known here: {AD}",
    ),
    (
        "require: vendor.processing.locations.exists(l, l == 'ZZ')",
        "7:53",
        'unknown value "ZZ"',
        f"known here: {AD}",
    ),
    (
        "for_each: {place: vendor.processing.locations}\nrequire: place == 'ZZ'",
        "8:19",
        'unknown value "ZZ"',
        f"known here: {AD}",
    ),
    (
        "for_each: {place: vendor.processing.locations}\nmessage: \"place == 'ZZ' ? 'a' : 'b'\"",
        "8:20",
        'unknown value "ZZ"',
        f"known here: {AD}",
    ),
    (
        "let: {state: vendor.status}\nrequire: state == 'retird'",
        "8:19",
        'unknown value "retird"',
        "did you mean `retired`?",
    ),
    (
        "require: vendor.transfers.all(t, t.mechanism != 'x')",
        "7:49",
        'unknown value "x"',
        f"known here: {KINDS}, uk-idta",
    ),
    (
        "require: \"['x'].exists(one, one == vendor.name) && vendor.status == 'x'\"",
        "7:69",
        'unknown value "x"',
        "known here: active, optional, planned, retired, suspended",
    ),
    (
        "require: in_table('countrys', vendor.name)",
        "7:19",
        'unknown table "countrys"',
        "did you mean `countries`?",
    ),
    (
        "require: in_force('lands', vendor.name, '', today)",
        "7:19",
        'unknown table "lands"',
        "known here: countries",
    ),
]

NAMES = [
    ("require: vendr == ''", "7:10", 'unknown name "vendr"', "did you mean `vendor`?"),
    ("require: vendr.name == ''", "7:10", 'unknown name "vendr.name"', "did you mean `vendor`?"),
    ("require: is_dat(vendor.name)", "7:10", 'unknown name "is_dat"', "did you mean `is_date`?"),
    (
        "require: true && is_dat(vendor.name)",
        "7:18",
        'unknown name "is_dat"',
        "did you mean `is_date`?",
    ),
    (
        "let: {state: vendor.status}\nrequire: stat == ''",
        "8:10",
        'unknown name "stat"',
        "did you mean `state`?",
    ),
    ("require: group.size() == 1", "7:10", '"group" is not to be seen here', SEEN),
    ("require: p0 == p0 || true", "7:10", '"p0" is not to be seen here', SEEN),
    (
        "for_each: {place: vendor.processing.locations}\nrequire: i0 == place",
        "8:10",
        '"i0" is not to be seen here',
        "seen here: file, params, place, today, vendor",
    ),
    (
        "require: \"subpolicy.Vendor{name: 'x'} == vendor\"",
        "7:11",
        "a rule makes no objects of its own",
        "",
    ),
    ("for_each: {in: vendor.name}", "7:16", 'the name "in" is taken', "choose another name"),
    (
        "for_each: {vendor: vendor.name}",
        "7:20",
        'the name "vendor" is taken',
        "choose another name",
    ),
    ("let: {today: \"'2020-01-01'\"}", "7:14", 'the name "today" is taken', "choose another name"),
    (
        "for_each: {place: vendor.processing.locations}\nlet: {place: \"'US'\"}",
        "8:14",
        'the name "place" is taken',
        "choose another name",
    ),
]

UNTYPED = [
    ("require: has(dyn(vendor).nme)", "7:10"),
    ("require: '[vendor.dpa, vendor.tia].exists(one, has(one.nme))'", "7:48"),
    ("require: \"{'a': vendor}.nme == vendor\"", "7:24"),
]

PRESENCE = [
    (
        "require: has(vendor.transfers)",
        "7:10",
        'has() on the list "transfers", which always reads as present',
        "write `….transfers.size() > 0`",
    ),
    (
        "require: has(vendor.tenant_enabled)",
        "7:10",
        'has() on the boolean "tenant_enabled", which always reads as present',
        "write `….tenant_enabled`",
    ),
    (
        "require: vendor.features.all(f, has(f.masking))",
        "7:33",
        'has() on the boolean "masking", which always reads as present',
        "write `….masking`",
    ),
]

TYPES = [
    ("require: vendor.name == 1", "7:22", "== cannot be applied to (string, int)", ""),
    ("require: vendor.name + 1 == 'x'", "7:22", "+ cannot be applied to (string, int)", ""),
    ("require: vendor['name'] == 'x'", "7:16", "[ ] cannot be applied to (vendor, string)", ""),
    ("require: '!vendor.name'", "7:11", "! cannot be applied to (string)", ""),
    ("require: vendor.dpa in [1]", "7:21", "in cannot be applied to (vendor.dpa, list(int))", ""),
    ("require: vendor.name", "7:10", "this gives string, and must give true or false", ""),
    ("match: vendor.id", "7:8", "this gives string, and must give true or false", ""),
    (
        "message: vendor.processing.locations",
        "7:10",
        "this gives list<string>, and must give a text",
        "",
    ),
    ("let: {a: vendor.name, b: a + 1}\nrequire: b == ''", "7:28", "+ cannot be applied to", ""),
    ("require: 99999999999999999999 == 1", "7:10", "invalid int literal", ""),
]

SYNTAX = [
    ("require: ' '", "7:12", "the expression is not complete", ""),
    ("require: '// nothing'", "7:21", "the expression is not complete", ""),
    ("require: vendor.name ==", "7:24", "the expression is not complete", ""),
    ("require: vendor.name == 'a' &&", "7:31", "the expression is not complete", ""),
    ("require: (true", "7:15", "the expression is not complete", ""),
    ("require: |\n  true &&\n  (true\n", "9", "the expression is not complete", ""),
    ("require: true) || (true", "7:10", "unbalanced brackets", ""),
    (
        "for_each: {place: vendor.processing.locations}\nrequire: true) || (true",
        "8:10",
        "unbalanced brackets",
        "",
    ),
    ("let: {a: true) || (true}\nrequire: a", "7:10", "unbalanced brackets", ""),
    ("require: true false", "7:15", "this is no CEL: ", ""),
    ("params: {in: 1}\nrequire: params.in == 1", "8:17", "this is no CEL: ", ""),
]

PATHS = [
    (
        "at: /dpa/singed_on",
        "7:5",
        'unknown field "singed_on" in vendor.dpa',
        "did you mean `signed_on`?",
    ),
    ("at: [/dpa, /dpaa]", "7:12", 'unknown field "dpaa" in vendor', "did you mean `dpa`?"),
    ("at: /dpa.signed_on", "7:5", 'unknown field "dpa.signed_on" in vendor', ""),
    (
        "for_each: {place: vendor.processing.location}",
        "7:19",
        'unknown field "location" in vendor.processing',
        "did you mean `locations`?",
    ),
    (
        "for_each: {one: [vendor.name, vendor.transfers]}",
        "7:17",
        "the paths lead to values of different types",
        "",
    ),
    (
        "for_each: {one: name}",
        "7:17",
        '"name" is no field path',
        "write it like vendor.processing.locations",
    ),
    (
        "for_each: {one: vendor}",
        "7:17",
        '"vendor" is no field path',
        "write it like vendor.processing.locations",
    ),
    ("for_each: {one: vendor.name.x}", "7:17", '"vendor.name" has no fields, so no "x"', ""),
]

REGISTRY = [
    (
        "group_by: vendor.name\nrequire: vendor.name == 'x'",
        "8:10",
        '"vendor" is not to be seen here',
        "seen here: group, params, today",
    ),
    (
        "group_by: vendor.name\nmessage: file",
        "8:10",
        '"file" is not to be seen here',
        "seen here: group, params, today",
    ),
    ("group_by: group[0].name", "7:11", '"group" is not to be seen here', SEEN),
    ("group_by: vendor.nme", "7:18", *NME),
    ("group_by: vendor.name == ''", "7:11", "this gives bool, and must give a text", ""),
    ("group_by: vendor.name\nrequire: group[0].nme == ''", "8:19", *NME),
    (
        "group_by: vendor.name\nrequire: group.exists(one, one.status == 'x')",
        "8:42",
        'unknown value "x"',
        "known here: active, optional, planned, retired, suspended",
    ),
    (
        "group_by: vendor.name\nfor_each: {place: vendor.processing.locations}",
        "8:11",
        "for_each is not for scope registry",
        "a rule on groups judges each group as a whole",
    ),
]

OF_VENDORS = [*FIELDS, *VALUES, *NAMES, *PRESENCE, *TYPES, *SYNTAX, *PATHS]


@pytest.mark.parametrize(("body", "place", "message", "help_text"), OF_VENDORS)
def test_fault_of_a_vendor_rule(body, place, message, help_text):
    found = faults(rule(body))
    assert found[0][0] == f"sample.yaml:{place}"
    assert found[0][1].startswith(message)
    assert found[0][2] == help_text


@pytest.mark.parametrize(("body", "place", "message", "help_text"), REGISTRY)
def test_fault_of_a_registry_rule(body, place, message, help_text):
    assert faults(rule(body, scope="registry")) == [(f"sample.yaml:{place}", message, help_text)]


@pytest.mark.parametrize(("body", "place"), UNTYPED)
def test_a_field_cannot_hide_from_the_types(body, place):
    assert (
        f"sample.yaml:{place}",
        '"nme" is read from something whose fields are not known',
        "read fields of vendor, group and params, and of the objects within them",
    ) in faults(rule(body))


def test_dyn_is_refused():
    assert ("sample.yaml:7:10", "dyn() would hide misspelt fields", "") in faults(
        rule("require: dyn(vendor.name) == 1")
    )


@pytest.mark.parametrize("text", ["+".join(['"a"'] * 60), "(" * 40 + '"a"' + ")" * 40])
def test_an_expression_that_the_runtime_finds_too_deep(text):
    help_text = "give parts of it a name in `let`; the expression may have 32 levels"
    message = "the expression is nested too deeply"
    assert faults(rule(f"message: '{text}'")) == [("sample.yaml:7:11", message, help_text)]
    assert faults(rule(f"let: {{a: 'true'}}\nmessage: |\n  {text}")) == [
        ("sample.yaml:9", message, help_text)
    ]


def test_a_message_of_the_compiler_without_a_translation_is_shown_as_it_is():
    place, message = "sample.yaml:7:14", "has() argument must be a field selection"
    assert faults(rule("require: has(vendor)")) == [(place, message, "")]


def test_a_fault_of_a_name_is_reported_once_though_it_is_used_twice():
    assert len(faults(rule("let: {a: vendor.nme}\nrequire: a == ''\nmessage: a"))) == 1


def test_all_faults_of_all_rules_are_reported_together():
    first = rule(
        "match: vendor.nme == ''\nrequire: vendor.nmae == '' || vendor.status == 'x'\n"
        "message: vendor.naem + vendor.idd\nat: [/dpaa, /tiaa]",
        rule_id="first",
    )
    second = rule("require: vendor.status == 'x'", rule_id="second")
    places = [place for place, _, _ in faults(first, rule("match: 'true'"), second)]
    assert places == [
        *("first.yaml:10:6", "first.yaml:10:13"),
        *("first.yaml:7:15", "first.yaml:8:17"),
        *("first.yaml:9:17", "first.yaml:9:31"),
        "second.yaml:7:27",
    ]


SOUND = [
    "require: true // the end is a comment",
    "require: |\n  true\n  // the last line is a comment",
    "require: vendor.transfers.exists(p0, p0.mechanism == 'scc')",
    "require: vendor.transfers.exists(file, file.mechanism == 'scc')",
    "for_each: {t: vendor.transfers.mechanism}\nrequire: vendor.applies_to.exists(t, t == 'US')",
    "require: vendor.processing.locations.map(l, l + '!').exists(l, l == 'ZZ!')",
    "require: vendor.status + '' != 'anything'",
    "require: \"{'a': 1}['a'] == 1 && [[1]].size() == 1\"",
    "require: type(vendor.name) == string",
    "require: vendor.status in ['active', 1]",
    "params: {texts: [], word: a}\nrequire: params.texts.size() == 0 && params.word != ''",
    "params: {numbers: [1], yes: true}\nrequire: params.numbers[0] == 1 && params.yes",
    "let: {a: vendor.name, b: 'a + \"!\"'}\nrequire: b != ''\nmessage: b",
    "for_each: {one: [vendor.website, vendor.dpa.url, vendor.transfers.url]}\nrequire: one != ''",
    "for_each: {days: vendor.ai.retention_days}\nrequire: days < 30",
    "for_each: {flag: vendor.affiliate}\nrequire: flag",
    "for_each: {dpa: vendor.dpa}\nrequire: has(dpa.signed_on)",
    "at: /transfers/0/mechanism",
    "require: in_table('countries', vendor.name) && in_table(vendor.name, 'US')",
    "require: in_eea('DE', today) && adequate('DE', 'EU', today)",
]


@pytest.mark.parametrize("body", SOUND)
def test_nothing_is_wrong_with(body):
    assert faults(rule(body)) == []


def test_a_variable_of_an_inner_loop_may_be_called_as_the_outer_one():
    body = "group_by: vendor.name\nrequire: group.exists(vendor, vendor.name == '')"
    assert faults(rule(body, scope="registry")) == []


def test_names_of_parameters_that_protobuf_takes_for_one():
    assert faults(rule("params: {a_b: 1, a__b: 2}\nrequire: params.a_b < params.a__b")) == []


def test_an_object_without_known_fields_has_none():
    shape = shape_of({"properties": {"free": {"type": "object"}}}, "vendor")
    checker = TypeChecker(shape, [], [rule("require: vendor.free.any == ''")])
    assert [error.message for error in checker.check().errors] == [
        "expression of type 'string' cannot be the operand of a select operation"
    ]
