"""Words of a sentence with the part of speech they play in it.

Belongs here: the small tagger that the chunker stands on: closed-class words, verbs told from nouns by what
stands beside them, recognised numbers, dates, parties and places as single words. Does not: phrases (`chunks`)
or what a verb means (`triggers`).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from newsledger.extract.inversion import read_inversion
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.spans import BY_START, ActorSpan, DateSpan, NumberSpan, PlaceSpan, Span
from newsledger.extract.word_tags import closed_words, may_be_noun, read_spelling

# Words after which a verb-like word is a noun ("the strike", "its raid", "Russia's attack", "12 attacks").
_BEFORE_NOUN = frozenset({"DT", "PP", "POS", "NUM"})
_BEFORE_VERB = frozenset({"MD", "TO", "DO"})
# Gerunds that before a bare noun are adjectives.
_ATTRIBUTIVE = frozenset({"visiting", "leading", "ruling", "warring", "opposing", "invading", "occupying", "surviving",
                          "remaining", "participating", "protesting", "retreating", "advancing"})  # fmt: skip
_OF_DATES = frozenset({"on", "in", "at", "by", "since", "during"})
# Numbers that stand as nouns: "hundreds blocked roads"; of others a participle after them is an adjective.
CROWDS = frozenset({"dozens", "scores", "hundreds", "thousands", "millions"})
_TALLIES = frozenset({"toll", "number", "total", "count", "tally", "figure"})
_ADJECTIVE_ENDINGS = (
    "ful",
    "less",
    "ous",
    "ive",
    "able",
    "ible",
    "ern",
    "ish",
    "vy",
    "ary",
    "ian",
    "cal",
    "nal",
    "ral",
)


_Token = tuple[int, int]  # its start and end


@dataclass(slots=True)
class Word:
    """One word, or one recognised span of several, with its tag.

    Tags are those of ``lexicon/word_tags.tsv`` (DT, PP, PRP, IN, CC, SUB, WH, MD, BE, HV, DO, NOT, RB, RP, TO)
    and V verb, N noun or adjective, P proper name, NUM number, TIME date, POS possessive, and punctuation as
    it is.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str
    lemma: str = ""  # of the verb it may be
    forms: str = ""  # letters of the verb forms it may be
    number: NumberSpan | None = None
    date: DateSpan | None = None
    actor: ActorSpan | None = None
    place: PlaceSpan | None = None
    last: str = field(default="")  # its last token, lower-cased; the head of a recognised span

    @property
    def nominal(self) -> bool:
        """Whether it can stand in a noun phrase after the determiner."""
        return self.tag in ("N", "P")


def read_words(text: str, tokens: Sequence[_Token], spans: Sequence[Span], *, headline: bool = False) -> list[Word]:
    """Return the words of a sentence of `text`, with each of `spans` (numbers, dates, parties, places) as one.

    Of spans that overlap, the earlier in `spans` wins. In a `headline`, capitals say nothing and verbs stand
    in the present.
    """
    words = _tagged(text, tokens, _claimed(tokens, spans), headline)
    _tell_places(words, sorted((s for s in spans if isinstance(s, PlaceSpan)), key=BY_START))
    read_inversion(words)
    _settle(words, headline)
    return words


def _tell_places(words: list[Word], places: list[PlaceSpan]) -> None:
    """Give words that are parties the place of the same name: which one is meant, a preposition tells.

    "Moscow" is a party and a place, and so are "Washington, DC" and "eastern Ukraine".
    """
    for word in words if places else ():
        if word.actor is None:
            continue
        at = bisect_left(places, word.start, key=BY_START)
        place = places[at] if at < len(places) else None
        if place is None or place.end > word.end:
            continue
        if word.actor.kind == "state" or (place.start, place.end) == (word.start, word.end):
            word.place = place


