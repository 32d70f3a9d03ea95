"""The source of expressions: its tokens, its tree, and the changes that are made to it."""

import pytest

from subpolicy.policy.proof.edits import Editor
from subpolicy.policy.proof.grammar import free_names, parse
from subpolicy.policy.proof.reading import parts_of
from subpolicy.policy.proof.tokens import tokens
from support.checkout import ROOT
from support.rulebook import library

STATES = frozenset({"active", "planned", "retired"})


def words(text):
    return [token.text for token in tokens(text)[:-1]]


def drawn(node, text):
    """A tree as nested lists: the kind of each node, and the source of each leaf."""
    if not node.parts:
        return text[node.start : node.end]
    return [node.kind, *(drawn(part, text) for part in node.parts)]


def changes(text, *, decides=True):
    """Every change of an expression: what a reader is shown, and what it turns into."""
    editor = Editor([STATES])
    return [
        f"{text[slice(*edit.shown)]} → "
        + (text[edit.shown[0] : edit.start] + option + text[edit.end : edit.shown[1]])
        for edit in editor.edits(text, decides=decides)
        for option in edit.options
    ]


class TestTokens:
    @pytest.mark.parametrize(
        "word",
        [
            *("'a'", '"a\\"b"', "'''a\n'b'''", '"""a""b"""', r"r'\'", r'bR"\"', "b'a'", "''"),
            *("12", "12u", "0x1F", "1.5e-3", ".5", "name", "_x9", "`a-b`"),
            *("&&", "||", "==", "!=", "<=", ">=", "<", ">", "?", ":", "%", "{", "}"),
        ],
    )
    def test_are_found_whole(self, word):
        assert words(f"{word} + x") == [word, "+", "x"]

    def test_leave_blanks_and_comments_out(self):
        assert words("a // b\n\t+ c//") == ["a", "+", "c"]

    def test_a_character_that_begins_none(self):
        with pytest.raises(ValueError, match="from character 2"):
            tokens("a # b")


class TestTree:
    @pytest.mark.parametrize(
        ("text", "tree"),
        [
            ("a || b && c || d", ["or", "a", ["and", "b", "c"], "d"]),
            ("a ? b : c ? d : e", ["choice", "a", "b", ["choice", "c", "d", "e"]]),
            ("a < b == c", ["relation", ["relation", "a", "b"], "c"]),
            ("a + b * -c - d", ["sum", ["sum", "a", ["product", "b", ["minus", "c"]]], "d"]),
            ("!!a in b", ["relation", ["not", ["not", "a"]], "b"]),
            ("(a).b.c(d, e)[0]", ["index", ["call", ["field", ["group", "a"]], "d", "e"], "0"]),
            ("f() + .g(a,)", ["sum", "f()", ["call", "a"]]),
            ("[a, b,] + []", ["sum", ["list", "a", "b"], "[]"]),
            ("{a: b, ?c: d}", ["map", "a", "b", "c", "d"]),
            ("a.?b[?c]", ["index", ["field", "a"], "c"]),
            ("'a || b'", "'a || b'"),
        ],
    )
    def test_follows_the_order_of_operators(self, text, tree):
        assert drawn(parse(text), text) == tree

    @pytest.mark.parametrize("text", ["", "a b", "(a", "a ? b", "a.1", "a &&", "f(a b)", "{a, b}"])
    def test_of_what_is_no_cel(self, text):
        with pytest.raises(ValueError, match="at character"):
            parse(text)

    def test_spans_every_expression_that_is_shipped(self):
        packs = library(ROOT)
        texts = [
            part.text
            for name in packs.names()
            for one in packs.pack(name).rules
            for part in parts_of(one)
            if part.root.end - part.root.start != len(part.text.strip())
        ]
        assert texts == []

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("vendor.a + b(c)", ["vendor", "c"]),
            ("x.exists(t, t.a == y)", ["x", "y"]),
            ("t.exists(t, t.a)", ["t"]),
            ("x.map(t, t.a, t.b) + [t]", ["x", "t"]),
            ("x.all(t, y.exists(u, u == t)) && u", ["x", "y", "u"]),
        ],
    )
    def test_knows_which_names_are_free(self, text, names):
        assert list(dict.fromkeys(free_names(parse(text)))) == names


