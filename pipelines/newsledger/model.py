"""Every table's contract, written once: columns, types, units, keys and what they mean.

Belongs here: what a row of each table is. Does not: how rows are made (`fetch`, `clean`, `extract`,
`quality`), stored (`warehouse`) or shown. The polars schemas, ``sql/tables/*.sql`` with its column comments,
the Dagster column schemas and the data dictionary are derived from this module.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from newsledger.errors import usage_error

DataType = pl.DataType | type[pl.DataType]

ID = pl.String()
TEXT = pl.String()
TEXTS = pl.List(pl.String())
DAY = pl.Date()
TIME = pl.Datetime("us", "UTC")
COUNT = pl.Int64()
NUMBER = pl.Float64()
FLAG = pl.Boolean()

_SQL_TYPES: dict[DataType, str] = {
    TEXT: "VARCHAR",
    TEXTS: "VARCHAR[]",
    DAY: "DATE",
    TIME: "TIMESTAMPTZ",
    COUNT: "BIGINT",
    NUMBER: "DOUBLE",
    FLAG: "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `volatile` columns say when or how a row was made and do not make it another row.

    `words` says that it holds words of a page, which a redaction blanks.
    """

    name: str
    dtype: pl.DataType
    meaning: str
    unit: str | None = None
    key: bool = False
    nullable: bool = True
    references: str | None = None  # "table.column" whose values it takes
    volatile: bool = False
    words: bool = False

    @property
    def sql_type(self) -> str:
        """Its DuckDB type."""
        return _SQL_TYPES[self.dtype]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns, and the column by which a night replaces its rows."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    # Rows of the ledger whose `scope` value was worked on tonight and which are not there any more are closed.
    # None: the whole table is written anew each night.
    scope: str | None = None

    @property
    def schema(self) -> pl.Schema:
        """Its polars schema, columns in the contract's order."""
        return pl.Schema({c.name: c.dtype for c in self.columns})

    @property
    def key(self) -> str:
        """The name of its key column."""
        return next(c.name for c in self.columns if c.key)

    def column(self, name: str) -> Column:
        """Return its column `name`."""
        return next(c for c in self.columns if c.name == name)

    def empty(self) -> pl.DataFrame:
        """Return a frame of no rows that keeps the contract."""
        return pl.DataFrame(schema=self.schema)

    def frame(self, rows: list[dict[str, object]]) -> pl.DataFrame:
        """Return `rows` as a frame that keeps the contract; absent values are null, unknown ones an error."""
        known = self.schema.keys()
        for row in rows:
            if unknown := row.keys() - known:
                raise ValueError(f"{self.name} has no column {', '.join(sorted(unknown))}")
        return pl.DataFrame(rows, schema=self.schema, orient="row") if rows else self.empty()

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return `frame` with exactly the contract's columns, order and types; a missing column is an error."""
        missing = [c.name for c in self.columns if c.name not in frame.columns]
        if missing:
            raise ValueError(f"{self.name} lacks {', '.join(missing)}")
        return frame.select(pl.col(c.name).cast(c.dtype) for c in self.columns)


def _key(name: str, meaning: str) -> Column:
    return Column(name, ID, meaning, key=True, nullable=False)


def _edition() -> Column:
    return Column(
        "edition",
        DAY,
        "The batch, one UTC day, that first brought this row; a later batch that brings it again changes nothing.",
        nullable=False,
        volatile=True,
    )


def _party(role: str, who: str) -> tuple[Column, ...]:
    return (
        Column(f"{role}_text", TEXT, f"{who}, in the words of the article.", words=True),
        Column(
            f"{role}_country",
            TEXT,
            f"Country of the {role}: ISO 3166-1 alpha-3, or EU, NATO, UN, G7.",
            unit="ISO 3166-1",
        ),
        Column(f"{role}_sector", TEXT, f"Sector of the {role}.", references="sectors.sector"),
    )


