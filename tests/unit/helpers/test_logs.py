"""The guards of the test run must be able to fail: each is shown a fault."""

from __future__ import annotations

import pytest

from tests.helpers import logs

GUARDED = """
import logging
from tests.helpers.logs import expected_log
def test_it(expected_log):
    {body}
"""
WARNS = 'logging.getLogger("app.hub").warning("full of %s", "calls")'


@pytest.fixture(autouse=True)
def _let_the_inner_warning_pass_the_outer_guard(expected_log: logs.ExpectedLog) -> None:
    expected_log("full of calls", logger="app.hub", required=False)


def outcome(pytester: pytest.Pytester, body: str) -> pytest.RunResult:
    pytester.makepyfile(GUARDED.format(body=body))
    return pytester.runpytest_inprocess("-p", "no:xdist")


def test_an_unexpected_warning_fails(pytester: pytest.Pytester) -> None:
    result = outcome(pytester, WARNS)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*unexpected log record: WARNING app.hub: full of calls"])


def test_an_expected_warning_passes(pytester: pytest.Pytester) -> None:
    outcome(pytester, f'expected_log("full of", logger="app"); {WARNS}').assert_outcomes(passed=1)


def test_an_expected_warning_that_never_came_fails(pytester: pytest.Pytester) -> None:
    outcome(pytester, 'expected_log("full of")').assert_outcomes(passed=1, errors=1)


def test_another_loggers_warning_is_not_the_expected_one(pytester: pytest.Pytester) -> None:
    outcome(pytester, f'expected_log("full of", logger="app.h"); {WARNS}').assert_outcomes(passed=1, errors=1)


def test_a_debug_record_is_nobodys_business() -> None:
    log = logs.ExpectedLog()
    assert log.verdict() == ""
