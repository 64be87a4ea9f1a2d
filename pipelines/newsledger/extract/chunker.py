"""Grouping the tagged words of a sentence into noun phrases and verb groups.

Belongs here: where a phrase begins and ends, which word is its head and which its number. Does not: the tags
(`tagger`) or how chunks belong together (`chunks`).
"""

from collections.abc import Sequence

from newsledger.extract.chunks import PREDICATIVE, Chunk, after_modifiers, coordinated
from newsledger.extract.tagger import CROWDS, UNDERGONE, Word


def chunk(words: list[Word]) -> list[Chunk]:
    """Return the chunks of a sentence's words, in order and without gaps."""
    chunks: list[Chunk] = []
    i = 0
    while i < len(words):
        tag = words[i].tag
        opens = tag in _OPENS_GROUP and not _opens_with_participle(words, i)
        group = _verb_group(words, i) if opens else None
        if group is not None:
            chunks.append(group)
        elif chunks and _is_bearing(words, i):
            chunks.append(Chunk("IN", i, i + 2, words))
        elif tag in ("DT", "PP", "N", "P", "NUM", "PRP", "V", "POS"):
            chunks.append(_noun_phrase(words, i))
        elif tag == "TIME":
            chunks.append(Chunk("TIME", i, i + 1, words))
        else:
            kind = tag if tag in ("IN", "CC", "SUB", "WH", "RB", "RP", "TO", "MD") else words[i].lower
            chunks.append(Chunk("IN" if tag == "TO" else kind, i, i + 1, words))
        i = chunks[-1].last
    for at, one in enumerate(chunks[:-1]):
        if (
            one.kind == "IN"
            and one.lower in _ALSO_SUBORDINATE
            and chunks[at + 1].kind == "NP"
            and not (one.lower == "as" and chunks[at + 1].lower in _IN_CONSEQUENCE)
            and _has_predicate(chunks, at + 1)
        ):
            one.kind = "SUB"
    return chunks


_OPENS_GROUP = frozenset({"V", "MD", "BE", "HV", "DO", "NOT", "TO", "RB"})
_ALSO_SUBORDINATE = frozenset({"after", "before", "since", "until", "till", "as", "than"})
_IN_CONSEQUENCE = frozenset({"a result", "a consequence", "part"})  # "as a result of"


_BEARINGS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
                       "north-east", "north-west", "south-east", "south-west"})  # fmt: skip


def _is_bearing(words: list[Word], i: int) -> bool:
    """Whether the words at `i` are a preposition of place: "positions north of the town"."""
    return words[i].lower in _BEARINGS and i + 1 < len(words) and words[i + 1].lower == "of"