DOCUMENTS = Table(
    "documents",
    "One URL looked at in one edition: what came back, byte for byte in the WARC archive, or why nothing did.",
    (
        _key("document_id", "32 hex characters from edition, source and URL."),
        Column("edition", DAY, "The batch, one UTC day, in which it was fetched.", nullable=False),
        Column("source", TEXT, "Name of the source that led to it, as in sources.yaml.", nullable=False),
        Column(
            "role",
            TEXT,
            "page, or listing: a feed, sitemap, list, folder or WARC file that was read for the pages it names.",
            nullable=False,
        ),
        Column("url", TEXT, "The address that was asked for.", nullable=False),
        Column(
            "canonical_url",
            TEXT,
            "The address without tracking parameters: the article's identity.",
            nullable=False,
        ),
        Column("final_url", TEXT, "The address that answered, after redirects."),
        Column(
            "outcome",
            TEXT,
            "How it ended, from a closed vocabulary: fetched, not_found, deadline …",
            nullable=False,
        ),
        Column("status", COUNT, "HTTP status of the last answer."),
        Column("reason", TEXT, "The outcome in words, for a reader."),
        Column("tries", COUNT, "Requests made for it.", unit="requests", nullable=False, volatile=True),
        Column("hops", COUNT, "Redirects followed.", unit="redirects", nullable=False),
        Column("bytes", COUNT, "Size of the body, unpacked.", unit="bytes"),
        Column("bytes_sent", COUNT, "Size of the body as it was sent, perhaps packed.", unit="bytes", volatile=True),
        Column("fetched_at", TIME, "When the answer had arrived.", unit="UTC", nullable=False, volatile=True),
        Column("seconds", NUMBER, "Time that its requests took, without waits between them.", unit="s", volatile=True),
        Column("retry_at", TIME, "Until when its host asked, or is given, to rest.", unit="UTC", volatile=True),
        Column("etag", TEXT, "Its ETag header."),
        Column("last_modified", TEXT, "Its Last-Modified header."),
        Column("content_type", TEXT, "Its media type, as sniffed or as the server says."),
        Column("charset", TEXT, "What its bytes are read as."),
        Column(
            "charset_source",
            TEXT,
            "How that was found: bom, utf8, utf8_damaged, header, declared, detected or fallback.",
        ),
        Column("replaced", COUNT, "What could not be read and stands as \ufffd in its text.", unit="characters"),
        Column("sha256", TEXT, "SHA-256 of the body."),
        Column("title_hint", TEXT, "Title that the feed, sitemap or sidecar gives.", words=True),
        Column("published_hint", TEXT, "Publication time, ISO 8601, that the feed, sitemap or sidecar gives."),
        Column("language_hint", TEXT, "Language of the source.", unit="ISO 639-1"),
        Column("country_hint", TEXT, "Country of the source.", unit="ISO 3166-1"),
        Column("warc_file", TEXT, "Archive file with the response, relative to the data folder.", volatile=True),
        Column("warc_offset", COUNT, "Where its record begins in that file.", unit="bytes", volatile=True),
    ),
    scope="edition",
)