def _claimed(tokens: Sequence[_Token], spans: Iterable[Span]) -> dict[int, Span]:
    """Map the index of each token that a span covers to the span."""
    claimed: dict[int, Span] = {}
    for span in spans:
        first = bisect_left(tokens, (span.start,))
        if first == len(tokens) or tokens[first][0] != span.start:
            continue
        last = first + 1
        while last < len(tokens) and tokens[last][0] < span.end:
            last += 1
        covered = range(first, last)
        if claimed.keys().isdisjoint(covered):
            claimed.update(dict.fromkeys(covered, span))
    return claimed


def _tagged(text: str, tokens: Sequence[_Token], claimed: dict[int, Span], headline: bool) -> list[Word]:
    words: list[Word] = []
    i = 0
    while i < len(tokens):
        start, end = tokens[i]
        span = claimed.get(i)
        i += 1
        if span is None:
            written = text[start:end]
            lower, tag, lemma, forms = read_spelling(written, not words, headline)
            words.append(Word(start, end, written, lower, tag, lemma, forms, last=lower))
            continue
        while i < len(tokens) and claimed.get(i) is span:
            i += 1
        first, end = tokens[i - 1]
        words.append(_span_word(span, start, end, text[first:end].lower()))
    return words


def _span_word(span: Span, start: int, end: int, last: str) -> Word:
    word = Word(start, end, span.text, span.text.lower(), "P", last=last)
    if isinstance(span, NumberSpan):
        word.tag, word.number = "NUM", span
    elif isinstance(span, DateSpan):
        word.tag, word.date = "TIME", span
    elif isinstance(span, ActorSpan):
        word.actor = span
    elif isinstance(span, PlaceSpan):
        word.place = span
    return word


def _settle(words: list[Word], headline: bool) -> None:
    """Decide which verb-like words are verbs, and what "that", "'s" and "her" are, left to right."""
    for i, word in enumerate(words):
        special = word.lower in _SETTLED
        if not special and (word.tag != "N" or (not word.forms and not _may_follow_to(words, i))):
            continue
        before = _neighbour(words, i, -1)
        after = words[i + 1] if i + 1 < len(words) else None
        if word.lower == "'s":
            word.tag = "BE" if before and before.tag in ("PRP", "WH", "SUB") else "POS"
        elif word.lower == "'" and before and before.nominal and after and after.tag in ("N", "P", "NUM"):
            word.tag = "POS" if before.last.endswith("s") else word.tag
        elif word.lower == "that":
            word.tag = _that(before, after)
        elif (
            word.lower in ("all", "both")
            and before
            and before.tag in ("BE", "HV")
            and after
            and after.tag in ("BE", "V", "N")
        ):
            word.tag = "RB" if after.tag == "BE" or after.forms else word.tag
        elif word.lower == "because" and after is not None and after.lower == "of":
            word.tag = "IN"
        elif word.lower == "forward":
            word.tag = "N" if before and before.tag in _BEFORE_NOUN and after and after.nominal else word.tag
        elif word.lower == "home" and before and before.tag in ("DT", "POS", "PP") and before.lower != "her":
            word.tag = "N"  # "the home of the minister"
        elif word.lower == "deep" and after is not None and after.tag == "IN":
            word.tag = "RB"  # "a raid deep inside Lebanon"
        elif word.lower == "next" and (after is None or not _starts_noun(after)):
            word.tag = "RB"
        elif (
            word.lower == "each"
            and before
            and before.nominal
            and (after is None or after.forms or not _starts_noun(after))
        ):
            word.tag = "RB"  # "307 prisoners each", "the men each received"
        elif word.lower == "down" and before and before.tag in ("TO", "MD") and after and _starts_noun(after):
            word.tag, word.lemma, word.forms = "V", "down", "B"
        elif _is_unknown_infinitive(word, before, after, words[i - 2] if i > 1 else None):
            word.tag, word.lemma, word.forms = "V", word.lower, "B"
        elif word.lower == "her" and (after is None or not _starts_noun(after)):
            word.tag = "PRP"
        elif _is_cause(words, i):
            continue
        elif word.forms and word.tag == "N" and _is_verb(word, before, after, words[i - 1] if i else None, headline):
            word.tag = "V"