def _has_predicate(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the noun phrase at `at`, with what belongs to it, is the subject of a finite verb."""
    i = coordinated(chunks, at, before=len(chunks))[-1]
    i = after_modifiers(chunks, i)
    if i + 2 < len(chunks) and chunks[i].kind == "," and chunks[i + 1].kind == "NP" and chunks[i + 2].kind == ",":
        i += 3
    while i < len(chunks) and chunks[i].kind in ("RB", "TIME"):
        i += 1
    return i < len(chunks) and chunks[i].kind == "VG" and chunks[i].finite


def _opens_with_participle(words: list[Word], i: int) -> bool:
    """Whether the verb form at `i` is the adjective of a phrase without determiner: "for captured soldiers"."""
    if words[i].tag != "V" or not set(words[i].forms) <= set("DN") or i + 1 >= len(words):
        return False
    before = words[i - 1].tag if i else None
    if before == "," and i >= 2:
        return False  # "Uganda, by contrast, sent troops"
    if before == "CC" and _follows_object(words, i - 1):
        return False  # "torched cars and vandalised homes"
    return before in (None, "IN", "CC", "SUB", ",", '"') and words[i + 1].tag == "N" and not words[i + 1].forms


def _follows_object(words: list[Word], i: int) -> bool:
    """Whether the conjunction at `i` comes after a past verb and its object."""
    j = i - 1
    while j >= 0 and words[j].tag in ("N", "P", "NUM", "DT", "PP", "POS", "IN"):
        j -= 1
    return (
        0 < j < i - 1 and words[j].tag == "V" and "D" in words[j].forms and words[j - 1].tag not in ("BE", "HV", "DT")
    )


def _verb_group(words: list[Word], i: int) -> Chunk | None:
    j, aux, end = i, [], -1
    while j < len(words):
        word = words[j]
        if word.tag in ("MD", "BE", "HV", "DO", "NOT", "TO"):
            if word.tag == "TO" and not _leads_to_verb(words, j):
                break
            aux.append(word.lower)
            if word.tag in ("BE", "HV", "DO"):
                end = j
        elif word.tag == "V":
            return Chunk("VG", i, j + 1, words, head=j, aux=aux)
        elif word.tag == "RB" and (aux or _leads_to_verb(words, j)):
            pass
        else:
            break
        j += 1
    if end >= 0 and words[i].tag != "RB":
        return Chunk("VG", i, end + 1, words, head=end, aux=[w.lower for w in words[i : end + 1] if w.tag != "RB"][:-1])
    return None


def _leads_to_verb(words: list[Word], j: int) -> bool:
    for word in words[j + 1 : j + 4]:
        if word.tag == "V":
            return words[j].tag != "TO" or "B" in word.forms
        if word.tag in ("BE", "HV", "DO"):
            return True
        if word.tag not in ("RB", "NOT"):
            return False
    return False


def _noun_phrase(words: list[Word], i: int) -> Chunk:
    j, head, number = i, -1, None
    if words[i].tag == "PRP":
        return Chunk("NP", i, i + 1, words, head=i)
    while j < len(words):
        word = words[j]
        if word.tag in ("DT", "PP"):
            if head >= 0 and word.lower not in ("more", "other", "own", "same", "others"):
                break
            if head >= 0 and words[head].tag != "POS" and words[head].nominal:
                break
            if (
                word.tag == "DT"
                and number is not None
                and word.lower not in ("more", "other", "further", "additional", "such", "own", "same", "less")
            ):
                break
        elif word.tag == "NUM":
            if number is not None or (head >= 0 and words[head].tag != "POS"):
                break
            number = word
        elif head >= 0 and (word.lower in PREDICATIVE or _is_bearing(words, j)):
            break
        elif word.tag in ("N", "P", "POS"):
            head = j
        elif word.tag == "V" and _adjectival(words, j, i):
            pass
        elif (of := _partitive(words, j, number)) is not None:
            # "six of the missiles", "18 out of 21 drones": one phrase that the number counts.
            inner = _noun_phrase(words, of + 1)
            return Chunk("NP", i, inner.last, words, head=inner.head, number=number)
        elif (word.lower == "and" and _shares_head(words, j)) or (
            word.tag == "RB"
            and j > i
            and head < 0
            and j + 1 < len(words)
            and (_modifies(words, j + 1, i) or (words[j + 1].lower == "and" and _shares_head(words, j + 1)))
        ):
            pass
        elif word.tag == "TIME" and j > i and head < 0 and j + 1 < len(words) and words[j + 1].nominal:
            pass  # "the overnight downfall"
        elif word.lower == '"' and j > i and head < 0 and j + 1 < len(words) and words[j + 1].nominal:
            pass
        else:
            break
        j += 1
    j = max(j, i + 1)
    if head >= 0 and words[head].tag == "POS" and head - 1 >= i:
        pass
    return Chunk("NP", i, j, words, head=head, number=number)


def _partitive(words: list[Word], j: int, number: Word | None) -> int | None:
    """Return the index of the "of" or "out of" at `j` that takes a number out of a whole, None if it is none."""
    if number is None or j != _index(words, number) + 1:
        return None
    of = j + 1 if words[j].lower == "out" and j + 1 < len(words) else j
    return of if words[of].lower == "of" and _continues(words, of) else None


def _modifies(words: list[Word], j: int, first: int) -> bool:
    return words[j].nominal or (words[j].tag == "V" and _adjectival(words, j, first))


def _index(words: list[Word], word: Word) -> int:
    return next(i for i, w in enumerate(words) if w is word)


def _continues(words: list[Word], j: int) -> bool:
    return (
        j + 1 < len(words)
        and words[j + 1].tag in ("DT", "PP", "N", "P", "NUM", "PRP", "V")
        and (words[j + 1].tag != "V" or _adjectival(words, j + 1, j))
    )


def _adjectival(words: list[Word], j: int, first: int) -> bool:
    """Whether the verb form at `j` is a modifier: "captured soldiers", "the badly injured civilians"."""
    after = words[j + 1] if j + 1 < len(words) else None
    if after is None or not (
        after.nominal or after.tag == "NUM" or (after.tag == "V" and j + 2 < len(words) and words[j + 2].nominal)
    ):
        return False
    if j == first:
        return _opens_with_participle(words, j)
    before = words[j - 1]
    if before.tag == "NUM" and words[j].lower in UNDERGONE:
        return False
    if before.tag == after.tag == "NUM":
        return False  # "4 killed 30 injured"
    return before.tag in ("DT", "PP", "NUM", "POS", "RB", "V") and before.last not in CROWDS


def _shares_head(words: list[Word], j: int) -> bool:
    """Whether the "and" at `j` joins two modifiers of one head: "ballistic and cruise missiles"."""
    if j == 0 or j + 1 >= len(words):
        return False
    first, (second, *rest) = words[j - 1].lower, words[j + 1].lower.split()
    if (first, second) in _JOINED:
        return True
    heads = bool(rest) or (j + 2 < len(words) and words[j + 2].nominal)  # "central Somalia" may be one name
    return heads and any(first in kind and second in kind for kind in _CONTRASTED)


_JOINED = frozenset({("ballistic", "cruise"), ("cruise", "ballistic"), ("women", "children"), ("phone", "internet"),
                     ("artillery", "mortar"), ("arms", "ammunition")})  # fmt: skip
# Adjectives of one kind: "southern and central Somalia", "local and foreign journalists".
_CONTRASTED = (
    frozenset(("northern", "southern", "eastern", "western", "central", "north-eastern", "north-western",
               "south-eastern", "south-western", "northeastern", "northwestern", "southeastern", "southwestern",
               "coastal", "upper", "lower", "inner", "outer")),
    frozenset(("local", "foreign", "international", "national", "regional", "federal", "domestic", "provincial")),
    frozenset(("civilian", "military", "political", "economic", "humanitarian", "diplomatic", "financial", "public",
               "private", "religious", "social", "medical")),
    frozenset(("male", "female", "young", "old", "elderly", "pregnant", "sick", "wounded", "injured")),
    frozenset(("full", "immediate", "comprehensive", "unconditional", "lasting", "permanent", "durable", "just",
               "peaceful", "inclusive", "free", "fair", "open", "thorough", "independent", "transparent", "impartial",
               "credible", "swift", "prompt", "rapid", "safe", "secure", "unhindered", "unimpeded", "sustained")),
    frozenset(("heinous", "cowardly", "brutal", "barbaric", "senseless", "vile", "despicable", "horrific", "deadly",
               "cruel", "deliberate", "indiscriminate", "unjustified", "unprovoked", "unlawful", "illegal", "reckless",
               "dangerous", "provocative", "unacceptable", "criminal", "terrorist", "treacherous", "bloody")),
    frozenset(("light", "heavy", "small", "large", "medium", "short-range", "medium-range", "long-range")),
)  # fmt: skip