ARTICLES = Table(
    "articles",
    "One revision of one story: the clean text of a document, or why it is not an article.",
    (
        _key("revision_id", "32 hex characters from article_id, title, text and publication day."),
        Column(
            "article_id",
            ID,
            "32 hex characters from the canonical URL: the story over its revisions.",
            nullable=False,
        ),
        Column(
            "document_id",
            ID,
            "The document it was first read from.",
            nullable=False,
            references="documents.document_id",
            volatile=True,
        ),
        _edition(),
        Column("source", TEXT, "Name of the source that led to it.", nullable=False, volatile=True),
        Column("url", TEXT, "The address of the page.", nullable=False),
        Column(
            "kind",
            TEXT,
            "article, or why it gives no claims: too_short, not_english, index, video, consent, challenge, login, "
            "error_page, shell, not_article, skipped (by the topic probe, before cleaning), unreadable, "
            "redacted (its page says that it is one that was taken down).",
            nullable=False,
        ),
        Column("kind_reason", TEXT, "The kind in words."),
        Column("title", TEXT, "Headline.", words=True),
        Column("text", TEXT, "Clean text; paragraphs are parted by an empty line. Claims point into it.", words=True),
        Column("authors", TEXTS, "Bylines.", words=True),
        Column("published", TIME, "When it was published; null if only the day or no time zone is given.", unit="UTC"),
        Column(
            "published_date",
            DAY,
            "The day of publication where it was published, the anchor of relative dates.",
        ),
        Column(
            "published_source",
            TEXT,
            "Where the date was read: json_ld, meta, time_tag, feed, sidecar, label, htmldate.",
        ),
        Column("published_precision", TEXT, "second, minute or day."),
        Column("language", TEXT, "Language of the text.", unit="ISO 639-1"),
        Column("site", TEXT, "Name of the site that published it."),
        Column("section", TEXT, "Section of the site that it stands in, as the page says.", volatile=True),
        Column("outlet", TEXT, "Outlet that it was taken from, where the page says so (“Source: …”)."),
        Column("characters", COUNT, "Length of the text.", unit="code points"),
        Column("words", COUNT, "Length of the text.", unit="words"),
        Column("cut_characters", COUNT, "Length of what was cut around the text.", unit="code points", volatile=True),
        Column(
            "cut",
            TEXT,
            'What was cut around the text, as JSON: [{"text": …, "rule": …}, …]; null if nothing was. The view '
            "article_cuts has a row for each.",
            volatile=True,
            words=True,
        ),
        Column(
            "story_id",
            ID,
            "article_id of the article that told the story first: copies and revisions of one story share it.",
        ),
        Column("duplicate_of", ID, "revision_id of the article that it is a copy of, the earliest; null if of none."),
        Column(
            "duplicate_share",
            NUMBER,
            "The part of its text, by runs of five words, that stands in that article; null if it is no copy.",
            unit="0 to 1",
        ),
        Column(
            "flags",
            TEXTS,
            "What the cleaner noted: replaced_bytes, guessed_charset, extract_timeout (read in fast mode), oversized "
            "(read paragraph by paragraph), paywall, teaser (the text is far shorter than the page says), live_blog, "
            "archive_damaged (its bytes could not be read again).",
        ),
    ),
    scope="edition",
)

