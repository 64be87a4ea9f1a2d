"""What the recognisers find in a text: plain spans with their readings.

Belongs here: the types that `numbers`, `dates`, `places` and `actors` return and `coder` links. Does not: how
they are found. Offsets are code points into the article's text as given, end exclusive.
"""

from datetime import date
from operator import attrgetter

from newsledger.extract.values import value

# The key by which spans, and whatever else stands in a text, are sorted and found.
BY_START = attrgetter("start")


@value(frozen=True, slots=True)
class Span:
    """A stretch of the text; ``text[start:end] == self.text``."""

    start: int
    end: int
    text: str


@value(frozen=True, slots=True)
class NumberSpan(Span):
    """A quantity. `low` or `high` is None where the words leave that side open."""

    low: float | None
    high: float | None
    qualifier: str  # exact, about, at_least, more_than, less_than, up_to, range, vague


@value(frozen=True, slots=True)
class DateSpan(Span):
    """A time expression as a closed interval of days; both ends None where it cannot be resolved."""

    date_start: date | None
    date_end: date | None
    precision: str  # time, daypart, day, week, month, year, range, vague


@value(frozen=True, slots=True)
class PlaceSpan(Span):
    """A named place. Coordinates are of its centre; `precision` says how much ground the name covers."""

    name: str
    country: str | None  # ISO 3166-1 alpha-3
    admin1: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    precision: str  # city, admin1, country, region
    situated: bool = False  # a preposition before it says that something is there


@value(frozen=True, slots=True)
class ActorSpan(Span):
    """A party that can act or speak: a state, force, office, person, group or organisation."""

    country: str | None  # ISO 3166-1 alpha-3, or EU, NATO, UN, G7
    sector: str | None  # GOV, MIL, REB, POL, CVL, PTY, IGO, NGO, MED, HLH, BUS, JUD, LEG
    name: str  # canonical name in the lexicon
    kind: str  # state, demonym, office, person, group, organisation, force
    office: str | None = None  # the word for an office, force or kind of people that describes it
    assumed: bool = False  # the country is only that of the whole article


@value(frozen=True, slots=True)
class Sentence(Span):
    """A sentence; `index` counts from 0 over the text, `paragraph` likewise."""

    index: int
    paragraph: int


@value(frozen=True, slots=True)
class Statement:
    """One act of speaking in a sentence; the parts of an `Attribution` before pronouns are resolved."""

    source: Span | None
    cue: Span
    content: Span
    trailing: bool  # the cue stands beside what is said, as in ", X said," and "according to X"


@value(frozen=True, slots=True)
class Attribution:
    """Who says what: the speaker's words, the word that says that they speak, and what they say.

    `source` is None where nobody is named ("reportedly"); `content` is empty where nothing is asserted ("X condemned
    the raid"). `antecedent` is the naming span that a pronoun or a
    definite description ("it", "the ministry", "the report") in `source` points back to, where that is safe.
    `carried` marks a sentence that continues a statement without a cue of its own; its `cue` is then the earlier one.
    """

    source: Span | None
    antecedent: Span | None
    cue: Span
    content: Span
    sentence: int
    carried: bool
