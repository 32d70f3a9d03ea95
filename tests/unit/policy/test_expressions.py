"""The runtime behind its wall: plain data out, and `Undecided` where there is none."""

import sys

import pytest

from subpolicy.policy.expressions import CompileFault, Environment, Function, Undecided


def broken(_: str) -> str:
    raise ValueError("no such day")


FUNCTIONS = [
    Function("shout", ("string",), "string", lambda text: text.upper()),
    Function("broken", ("string",), "string", broken),
    Function("total", ("list:int",), "int", sum),
]


@pytest.fixture(scope="module")
def environment():
    kinds = {
        "any": "dyn",
        "text": "string",
        "number": "int",
        "flag": "bool",
        "texts": "list:string",
    }
    return Environment(kinds, FUNCTIONS)


@pytest.mark.parametrize(
    ("expression", "data", "value"),
    [
        ("number + 1", {"number": 1}, 2),
        ("text + '!'", {"text": "é𝄞"}, "é𝄞!"),
        ("!flag", {"flag": True}, False),
        ("any.a.b[0]", {"any": {"a": {"b": [1.5]}}}, 1.5),
        ("shout(text)", {"text": "a"}, "A"),
        ("total([1, 2])", {}, 3),
        ("text.lowerAscii().replace('b', 'c')", {"text": "AB"}, "ac"),
        ("cel.bind(x, text, x + x)", {"text": "a"}, "aa"),
    ],
)
def test_a_value_comes_out_as_plain_data(environment, expression, data, value):
    found = environment.compile(expression).evaluate(data)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("expression", "data", "reason"),
    [
        ("any.b", {"any": {"a": 1}}, 'Key not found in map : "b"'),
        ("any.a.b", {"any": {"a": 1}}, "applying select to non-message type"),
        ("any + 1", {"any": "a"}, "No matching overloads"),
        ("number / 0 == 1", {"number": 1}, "divide by zero"),
        ("number + 9223372036854775807", {"number": 1}, "integer overflow"),
        ("texts[1]", {"texts": []}, "index=1 size=0"),
        ("text", {}, "No value with name"),
        ("broken(text)", {"text": "a"}, "no such day"),
        ("text.matches('[')", {"text": "a"}, "invalid regular expression"),
        ("any", {"any": None}, "the value is null"),
        ("any", {"any": [None]}, "the value is list"),
        ("any", {"any": {"a": None}}, "the value is map"),
        ("any", {"any": {1, 2}}, ""),
        ("any.a == 1", {"any": {"a": 1, "b": 2**64}}, ""),
    ],
)
def test_an_error_is_a_value(environment, expression, data, reason):
    found = environment.compile(expression).evaluate(data)
    assert isinstance(found, Undecided)
    assert reason.lower().replace("_", " ") in found.reason.lower().replace("_", " ")
    assert not found.over_budget


def test_a_breach_of_the_budget_is_no_exception(environment):
    expression = environment.compile("texts.all(a, texts.all(b, a == b))")
    assert expression.evaluate({"texts": ["a"] * 90}) is True
    found = expression.evaluate({"texts": ["a"] * 256})
    assert isinstance(found, Undecided)
    assert "iteration budget" in found.reason.lower()
    assert found.over_budget
    assert expression.evaluate({"texts": ["a"]}) is True


@pytest.mark.parametrize("data", [{"any": None}, {"any": {"a": None}}, {"any": [None, None]}])
@pytest.mark.parametrize(
    "expression", ["any", "any == null", "any.a", "any[0]", "[1, 2].all(x, x > 0)"]
)
def test_a_null_takes_no_reference_to_none_along(environment, expression, data):
    compiled = environment.compile(expression)
    compiled.evaluate(data)
    before = sys.getrefcount(None)
    for _ in range(1000):
        compiled.evaluate(data)
    assert sys.getrefcount(None) > before - 100


@pytest.mark.parametrize(
    ("expression", "flaws"),
    [
        ("foo + bar", [(1, 1, "undeclared reference to 'foo'"), (1, 7, "undeclared reference")]),
        ("'a' +\n 1 + foo", [(1, 5, "found no matching overload"), (2, 6, "undeclared")]),
        ("true &&", [(1, 8, "Syntax error: mismatched input '<EOF>'")]),
        (") )", [(1, 1, "Syntax error: ")]),
        ("(" * 40 + "1" + ")" * 40, [(1, 1, "Expression recursion limit exceeded. limit: 32")]),
        ("1" + "+1" * 40, [(1, 1, "ERROR: <input>:-1:-1: Exceeded max recursion depth")]),
        ("'" + "a" * 100_001 + "'", [(1, 1, "expression size exceeds codepoint limit")]),
    ],
)
def test_everything_that_the_compiler_says_comes_with_its_place(environment, expression, flaws):
    with pytest.raises(CompileFault) as caught:
        environment.compile(expression)
    found = caught.value.flaws
    assert [flaw[:2] for flaw in found] == [flaw[:2] for flaw in flaws]
    assert all(one.message.startswith(text) for one, (_, _, text) in zip(found, flaws, strict=True))
    assert not any("[INVALID_ARGUMENT]" in one.message for one in found)


def test_the_type_of_the_value_is_known_before_there_is_one(environment):
    returns = {text: environment.compile(text).returns for text in ("flag", "text", "any")}
    assert returns == {"flag": "BOOL", "text": "STRING", "any": "DYN"}


def test_lists_of_numbers_come_out_whole(environment):
    expression = environment.compile("[number, 2, texts.map(t, size(t))]")
    assert expression.evaluate_numbers({"number": 1, "texts": ["a", ""]}) == [1, 2, [1, 0]]
    assert isinstance(expression.evaluate_numbers({}), Undecided)
