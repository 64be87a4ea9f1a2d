"""The 28 faults of the web, of disks and of other people's files, and the tests that play each.

Not all are the fetcher's: what a page turns out to be is played where pages are cleaned, what a night lacks where it
is checked. A name of a file stands for all of its tests.
"""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
WEB, HOSTS, EDITION = "fetch/test_web.py::", "fetch/test_hosts.py::", "fetch/test_fetch_edition.py::"

FAULTS: dict[int, tuple[str, list[str]]] = {
    1: (
        "connection refused, reset, closed without an answer",
        [
            WEB + "TestConnections::test_a_closed_port_is_told",
            WEB + "TestConnections::test_a_server_that_hangs_up_is_told",
            HOSTS + "test_a_host_that_keeps_failing_is_left_alone_by_other_runs_too",
        ],
    ),
    2: (
        "no such name, or a resolver that is away, for one page and for a night",
        [
            WEB + "TestConnections::test_a_name_that_cannot_be_resolved_says_for_how_long",
            WEB + "TestConnections::test_a_night_with_a_dead_resolver_ends_with_a_row_for_every_page",
        ],
    ),
    3: ("body or header that drips", [WEB + "TestTime::test_a_server_that_drips_is_left_at_the_deadline"]),
    4: (
        "bad certificate",
        [
            WEB + "TestConnections::test_a_certificate_that_nobody_vouches_for_is_never_accepted",
            WEB + "TestConnections::test_a_server_without_tls_is_told_and_never_asked_without",
        ],
    ),
    5: ("body shorter than its length, cut chunks", [WEB + "TestBodies::test_a_body_that_breaks_off_is_not_a_page"]),
    6: (
        "cut or bad gzip, gzip label on plain text, garbage after the end",
        [
            WEB + "TestBodies::test_gzip_cut_short_with_an_honest_length_is_not_a_page",
            WEB + "TestBodies::test_broken_compression_is_told",
            WEB + "TestBodies::test_text_that_is_labelled_gzip_and_bytes_after_the_end_are_only_warned_about",
            "fetch/test_body.py::test_gzip_that_was_cut_is_never_taken_for_whole",
        ],
    ),
    7: ("bombs, endless bodies and headers, with the memory they take", ["fetch/test_bombs.py"]),
    8: (
        "a limit that falls inside a character",
        [
            "fetch/test_decode.py::test_a_body_cut_inside_a_character_stays_utf8",
            WEB + "TestCharacters::test_a_page_beyond_the_limit_is_not_shortened",
            "fetch/test_warcs.py::test_a_page_that_its_crawler_cut_is_not_whole",
        ],
    ),
    9: (
        "charsets: wrong, missing, contradicting, one bad byte",
        ["fetch/test_decode.py", WEB + "TestCharacters::test_how_its_bytes_are_read_is_kept_with_the_row"],
    ),
    10: ("redirects that lead nowhere, elsewhere or round in circles", [WEB + "TestRedirects"]),
    11: ("addresses that are not public, however they are reached", [WEB + "TestSafety", "fetch/test_address.py"]),
    12: (
        "429 and 503 with a pause in seconds, as a date, absurd, or none",
        [
            WEB + "TestTime::test_a_host_that_asks_for_a_pause_gets_it",
            WEB + "TestTime::test_a_pause_that_makes_no_sense_is_no_reason_to_stop",
            WEB + "TestTime::test_a_pause_may_be_given_as_a_date_and_is_a_day_at_most",
            HOSTS + "test_a_pause_that_a_host_asked_for_binds_the_next_run",
            HOSTS + "test_a_host_that_is_too_busy_and_does_not_say_for_how_long_is_given_ever_longer_rests",
            HOSTS + "test_a_host_that_asks_for_a_pause_again_and_again_is_left_to_another_run",
        ],
    ),
    13: (
        "server errors",
        [
            WEB + "test_a_server_that_recovers_is_asked_again",
            WEB + "TestConnections::test_a_host_that_keeps_failing_is_left_alone",
        ],
    ),
    14: (
        "pages that are forbidden, not found or gone",
        [WEB + "test_a_status_ends_in_its_outcome", EDITION + "TestGone"],
    ),
    15: (
        "304 asked for and not, the same bytes, other bytes under an old ETag",
        [
            EDITION + "test_the_next_edition_asks_only_whether_pages_changed",
            EDITION + "test_new_bytes_under_an_old_etag_are_a_new_copy",
            WEB + "test_an_unasked_304_is_asked_again_past_every_cache",
        ],
    ),
    16: (
        "robots.txt in every shape",
        ["fetch/test_robots.py", HOSTS + "test_the_delay_is_ours_or_that_of_robots_whichever_is_longer"],
    ),
    17: ("damaged feeds", ["fetch/test_feeds.py"]),
    18: (
        "sitemaps: nested, packed, in circles, with a wrong namespace",
        ["fetch/test_sitemaps.py", EDITION + "TestChoosing::test_a_sitemap_index_is_followed_to_the_newest_pages"],
    ),
    19: ("one article under many addresses", ["fetch/test_identity.py"]),
    20: ("syndicated copies", ["clean/test_near_copies.py"]),
    21: (
        "an article that is updated, a live blog",
        [
            EDITION + "test_a_page_edited_within_the_edition_replaces_its_row",
            "clean/test_clean_page.py::test_paywall_teaser_and_live_blog_are_flagged",
        ],
    ),
    22: (
        "soft 404, consent page, check for persons, login wall, shell",
        [
            WEB + "test_a_check_for_persons_is_no_page",
            WEB + "test_an_article_with_the_script_of_a_firewall_or_about_one_is_a_page",
            WEB + "TestSamePage",
            WEB + "TestRedirects::test_an_article_that_leads_to_the_home_page_is_gone",
            "clean/test_kind.py",
            "clean/test_walls.py",
        ],
    ),
    23: ("paywall, teaser", ["clean/test_clean_page.py::test_paywall_teaser_and_live_blog_are_flagged"]),
    24: ("what is no HTML", [WEB + "TestBodies::test_what_is_no_page_is_told_by_its_first_bytes"]),
    25: ("hostile HTML", ["clean/test_clean_workers.py"]),
    26: (
        "a kill, a full disk, two runs at once, a clock that is set back, a half-written archive",
        [
            EDITION + "test_a_killed_run_is_resumed_and_asks_for_nothing_twice",
            EDITION + "test_a_kill_between_the_two_renames_is_resumed",
            EDITION + "test_an_archive_shorter_than_its_journal_is_fetched_again",
            EDITION + "test_a_full_disk_is_told_and_the_next_run_goes_on",
            EDITION + "test_two_runs_at_once_are_refused",
            HOSTS + "test_two_processes_share_the_pace_of_a_host",
            HOSTS + "test_what_is_known_of_a_host_may_be_damaged_or_of_the_future",
        ],
    ),
    27: ("WARC files that are cut, damaged or packed otherwise", ["fetch/test_warcs.py", "fetch/test_crawls.py"]),
    28: (
        "a source or a night that falls silent",
        [
            "quality/test_assessment.py::test_a_night_in_which_nothing_was_fetched_stops",
            "quality/test_assessment.py::test_a_broken_document_is_found",
            "quality/test_audit.py::test_a_source_that_falls_silent_is_named_with_its_numbers",
        ],
    ),
}  # fmt: skip


def test_all_28_are_played():
    assert list(FAULTS) == list(range(1, 29))


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_names_tests_that_exist(fault):
    for name in FAULTS[fault][1]:
        file, *path = name.split("::")
        found: ast.AST = ast.parse((TESTS / file).read_text("utf-8"))
        for part in path:
            named = {node.name: node for node in ast.iter_child_nodes(found) if hasattr(node, "name")}
            assert part in named, f"{file} has no {part}"
            found = named[part]
        assert any(getattr(node, "name", "").startswith("test_") for node in ast.walk(found))