CLAIMS = Table(
    "claims",
    "One assertion in one sentence: who did what to whom, how many, where, when, and who says so.",
    (
        _key("claim_id", "32 hex characters from revision, evidence span, action and object."),
        Column("revision_id", ID, "The revision it stands in.", nullable=False, references="articles.revision_id"),
        Column("article_id", ID, "The story it stands in.", nullable=False),
        _edition(),
        Column(
            "sentence_index",
            COUNT,
            "Number of the sentence in the text, from 0; -1 in the title.",
            nullable=False,
        ),
        Column("evidence_field", TEXT, "Where the evidence stands: text or title.", nullable=False),
        Column("evidence", TEXT, "The words that make the claim.", nullable=False, words=True),
        Column("evidence_start", COUNT, "Where they begin.", unit="code points", nullable=False),
        Column("evidence_end", COUNT, "Where they end, exclusive.", unit="code points", nullable=False),
        Column("action", TEXT, "What happened.", nullable=False, references="actions.action"),
        Column("plover_type", TEXT, "The action as a PLOVER event type."),
        Column("plover_mode", TEXT, "The action as a PLOVER mode."),
        Column("cameo_code", TEXT, "The action as a CAMEO code."),
        Column("acled_sub_event_type", TEXT, "The action as an ACLED sub-event type."),
        *_party("actor", "Who did it"),
        *_party("recipient", "Whom it was done to"),
        Column(
            "object_text", TEXT, "The thing or people counted or affected, in the words of the article.", words=True
        ),
        Column("object_class", TEXT, "What kind of thing that is.", references="object_classes.object_class"),
        Column("quantity_text", TEXT, "The number, in the words of the article.", words=True),
        Column("quantity_low", NUMBER, "Least number that the words allow; null if open.", unit="objects"),
        Column("quantity_high", NUMBER, "Greatest number that the words allow; null if open.", unit="objects"),
        Column("quantity_qualifier", TEXT, "How exact the number is.", references="qualifiers.qualifier"),
        Column("weapon", TEXT, "Kind of weapon used."),
        Column("place_text", TEXT, "Where, in the words of the article.", words=True),
        Column(
            "place_name",
            TEXT,
            "Name of that place in the gazetteer; the article's words where it is not listed.",
            words=True,
        ),
        Column("place_admin1", TEXT, "First-level division it lies in."),
        Column("place_country", TEXT, "Country it lies in.", unit="ISO 3166-1"),
        Column("place_lat", NUMBER, "Latitude of its centre.", unit="degrees"),
        Column("place_lon", NUMBER, "Longitude of its centre.", unit="degrees"),
        Column("place_geonameid", COUNT, "Its number in GeoNames."),
        Column("place_precision", TEXT, "Ground that the name covers: city, admin1, region, country."),
        Column("date_text", TEXT, "When, in the words of the article.", words=True),
        Column("date_start", DAY, "First day that the words allow; null if they cannot be resolved."),
        Column("date_end", DAY, "Last day that the words allow; null if they cannot be resolved."),
        Column("date_precision", TEXT, "time, daypart, day, week, month, year, range or vague."),
        *_party("speaker", "Who says so, if not the reporter"),
        Column("speaker_cue", TEXT, "The word that gives the speech to the speaker: said, according to …", words=True),
        Column("polarity", TEXT, "affirmed or negated.", nullable=False),
        Column(
            "modality",
            TEXT,
            "Did it happen, or may it, should it.",
            nullable=False,
            references="modalities.modality",
        ),
        Column(
            "doubts",
            TEXTS,
            "What makes it doubtful that the article has it right, by code; null if nothing does.",
            references="doubts.doubt",
        ),
        Column(
            "slot_spans",
            TEXT,
            'Where the words of each slot stand in the field of the evidence, as JSON: {"actor": [begin, end], …}. '
            "A side that no words of the sentence name is not in it.",
            unit="code points",
        ),
        Column("rule", TEXT, "The rule that read it: action.word.form.", nullable=False),
        Column("extractor_version", TEXT, "Version of the coder.", nullable=False, volatile=True),
    ),
    scope="revision_id",
)

EDITS = Table(
    "edits",
    "What one revision of an article changed: the sentences that the one before it did not have, or had.",
    (
        Column(
            "revision_id",
            ID,
            "The revision.",
            key=True,
            nullable=False,
            references="articles.revision_id",
        ),
        Column(
            "previous_revision_id",
            ID,
            "The revision before it; in articles_h alone where the page changed within an edition.",
            nullable=False,
        ),
        Column("article_id", ID, "The article.", nullable=False),
        _edition(),
        Column(
            "sentences_added", TEXTS, "Its sentences that the revision before did not have.", nullable=False, words=True
        ),
        Column(
            "sentences_removed", TEXTS, "Sentences of the revision before that it has not.", nullable=False, words=True
        ),
    ),
    scope="revision_id",
)

QUARANTINE = Table(
    "quarantine",
    "One row that failed a critical expectation and was set aside, whole.",
    (
        _key("quarantine_id", "32 hex characters from edition, table and row key."),
        Column("edition", DAY, "The batch it came in.", nullable=False),
        Column("table_name", TEXT, "The table it was meant for.", nullable=False),
        Column("row_key", TEXT, "Its key there.", nullable=False),
        Column("expectations", TEXTS, "Ids of the expectations that it failed.", nullable=False),
        Column("reason", TEXT, "What they protect from, in words.", nullable=False),
        Column("row_json", TEXT, "The whole row, as JSON.", nullable=False, words=True),
    ),
    scope="edition",
)

