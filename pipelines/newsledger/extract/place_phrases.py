"""One noun phrase as a place: a name, a spot beside a name, or a description.

Belongs here: what a phrase that can say where something happened means by itself and by what it points back to. Does
not: putting phrases together (`grounds`), what descriptions point back to (`pointing`), recognising names (`places`).
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from newsledger.extract.chunks import Chunk
from newsledger.extract.discourse import Discourse
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import find_noun, phrase_text
from newsledger.extract.pointing import is_seat, is_side, pointed_at, seat_of
from newsledger.extract.spans import PlaceSpan
from newsledger.extract.tagger import Word
from newsledger.extract.values import value

# Lower is finer; a finer place wins over a coarser one that is told as plainly.
GRAINS = {"city": 0, "admin1": 1, "region": 2, "country": 3}
_UNNAMED = 1
_LOCATIVE = frozenset({"in", "at", "near", "over", "inside", "outside", "around", "across", "into", "on", "under"})
_OF_PLACES = frozenset({"territory", "building", "infrastructure"})
# "each side", "his part", "any country" are no places.
_DISTRIBUTIVE = frozenset(
    ("each", "every", "either", "both", "any", "no", "other", "another", "his", "her", "my", "your")
)  # fmt: skip
_VAGUE = frozenset({"part", "state"})
_PARTS_OF_TOWNS = frozenset({"district", "neighbourhood", "neighborhood", "quarter", "area", "region", "province"})
_NAMED_SPOTS = frozenset({"site", "quarter", "tract"})
_MISSIONS = frozenset({"embassy", "consulate", "mission", "hall"})  # called after the country or town they are of
_OF_A_COUNTRY = frozenset({"settlement", "quarter", "division", "site"})


@value(frozen=True, slots=True)
class Member:
    """One phrase of a ground. `generic`: it only says what sort of place the names beside it are."""

    at: int
    name: str | None
    country: str | None
    span: PlaceSpan | None
    generic: bool
    pointing: bool = False
    called: bool = False  # its name follows with "of": "the town of"
    link: str = ""  # what joins it to the member before: a preposition or a comma

    @property
    def grain(self) -> int:
        """How fine it is."""
        if self.span is None:
            return _UNNAMED if self.name is None else GRAINS["city"]
        return GRAINS[self.span.precision]


def read_phrase(chunks: Sequence[Chunk], at: int, discourse: Discourse) -> Member | None:
    """Return the phrase at `at` as a place, None where it can be none."""
    chunk = chunks[at]
    if says_there(chunk):
        return _there(chunks, at, discourse)
    if chunk.kind != "NP" or in_front(chunks, at - 1):
        return None
    kind = _kind(chunk)
    named = _named(chunks, at, kind)
    if named is not None:
        return named
    if kind is not None:
        return _described(chunks, at, kind, discourse)
    head = chunk.head_word
    if not _after_locative(chunks, at):
        return None
    if head.actor is not None and head.actor.kind == "office":
        if head.last in _MISSIONS and len(phrase_text(_words(chunk)).removeprefix("the ").split()) > 1:
            return Member(at, phrase_text(_words(chunk)).removeprefix("the "), None, None, generic=False)
        return Member(at, None, None, None, generic=True)  # "outside the US Embassy in Cairo", "at the White House"
    if _is_unknown_name(chunk):
        return Member(at, phrase_text(_words(chunk)).removeprefix("the "), None, None, generic=False)
    return None


def place_in(chunk: Chunk) -> Word | None:
    """Return the finest place named in a noun phrase: Hamdaniya of "Aleppo's southern Hamdaniya"."""
    words = _words(chunk)
    named = [w for w in words if w.place is not None]
    if len(named) < 2:
        return named[0] if named else None
    if any(w.tag == "POS" for w in words):
        return named[-1]  # "Kandahar's Zhari district"
    return min(named, key=lambda w: (GRAINS[w.place.precision], -w.start), default=None)  # type: ignore[union-attr]


def says_there(chunk: Chunk) -> bool:
    """Whether a phrase says "there": "there", "the toll there", "there has risen"; not "there are"."""
    begins = chunk.kind == "VG" and not chunk.has_be and chunk.words[chunk.first].lower == "there"
    return begins or chunk.words[chunk.last - 1].lower == "there"


def in_front(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether "in front of" stands at `at`."""
    if at < 0 or at + 3 >= len(chunks) or chunks[at].lower != "in":
        return False
    return chunks[at + 1].lower == "front" and chunks[at + 2].lower == "of"


def bears(chunk: Chunk) -> bool:
    """Whether a noun phrase ends in a bearing: "the suburb of Douma east" of Damascus."""
    return chunk.last - chunk.first > 1 and is_side(chunk.words[chunk.last - 1].lower)


