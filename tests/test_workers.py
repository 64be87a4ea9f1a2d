"""Worker processes that go on from one batch of tasks to the next."""

import os

from newsledger.workers import FEWEST_PIECES, Work, do_all, keeping_workers


def process_of(task: int) -> int:
    return os.getpid()


def failed(task: int, why: str) -> int:
    return -1


def never_again(task: int) -> None:
    return None


def batch() -> set[int]:
    return set(do_all(Work(process_of, failed, never_again, seconds=60.0), range(4), processes=1))


def test_workers_that_are_kept_do_the_next_batch_too_and_end_with_it() -> None:
    with keeping_workers(FEWEST_PIECES):
        first, second = batch(), batch()
        assert first == second
        assert os.getpid() not in first
        (pid,) = first
        os.kill(pid, 0)
    assert not _is_there(pid)


def test_for_a_few_pieces_none_are_kept() -> None:
    with keeping_workers(1):
        assert batch() != batch()


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
