"""Hostile texts in what stops a run: the message about them is a text, too."""

import pytest

from subpolicy.cli.main import EXIT_WRONG_RUN, main
from support import injected
from support.payloads import PAYLOADS
from support.shapes import assert_inert

KINDS = {"a configuration": injected.wrong_configuration, "rules": injected.wrong_rules}


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_message_about_a_wrong_file_is_inert(tmp_path, capsys, kind, payload):
    root = KINDS[kind](tmp_path, PAYLOADS[payload])

    code = main(["check", "--root", str(root), "--as-of", injected.AS_OF])

    output = capsys.readouterr()
    assert code == EXIT_WRONG_RUN
    assert output.out == ""
    assert "error: " in output.err
    assert_inert(output.err)