_SETTLED = frozenset(
    {"'s", "because", "forward", "'", "that", "all", "both", "deep", "next", "each", "down", "her", "home"}
)
_WEIGHTLESS = frozenset({"TO", "RB", "TIME"})


def _is_cause(words: list[Word], i: int) -> bool:
    """Whether a noun says to what something is due: "hurt due to mortar shells"; not "is due to meet"."""
    led = i > 1 and words[i - 1].tag == "TO" and words[i - 2].lower in ("due", "owing", "thanks")
    return led and may_be_noun(words[i].lower) and (i < 3 or words[i - 3].tag != "BE")


def _may_follow_to(words: list[Word], i: int) -> bool:
    return i > 0 and words[i - 1].tag in _WEIGHTLESS


def _is_unknown_infinitive(word: Word, before: Word | None, after: Word | None, governor: Word | None) -> bool:
    """Whether a word in no lexicon stands as a verb: "to reconsider the importance", "pledged to disarm"."""
    governed = governor is not None and governor.tag == "V" and governor.lemma in _infinitive_governors()
    return (
        before is not None
        and before.tag == "TO"
        and word.tag == "N"
        and not word.forms
        and word.text.islower()
        and not may_be_noun(word.lower)
        and word.lower not in closed_words()
        and not word.lower.endswith(_ADJECTIVE_ENDINGS)
        and (governed or (after is not None and after.tag in ("DT", "PP", "NUM", "PRP", "P", "N", "RP")))
    )


@cache
def _infinitive_governors() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("stance") if row["kind"] == "governor") - {"go", "say"}


def _neighbour(words: list[Word], i: int, step: int) -> Word | None:
    """Return the next word of weight before or after `i`: "the court on Monday jailed" leads from jailed to court."""
    i += step
    while 0 <= i < len(words) and (words[i].tag in ("RB", "TIME") or (step < 0 and _dates(words, i))):
        i += step
    return words[i] if 0 <= i < len(words) else None


def _dates(words: list[Word], i: int) -> bool:
    """Whether the word at `i` is the preposition of a date."""
    return i > 0 and words[i].lower in _OF_DATES and words[i + 1].tag == "TIME"


def _starts_noun(word: Word) -> bool:
    return word.tag in ("N", "P", "NUM", "DT", '"')


def _that(before: Word | None, after: Word | None) -> str:
    if after is None or after.tag in (",", ".", "CC"):
        return "PRP"
    if before is not None and before.tag == "V":
        return "SUB"
    if before is None and after.tag == "N" and not after.forms:
        return "DT"  # "That bulletin"
    if after.tag in ("MD", "BE", "HV", "DO") or (after.forms and "B" not in after.forms and after.tag != "P"):
        return "WH" if before is not None and before.tag in ("N", "P", "NUM", ",", "PRP") else "PRP"
    if (after.tag == "N" or after.lower == "same") and before is not None and before.tag in ("IN", "CC"):
        return "DT"
    return "SUB"


# Past forms that describe no noun after a bare number: "twelve received injuries".
UNDERGONE = frozenset({"received", "suffered", "sustained", "obtained", "got"})
_ADJECTIVAL = frozenset(
    {"continued", "renewed", "repeated", "increased", "coordinated", "combined", "expanded", "planned", "sustained"}
)