class TestChanges:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a == b", ["a == b → a != b"]),
            ("a != b", ["a != b → a == b"]),
            ("a < b", ["a < b → !(a < b)", "a < b → a <= b", "a < b → a > b"]),
            ("a <= b", ["a <= b → !(a <= b)", "a <= b → a < b", "a <= b → a >= b"]),
            ("a > b", ["a > b → !(a > b)", "a > b → a >= b", "a > b → a < b"]),
            ("a >= b", ["a >= b → !(a >= b)", "a >= b → a > b", "a >= b → a <= b"]),
            ("a in b", ["a in b → !(a in b)"]),
            ("!a", ["!a → a", "a → !a"]),
            ("has(a.b)", ["has(a.b) → !has(a.b)"]),
            ("(a)", ["a → !a"]),
            ("true", ["true → false"]),
            ("false", ["false → true"]),
            (
                "a || b",
                [
                    *("a || b → !(a || b)", "a || b → a && b", "a || b → a", "a || b → b"),
                    *("a → !a", "b → !b"),
                ],
            ),
            (
                "a && b && c",
                [
                    *("a && b && c → !(a && b && c)", "a && b → a || b", "b && c → b || c"),
                    *("a && b → a", "b && c → b", "a && b → b", "a → !a", "b → !b", "c → !c"),
                ],
            ),
            ("a ? b : c", ["a ? b : c → !(a ? b : c)", "a → !a", "b → !b", "c → !c"]),
        ],
    )
    def test_of_what_decides(self, text, expected):
        assert changes(text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a", []),
            ("a.b + f(c)", []),
            ("'b'", ["'b' → 'bx'"]),
            ("f('')", ["f('') → f('x')"]),
            ("f(r'b')", ["f(r'b') → f(r'bx')"]),
            ("f('''b''')", ["f('''b''') → f('''bx''')"]),
            ("f(5)", ["f(5) → f(6)", "f(5) → f(4)"]),
            ("f(0x10)", []),
            ("a + 'b'", ["'b' → 'bx'"]),
            ("[a, 'b']", ["[a, 'b'] → ['b']", "[a, 'b'] → [a]"]),
            ("a ? 'b' : c", ["a → !a", "a ? 'b' : c → a ? 'bx' : c"]),
            ("f(a.contains(b))", ["a.contains(b) → !a.contains(b)"]),
            ("f(is_date(b))", ["is_date(b) → !is_date(b)"]),
            ("a.trim().size()", ["a.trim() → a"]),
            ("a.filter(b, c)", ["a.filter(b, c) → a", "c → !c"]),
            ("a.map(b, c)", []),
            ("a.map(b, c, d)", ["c → !c"]),
            (
                "a.all(b, c)",
                ["a.all(b, c) → !a.all(b, c)", "a.all(b, c) → a.exists(b, c)", "c → !c"],
            ),
            (
                "a.exists(b, c)",
                ["a.exists(b, c) → !a.exists(b, c)", "a.exists(b, c) → a.all(b, c)", "c → !c"],
            ),
        ],
    )
    def test_of_what_need_not_be_true_or_false(self, text, expected):
        assert changes(text, decides=False) == expected

    def test_of_a_day_are_the_days_around_it(self):
        assert changes("f('2024-03-01')", decides=False) == [
            "f('2024-03-01') → f('2024-02-29')",
            "f('2024-03-01') → f('2024-03-02')",
        ]

    def test_of_a_member_of_an_enumeration_fall_back_to_the_next_member(self):
        assert changes("a == 'retired'") == [
            "a == 'retired' → a != 'retired'",
            "a == 'retired' → a == 'retiredx'",
            "a == 'retired' → a == 'active'",
        ]
