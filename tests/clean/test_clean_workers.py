"""Many documents: in order, each within its time, none able to stop the others."""

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import sleep

import pytest

from newsledger.clean import Hints
from newsledger.clean.workers import Task, clean_all

STORY = "The army said on Monday that it had shot down {n} drones over the harbour, and that two had hit a warehouse."


def page(n: int) -> Task:
    text = f"<p>{STORY.format(n=n)}</p><p>Three people were wounded, the mayor said, and {n} houses burned.</p>"
    return Task(f"<html><body><article>{text}</article></body></html>".encode(), f"https://paper.example/{n}")


@pytest.mark.parametrize("inline_bytes", [0, 100_000])
def test_pages_come_in_order_from_workers_and_from_this_process(inline_bytes: int) -> None:
    pages = list(clean_all((page(n) for n in range(12)), processes=2, inline_bytes=inline_bytes))
    assert [p.kind for p in pages] == ["article"] * 12
    assert all(f" {n} drones" in p.text for n, p in enumerate(pages))


@dataclass(frozen=True)
class Endless(Hints):
    """Holds up a worker that asks for the language, as a loop in a library would, in fast mode too."""

    tests: int = field(default_factory=os.getpid)  # the process that makes the tasks, and reads them to send them

    def __getattribute__(self, name: str) -> object:
        if name == "language" and os.getpid() != self.tests:
            self.hold()
        return super().__getattribute__(name)

    def hold(self) -> None:
        sleep(60)


@dataclass(frozen=True)
class SlowAtFirst(Endless):
    """Holds up the first worker that asks for the language, and no other; `tried` is a file that tells them apart."""

    tried: Path = Path()

    def hold(self) -> None:
        if not self.tried.exists():
            self.tried.touch()
            super().hold()


def test_a_page_that_takes_too_long_is_tried_in_fast_mode_and_the_others_go_on(tmp_path: Path) -> None:
    tasks = [page(1), replace(page(5), hints=SlowAtFirst(tried=tmp_path / "tried")), page(2)]
    first, slow, last = clean_all(tasks, processes=1, seconds=2.0, inline_bytes=0)
    assert slow.flags == ("extract_timeout",)
    assert [p.kind for p in (first, slow, last)] == ["article"] * 3


def test_a_page_that_is_too_much_even_for_fast_mode_is_unreadable() -> None:
    slow, last = clean_all([replace(page(1), hints=Endless()), page(2)], processes=1, seconds=2.0, inline_bytes=0)
    assert (slow.kind, slow.flags) == ("unreadable", ("extract_timeout",))
    assert "longer than 2 s, in fast mode too" in slow.kind_reason
    assert last.kind == "article"


def test_a_page_that_breaks_the_extractor_is_unreadable() -> None:
    broken = replace(page(0), url=None)  # stands for any error that a library may raise
    pages = list(clean_all([broken, page(1)], inline_bytes=0, processes=1))
    assert [p.kind for p in pages] == ["unreadable", "article"]
    assert "Error" in pages[0].kind_reason


class Deadly(Hints):
    """Ends the process that unpickles it, as a fault in a C library would."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def test_a_page_that_kills_its_worker_is_unreadable_and_the_others_go_on() -> None:
    deadly = replace(page(0), hints=Deadly())
    pages = list(clean_all([page(1), deadly, page(2)], inline_bytes=0, processes=1))
    assert [p.kind for p in pages] == ["article", "unreadable", "article"]
    assert "died" in pages[1].kind_reason


def test_nothing_to_clean() -> None:
    assert list(clean_all([])) == []