def _is_verb(word: Word, before: Word | None, after: Word | None, beside: Word | None, headline: bool) -> bool:
    forms, noun = word.forms, may_be_noun(word.lower)
    if "G" in forms and after is not None and not after.forms and may_be_noun(f"{word.lower} {after.lower}"):
        return False  # "a shopping centre", "Kremenchuk shopping centre"
    if _describes_arms(word, before, after):
        return False
    if word.lower in _ADJECTIVAL and before is not None and before.tag == "V" and beside is before:
        return after is None or after.tag not in ("N", "P")  # "discussed continued support"
    if word.lower == "remains" and before is not None and before is beside and before.tag == "P":
        return after is None or after.lower != "of"  # "President Bazoum remains in detention"
    if word.lower == "calls" and after is not None and after.lower == "on" and before is not None and before.actor:
        return True  # "the UK calls on Israel to"
    if before is None and after is not None and after.tag in ("DT", "PP") and "B" in forms:
        return True  # "Press the button"
    if before is None and after is not None and "G" in after.forms and may_be_noun(after.lower):
        return False  # "Renewed fighting broke out"
    if before is None and after is not None and after.nominal and set(forms) <= set("DN"):
        return False  # "Ousted president Bazoum remains"
    if before is None:
        return ("G" in forms and not noun) or ("B" in forms and not noun) or (set(forms) <= set("DN") and not noun)
    if before.tag in _BEFORE_VERB:
        if forms == "G" and before.tag == "TO" and after is not None:
            return after.tag == "TO" or _takes_object(after, noun)  # "pleaded guilty to threatening a judge"
        return "B" in forms
    if (
        forms == "G"
        and noun
        and beside is not None
        and beside.tag == "TIME"
        and after is not None
        and after.lower == "of"
    ):
        return False  # "in August shelling of the town"
    if (
        word.lower in _ATTRIBUTIVE
        and after is not None
        and after.nominal
        and after.last.endswith("s")
        and before.tag != "BE"
    ):
        return False  # "the number of visiting students"
    if before.tag == "NOT":
        return True
    if before.tag in ("BE", "HV"):
        return bool(set(forms) & set("NGD")) and not (noun and "G" in forms and _is_compound(word, after))
    if before.tag == "DT" and beside is not None and beside.tag == "RB" and set(forms) <= set("DZ"):
        return True  # "Each also undertook"
    if before.tag == "NUM" and before.last in CROWDS and set(forms) & set("D"):
        return True
    if headline and before.tag == "NUM" and before.last.endswith("s") and "B" in forms:
        return after is not None  # "Thousands flee fighting"
    if before.tag in _BEFORE_NOUN:
        if before.tag == "NUM" and word.lower in UNDERGONE:
            return True
        participle = set(forms) <= {"D", "N"} or (word.lower == "hurt" and before.tag == "NUM")
        if participle and after is not None and not after.nominal:
            # "700 injured in Aleppo", "at least 12 killed"; but "the wounded".
            counted = before.tag == "NUM" or before.lower == "another"
            return counted and word.lower not in {"wounded", "dead"} | _nominal_participles(after)
        return False
    if before.tag == "IN":
        return forms == "G" and after is not None and _takes_object(after, noun)
    if before.tag == "SUB" and (noun or forms == "B") and not set(forms) & set("D"):
        return False
    if before.tag in ("PRP", "WH", "V", "SUB"):
        if before.tag == "V":
            return forms == "G" or (bool(set(forms) & set("N")) and not noun)
        return True
    if before.tag in ("CC", ",", ";", ":", '"', "–", "(", "-"):
        return _after_break(word, after, noun)
    if before.tag == "TIME":
        return bool(set(forms) & set("DNZ")) or not noun
    described = after is not None and after.tag == "N" and (not after.forms or may_be_noun(after.lower))
    demonym = before.actor is not None and before.actor.kind == "demonym"
    if forms == "G" and described and (demonym or before.lower.endswith("est")):
        return False  # "the largest processing plant", "a Thai fishing vessel"
    if before.nominal or before.tag == "POS":
        return _after_noun(word, before, after, noun, headline)
    return not noun