QUALITY_RESULTS = Table(
    "quality_results",
    "What one expectation found in one edition.",
    (
        _key("result_id", "32 hex characters from edition, table and expectation."),
        Column("edition", DAY, "The batch that was checked.", nullable=False),
        Column("table_name", TEXT, "The table that was checked.", nullable=False),
        Column("expectation", TEXT, "Id of the expectation, as in expectations/.", nullable=False),
        Column("protects_from", TEXT, "What it protects from.", nullable=False),
        Column("severity", TEXT, "critical or warning.", nullable=False),
        Column("action", TEXT, "What a failure does: abort, quarantine or keep.", nullable=False),
        Column("passed", FLAG, "Whether it held.", nullable=False),
        Column("evaluated", COUNT, "Rows it looked at.", unit="rows", nullable=False),
        Column("unexpected", COUNT, "Rows that broke it.", unit="rows", nullable=False),
        Column("sample_keys", TEXTS, "Keys of up to 20 of them."),
        Column("error", TEXT, "Why it could not be run."),
    ),
    scope="edition",
)

SOURCE_NIGHTS = Table(
    "source_nights",
    "One measure of one source in one edition, and whether it is what is usual for that source.",
    (
        _key("source_night_id", "Edition, source and measure."),
        Column("edition", DAY, "The batch that was measured.", nullable=False),
        Column("source", TEXT, "Name of the source, as in sources.yaml.", nullable=False),
        Column(
            "measure",
            TEXT,
            "documents and articles (new or changed), claims_per_article, quoted_share (of claims), "
            "quarantined_share (of rows), undated_share (of articles).",
            nullable=False,
        ),
        Column("value", NUMBER, "What was measured; null of nothing.", unit="counts, or 0 to 1"),
        Column("usual", NUMBER, "Median of the source's last 28 editions; null if fewer than three are known."),
        Column("low", NUMBER, "Below it a value is low."),
        Column("high", NUMBER, "Above it a value is high."),
        Column("z", NUMBER, "How many spreads the value is above the usual, or below it."),
        Column("nights", COUNT, "Earlier editions that it was compared with.", unit="editions", nullable=False),
        Column(
            "verdict",
            TEXT,
            "usual, low, high, tripled, silent, never_worked (in three nights or more), or unknown.",
            nullable=False,
        ),
        Column("in_words", TEXT, "The source with its numbers, for a reader.", nullable=False),
    ),
    scope="edition",
)

VERSIONS = Table(
    "versions",
    "One consistent, immutable state of all tables.",
    (
        Column("version", COUNT, "Its number, from 1.", key=True, nullable=False),
        Column("parent", COUNT, "The version it was made from; null for the first."),
        Column("built_at", TIME, "When it was published.", unit="UTC", nullable=False),
        Column(
            "editions",
            TEXTS,
            "The editions that were run; empty for a rollback. Rows of later ones may be among those that it changed, "
            "where a copy turned out to be one.",
            nullable=False,
        ),
        Column("code_version", TEXT, "Version of Newsledger.", nullable=False),
        Column("config_hash", TEXT, "Hash of the sources.", nullable=False),
        Column("lexicon_hash", TEXT, "Hash of the lexicons.", nullable=False),
        Column("input_hash", TEXT, "Hash of the documents' contents.", nullable=False),
        Column("dependency_hash", TEXT, "Hash of the installed libraries' versions.", nullable=False),
        Column("quality", TEXT, "Expectations passed and failed, in words."),
        Column("note", TEXT, "Why it was made, where that is not a nightly run."),
    ),
)

VERSION_TABLES = Table(
    "version_tables",
    "What one version changed in one table.",
    (
        Column("version", COUNT, "The version.", key=True, nullable=False, references="versions.version"),
        Column("table_name", TEXT, "The table.", key=True, nullable=False),
        Column("opened", COUNT, "Rows that it brought.", unit="rows", nullable=False),
        Column("closed", COUNT, "Rows that it ended.", unit="rows", nullable=False),
        Column("total", COUNT, "Rows that it holds.", unit="rows", nullable=False),
        Column("checksum", TEXT, "Count and xor of the row hashes that it holds.", nullable=False),
    ),
)