def _named(chunks: Sequence[Chunk], at: int, kind: str | None) -> Member | None:
    """Return a phrase with the name of a known place in it: "Latakia province", "Syria's northeast"."""
    chunk = chunks[at]
    head, word = chunk.head_word, place_in(chunk)
    if word is None or word.place is None or not (word is head or head.tag in ("N", "P")):
        return None
    place = word.place
    if kind == "part" and place.precision == "country":
        name = f"{head.last} {place.name}" if is_side(head.last) else place.name
        return Member(at, name, place.country, place, generic=False)
    if word is not head and _is_unknown_name(chunk) and chunk.words[chunk.head - 1] is not word:
        return Member(at, head.text, place.country, None, generic=False)  # "Aleppo's southern Hamdaniya"
    seat = seat_of(place.country) if head.last == "capital" and place.precision == "country" else None
    if seat is not None and not _is_provincial(chunk):
        return Member(at, seat.name, seat.country, seat, generic=False, pointing=True)  # "Mali's capital"
    if word is not head and place.precision == "country" and kind in _OF_A_COUNTRY:
        return Member(at, None, place.country, None, generic=True)  # "the US capital city", "a Syria camp"
    if word is head or kind is not None or _after_locative(chunks, at):
        generic = word is not head and kind is not None and not bears(chunk)
        # "The Karrada district of Baghdad" is Karrada, but "the Red Sea port of Mokha" is Mokha.
        called = head.last not in _PARTS_OF_TOWNS or is_seat(place)
        return Member(at, place.name, place.country, place, generic, called=called)
    return None


def _described(chunks: Sequence[Chunk], at: int, kind: str, discourse: Discourse) -> Member | None:
    """Return a phrase with a common noun for a place: "the city", "an Iraqi air base", "the Dar al-Arqam centre"."""
    chunk = chunks[at]
    words = _words(chunk)
    # "The Jenin refugee camp": the refugees are a party of their own.
    inner = next((p for w in words if w.actor is not None and (p := discourse.place_at(w.start)) is not None), None)
    if inner is not None and inner.precision != "country":
        return Member(at, inner.name, inner.country, inner, generic=True)
    nation = next((w.actor.country for w in words if w.actor and len(w.actor.country or "") == 3), None)
    if at + 1 < len(chunks) and is_side(chunks[at + 1].lower.removesuffix(" of")):
        return None  # "positions east of the town"
    own = _own_name(chunk, kind)
    if own is not None:
        return Member(at, own, nation, None, generic=False)
    if at + 1 < len(chunks) and chunks[at + 1].lower in ("of", "to"):
        bare = words[0].lower in _DISTRIBUTIVE
        return None if bare else Member(at, None, nation, None, generic=True)  # "the outskirts" of …
    shared = [w.lower for w in words[_past_measure(words) :]]
    if kind == "part" and not (at and chunks[at - 1].lower in ("in", "across")):
        return None
    found = pointed_at(shared, chunk.head_word.last, kind, nation, chunk.start, chunks[0].start, discourse)
    if found is not None:
        place, name = found
        return Member(at, name, place.country, place, generic=False, pointing=True)
    if words[0].lower in _DISTRIBUTIVE or kind in _VAGUE or _is_bare(chunk):
        return None
    return Member(at, None, nation, None, generic=True)


def _there(chunks: Sequence[Chunk], at: int, discourse: Discourse) -> Member | None:
    chunk = chunks[at]
    if chunk.lower == "there" and at + 1 < len(chunks) and chunks[at + 1].head_word.tag == "BE":
        return None  # "there are"
    earlier = discourse.places_before(chunk.start)
    if not earlier:
        return None
    return Member(at, earlier[-1].name, earlier[-1].country, earlier[-1], generic=False, pointing=True)


def _words(chunk: Chunk) -> list[Word]:
    return chunk.words[chunk.first : chunk.last]


@cache
def _place_nouns() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in read_lexicon("place_nouns")}


@lru_cache(maxsize=1 << 12)
def _kind_of_noun(noun: str) -> str | None:
    singular = f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
    return _place_nouns().get(noun) or _place_nouns().get(singular)


def _kind(chunk: Chunk) -> str | None:
    """Return the kind of place that the head of a noun phrase is, None where it is none."""
    head = chunk.head_word
    if head.tag not in ("N", "P") or head.actor is not None:
        return None
    kind = _kind_of_noun(head.last)
    if kind is not None:
        return kind
    noun = find_noun([w.lower for w in _words(chunk)])
    return "site" if noun is not None and noun.object_class in _OF_PLACES else None


def _is_provincial(chunk: Chunk) -> bool:
    return any(w.lower in ("provincial", "regional", "state") for w in _words(chunk))


def _own_name(chunk: Chunk, kind: str) -> str | None:
    """Return the name of a spot that has one of its own: "the Dar al-Arqam centre"."""
    words = _words(chunk)
    proper = next((w for w in words if w.tag == "P" and w.actor is None and w is not chunk.head_word), None)
    if proper is None or words[0].lower != "the" or kind not in _NAMED_SPOTS:
        return None
    if proper.text.isupper() and proper.text.isalpha():
        return None  # "the ISIS camp", but "the CA-5 highway"
    return phrase_text([w for w in words if w.start >= proper.start])


def _past_measure(words: Sequence[Word]) -> int:
    """Return the index of the word after "a third of", where a noun phrase is a share of what follows."""
    return next((i + 1 for i in range(len(words) - 1, -1, -1) if words[i].lower == "of"), 0)


def _is_bare(chunk: Chunk) -> bool:
    """Whether a noun stands alone, as in "in prison", "on land", "in front"."""
    return chunk.last - chunk.first == 1 and not chunk.head_word.lower.endswith("s")


def _is_unknown_name(chunk: Chunk) -> bool:
    head = chunk.head_word
    return head.tag == "P" and head.actor is None and head.place is None and head.date is None


def _after_locative(chunks: Sequence[Chunk], at: int) -> bool:
    led = at > 0 and chunks[at - 1].kind == "IN" and chunks[at - 1].lower in _LOCATIVE
    return led or in_front(chunks, at - 3)