def _describes_arms(word: Word, before: Word | None, after: Word | None) -> bool:
    """Whether a participle is part of what a thing is called: "a Houthi unmanned vessel", "Russian guided bombs"."""
    if after is None or not after.nominal or not set(word.forms) <= set("DN"):
        return False
    if word.lower.startswith("un") and word.lemma == word.lower:
        return True
    whose = before is not None and before.actor is not None and before.actor.kind in ("demonym", "group")
    return whose and may_be_noun(f"{word.lower} {after.lower}")


def _takes_object(after: Word, noun: bool) -> bool:
    """Whether an object follows an -ing form after a preposition: "in fighting ISIS", "for filming the dam"."""
    if after.tag in ("DT", "PP", "NUM", "PRP", "RP") or after.actor is not None:
        return True
    return not noun and after.tag in ("P", "N", "IN")


def _nominal_participles(after: Word) -> frozenset[str]:
    return frozenset({"injured"}) if after.tag in ("CC",) else frozenset()


def _is_compound(word: Word, after: Word | None) -> bool:
    return after is not None and after.tag == "N" and not after.forms and word.lower not in ("killing", "fighting")


def _after_break(word: Word, after: Word | None, noun: bool) -> bool:
    forms = word.forms
    if set(forms) & set("D"):
        return not (after is not None and after.tag == "N" and not after.forms and "N" in forms and noun)
    if forms == "G":
        opens = after is not None and (after.tag in ("DT", "PP", "NUM", "PRP", "P") or after.lower == "dead")
        return not noun or opens
    if noun:
        return after is not None and after.tag in ("DT", "PP", "PRP", "NUM") and "Z" in forms
    return True


def _is_plural(word: Word) -> bool:
    return word.last.endswith(("s", "men")) or word.last in {"people", "police", "women", "children", "troops"}


_GATHERING = frozenset({"meeting", "gathering", "fighting", "training"})  # "leaders meeting in Paris"


def _after_noun(word: Word, before: Word, after: Word | None, noun: bool, headline: bool) -> bool:
    forms = word.forms
    if may_be_noun(f"{before.lower} {word.lower}"):
        return False  # "a warning shot"
    if set(forms) & set("DN") and "B" not in forms:
        # "31 civilians killed"; "captured soldiers" after a noun is a participle too: "the newly freed men".
        return True
    if not noun:
        return True
    if "Z" in forms and before.last in _TALLIES and after is not None and after.lower in ("at", "to", "above", "past"):
        return True  # "the death toll stands at 58"
    if forms == "G":
        if word.lower in _GATHERING and _is_plural(before) and after is not None and after.lower in ("in", "at"):
            return True
        return (after is not None and after.tag in ("DT", "PP", "NUM", "PRP")) or (
            after is not None and after.tag == "P" and before.last.endswith("s")
        )
    opens = after is not None and (after.tag in ("DT", "PP", "NUM", "PRP") or (after.tag == "P" and not after.forms))
    demonym = before.actor is not None and before.actor.kind == "demonym"
    if demonym or before.tag == "POS":
        return False
    if headline and "B" in forms and after is not None and (_is_plural(before) or before.actor is not None):
        return after.tag in ("DT", "PP", "NUM", "PRP", "P", "N", "RP") and not set(after.forms) & set("ZD")
    state = before.actor is not None and before.actor.kind == "state"  # "the United States supports the"
    if "Z" in forms and (state or not before.last.endswith("s")):
        return opens or (headline and (after is not None and after.tag in ("N", "P", "IN") and before.tag == "P"))
    if "B" in forms and _is_plural(before):
        return opens or set("DN") & set(forms) != set()
    if set("DN") & set(forms):
        if {"B", "D"} <= set(forms) and before.actor is not None and after is not None and after.tag == "N":
            return True  # "Colombia cut ties"
        return opens or (after is not None and after.tag in ("IN", "RB", ".", ",", "CC"))
    return False
