"""What a build says while it goes on."""

from __future__ import annotations

import io
import re

import pytest

from kg.cli.progress import ProgressDisplay


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def display(clock: Clock, *, live: bool, encoding: str = "utf-8") -> tuple[ProgressDisplay, io.BytesIO]:
    data = io.BytesIO()
    output = io.TextIOWrapper(data, encoding=encoding, write_through=True)
    return ProgressDisplay(output, live=live, clock=clock, columns=lambda: 90), data


def drawings(data: io.BytesIO) -> list[str]:
    return re.split(r"\r\x1b\[K|\n", data.getvalue().decode())


def test_a_bar_shows_rate_and_remaining_time() -> None:
    clock = Clock()
    shown, data = display(clock, live=True)
    shown.stage("Reading letters", 1000)
    for _ in range(50):
        clock.now += 0.1
        shown.step(5)

    assert drawings(data)[-1] == "Reading letters  ██████░░░░░░░░░░░░░░░░░░  250 of 1,000  50/s  0:15 left"


def test_letters_that_are_taken_over_are_named_and_do_not_count_in_the_rate() -> None:
    clock = Clock()
    shown, data = display(clock, live=True)
    with shown:
        shown.stage("Reading letters", 100_000)
        shown.skip(98_700)
        for _ in range(10):
            clock.now += 1
            shown.step(65)
        last = drawings(data)[-1]
        clock.now += 10
        shown.step(650)

    assert (
        last == "Reading letters  ███████████████████████░  99,350 of 100,000  65/s  0:10 left  98,700 unchanged"[:89]
    )
    assert drawings(data)[-2:] == ["Reading letters: 100,000 in 0:20, 65/s, 98,700 unchanged", ""]


def test_the_rate_is_that_of_the_last_half_minute() -> None:
    clock = Clock()
    shown, data = display(clock, live=True)
    shown.stage("Reading letters", 100_000)
    for _ in range(60):
        clock.now += 1
        shown.step(1000)
    for _ in range(60):
        clock.now += 1
        shown.step(10)

    assert "  10/s  1:05:40 left" in drawings(data)[-1]


def test_without_a_terminal_there_is_a_line_now_and_then_and_no_control_character() -> None:
    clock = Clock()
    shown, data = display(clock, live=False)
    with shown:
        shown.stage("Reading letters", 100)
        for _ in range(100):
            clock.now += 0.13
            shown.step()
        shown.stage("Publishing", None)
        clock.now += 1

    assert data.getvalue().decode() == (
        "Reading letters: 39 of 100, 8/s, 0:08 left\n"
        "Reading letters: 78 of 100, 8/s, 0:03 left\n"
        "Reading letters: 100 in 0:13, 8/s\n"
    )


def test_a_short_build_says_nothing_into_a_file() -> None:
    clock = Clock()
    shown, data = display(clock, live=False)
    with shown:
        shown.stage("Reading letters", 10)
        shown.step(10)

    assert data.getvalue() == b""


def test_a_stage_without_a_total_shows_its_name_and_then_its_time() -> None:
    clock = Clock()
    shown, data = display(clock, live=True)
    with shown:
        shown.stage("Writing dumps and store", None)
        clock.now += 3725

    assert drawings(data)[1:] == ["Writing dumps and store", "Writing dumps and store: 1:02:05", ""]


@pytest.mark.parametrize("steps", [1, 10])
def test_a_slow_stage_has_a_rate_by_the_minute(steps: int) -> None:
    clock = Clock()
    shown, data = display(clock, live=True, encoding="ascii")
    shown.stage("Looking for letters", 20)
    for _ in range(steps):
        clock.now += 10
        shown.step()

    assert f"Looking for letters  {'#' * (24 * steps // 20)}." in drawings(data)[-1]
    assert f"{steps} of 20  6.0/min" in drawings(data)[-1]


def test_steps_before_any_stage_are_not_shown() -> None:
    clock = Clock()
    shown, data = display(clock, live=True)
    clock.now += 10
    shown.step()

    assert data.getvalue() == b""