REDACTIONS = Table(
    "redactions",
    "One takedown: words that were blanked in every version and in the archive, and why.",
    (
        _key("redaction_id", "32 hex characters from kind, target and time."),
        Column("redacted_at", TIME, "When it was carried out.", unit="UTC", nullable=False),
        Column("kind", TEXT, "url: all words of a page; claim: the sentence of a claim.", nullable=False),
        Column("target", TEXT, "The address or claim_id that was asked for.", nullable=False),
        Column("reason", TEXT, "Why.", nullable=False),
        Column("version", COUNT, "The last version there was.", nullable=False, references="versions.version"),
        Column("addresses", TEXTS, "Canonical addresses that are neither fetched nor kept any more.", nullable=False),
        Column("article_ids", TEXTS, "The articles, whose rows stay as they are from then on.", nullable=False),
        Column("claim_ids", TEXTS, "The claims whose words were blanked.", nullable=False),
        Column("rows_blanked", COUNT, "Rows of all versions.", unit="rows", nullable=False),
        Column("records_blanked", COUNT, "Records of the archive.", unit="records", nullable=False),
        Column("code_version", TEXT, "Version of Newsledger.", nullable=False),
    ),
)

REDACTION_CHECKSUMS = Table(
    "redaction_checksums",
    "The checksum of one table in one version before and after a redaction.",
    (
        Column("redaction_id", ID, "The redaction.", key=True, nullable=False, references="redactions.redaction_id"),
        Column("version", COUNT, "The version.", key=True, nullable=False, references="versions.version"),
        Column("table_name", TEXT, "The table.", key=True, nullable=False),
        Column("before", TEXT, "What version_tables.checksum was.", nullable=False),
        Column("after", TEXT, "What it was from then on.", nullable=False),
    ),
)

ACTIONS = Table(
    "actions",
    "The actions that claims are coded as, with the codes of other systems.",
    (
        Column("action", TEXT, "The action.", key=True, nullable=False),
        Column("meaning", TEXT, "What it covers.", nullable=False),
        Column("plover_type", TEXT, "PLOVER event type; null where PLOVER has none."),
        Column("plover_mode", TEXT, "PLOVER mode."),
        Column("cameo_code", TEXT, "CAMEO code."),
        Column("acled_sub_event_type", TEXT, "ACLED sub-event type."),
    ),
)


def _vocabulary(name: str, word: str, meaning: str, of: str) -> Table:
    return Table(
        name,
        meaning,
        (
            Column(word, TEXT, f"The {of}.", key=True, nullable=False),
            Column("meaning", TEXT, "What it covers.", nullable=False),
        ),
    )


OBJECT_CLASSES = _vocabulary(
    "object_classes", "object_class", "The kinds of things and people that claims count.", "kind of object"
)
QUALIFIERS = _vocabulary("qualifiers", "qualifier", "How exact a number is.", "qualifier of a number")
MODALITIES = _vocabulary("modalities", "modality", "Whether a thing happened, may or should.", "modality of a claim")
SECTORS = _vocabulary("sectors", "sector", "The sectors of parties.", "sector")
DOUBTS = _vocabulary("doubts", "doubt", "What can make the content of a claim doubtful.", "code of a doubt")

STAGED = (DOCUMENTS, ARTICLES, CLAIMS)
VOCABULARIES = (ACTIONS, OBJECT_CLASSES, QUALIFIERS, MODALITIES, SECTORS, DOUBTS)
# What the ledger keeps as history, and its manifest.
HISTORY = (*STAGED, EDITS, QUARANTINE, QUALITY_RESULTS, SOURCE_NIGHTS, *VOCABULARIES)
MANIFEST = (VERSIONS, VERSION_TABLES, REDACTIONS, REDACTION_CHECKSUMS)


def tables() -> Iterator[Table]:
    """Yield every table of the ledger."""
    yield from HISTORY
    yield from MANIFEST


def table(name: str) -> Table:
    """Return the contract of table `name`; UsageError lists the tables if there is none."""
    for candidate in tables():
        if candidate.name == name:
            return candidate
    raise usage_error(f"There is no table {name!r}", f"The tables are {', '.join(t.name for t in tables())}.")
