"""The words that say what happened: verbs, particle verbs, event nouns and predicates of ``lexicon/triggers.tsv``.

Belongs here: finding them among the chunks of a sentence, and the cheap test whether a sentence can hold one.
Does not: who did what to whom (`frames`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from newsledger.extract.chunks import PARTICLES, PREDICATIVE, Chunk
from newsledger.extract.idioms import is_noun_idiom, is_verb_idiom
from newsledger.extract.inflection import plural
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.spans import BY_START
from newsledger.extract.tagger import Word
from newsledger.extract.values import value
from newsledger.extract.word_tags import forms_of


@value(frozen=True, slots=True)
class Entry:
    """One line of the trigger lexicon.

    `wants` are the object classes it takes (empty: any); "@word" stands for an object with that noun, "%place"
    and "%party" for a named place or party, "-" for a thing that is no object of the lexicon, and an empty name
    among others for no object at all. `needs` is a phrase that has to follow, "from|of:territory|%place"; `doers` are
    the kinds of subject it takes ("<%force"; empty: any).
    """

    name: str  # its words as part of a rule id: "shoot_down"
    words: tuple[str, ...]
    pos: str
    action: str
    frame: str
    wants: frozenset[str]
    needs: tuple[frozenset[str], frozenset[str]] | None
    doers: frozenset[str]
    weapon: str | None


@value(frozen=True, slots=True)
class Trigger:
    """A trigger in a sentence: the chunk it stands in, its readings in the lexicon's order, its span."""

    chunk: int
    entries: tuple[Entry, ...]
    start: int
    end: int
    last: int  # index of the last chunk it covers (a particle may stand after the object)
    head: int  # index of its head word
    nominal: bool

    @property
    def action(self) -> str:
        """The action of its first reading."""
        return self.entries[0].action


@cache
def _entries() -> dict[str, dict[str, list[Entry]]]:
    """Map part of speech and first word (verb lemma, noun form, predicate) to entries, longest first."""
    index: dict[str, dict[str, list[Entry]]] = {p: defaultdict(list) for p in "vna"}
    for row in read_lexicon("triggers"):
        words = tuple(row["trigger"].split())
        wants, needs, doers = _requirements(row["wants"])
        name = row["trigger"].replace(" ", "_")
        entry = Entry(name, words, row["pos"], row["action"], row["frame"], wants, needs, doers, row["weapon"] or None)
        if row["pos"] == "n":
            for form in dict.fromkeys((row["trigger"], row["forms"] or plural(row["trigger"]))):
                index["n"][form.split()[-1]].append(replace(entry, words=tuple(form.split())))
        else:
            index[row["pos"]][words[0]].append(entry)
    for by_word in index.values():
        for entries in by_word.values():
            # The longest first, and of those the ones that ask for a kind of object or phrase.
            entries.sort(key=lambda e: (-len(e.words), not (e.wants or e.needs)))
    return {part: dict(by_word) for part, by_word in index.items()}


def _requirements(
    column: str,
) -> tuple[frozenset[str], tuple[frozenset[str], frozenset[str]] | None, frozenset[str]]:
    items = column.split(",") if column else []
    phrase = next((item for item in items if ":" in item), None)
    doers = frozenset(item[1:] for item in items if item.startswith("<"))
    wants = frozenset(item for item in items if item != phrase and not item.startswith("<"))
    if phrase is None:
        return wants, None, doers
    prepositions, _, kind = phrase.partition(":")
    return wants, (frozenset(prepositions.split("|")), frozenset(kind.split("|"))), doers


def trigger_forms() -> Iterator[list[Collection[str]]]:
    """Yield for each trigger of the lexicon the forms that each word which it takes has in a text."""
    for row in read_lexicon("triggers"):
        words = row["trigger"].split()
        _, needs, _ = _requirements(row["wants"])
        if row["pos"] == "n":
            for form in (row["trigger"], row["forms"] or plural(row["trigger"])):
                yield [[word] for word in form.split()]
            continue
        forms: list[Collection[str]] = [[words[0]] if row["pos"] == "a" else forms_of(words[0])]
        forms += [(word, *forms_of(word)) for word in words[1:]]
        yield [*forms, needs[0]] if needs is not None else forms


def find_triggers(chunks: Sequence[Chunk]) -> list[Trigger]:
    """Return the triggers among the chunks of one sentence, in order."""
    found: list[Trigger] = []
    predicates = _entries()["a"]
    for i, chunk in enumerate(chunks):
        if chunk.kind == "VG":
            verb = _verb(chunks, i)
            if verb is not None:
                found.append(verb)
        elif chunk.kind == "NP":
            found.extend(_nouns(chunks, i))
        for at in range(chunk.first, chunk.last):
            entries = predicates.get(chunk.words[at].lower)
            predicate = None if entries is None else _predicate(chunks, i, at, entries)
            if predicate is not None:
                found.append(predicate)
    found.sort(key=BY_START)
    return found


def _verb(chunks: Sequence[Chunk], i: int) -> Trigger | None:
    """Return the verb of the group at `i` with the entries that its particles and complements leave."""
    group = chunks[i]
    head = group.head_word
    known = _entries()["v"].get(head.lemma) if head.tag == "V" else None
    if known is None or is_verb_idiom(chunks, i):
        return None
    by_length: dict[tuple[int, int, int], list[Entry]] = defaultdict(list)
    after = _word_after(group)
    phrasal = after is not None and after.tag == "RP" and head.lemma in _PHRASAL
    later = {word.last for word in group.words[group.last :]}
    for entry in known:
        words = entry.words
        if len(words) == 1:
            if not phrasal:
                by_length[1, i, group.end].append(entry)
            continue
        apart = len(words) == 2 and words[1] in _MAY_STAND_APART and words[1] in later
        if apart or (after is not None and _same(after, words[1])):
            reach = _particles(chunks, i, words[1:])
            if reach is not None:
                by_length[(len(words), *reach)].append(entry)
    if not by_length:
        return None
    ordered = sorted(by_length.items(), key=lambda item: -item[0][0])
    (_, last, end), _ = ordered[0]
    entries = tuple(entry for _, group_entries in ordered for entry in group_entries)
    return Trigger(i, entries, head.start, end, last, group.head, nominal=False)


def _word_after(group: Chunk) -> Word | None:
    """Return the word after a verb group, behind a date: "spoke today with", "met on Friday with"."""
    at = _past_date(group.words, group.last)
    return group.words[at] if at < len(group.words) else None


def _past_date(words: Sequence[Word], at: int) -> int:
    """Return the index of the word after a date that begins at `at`, else `at`."""
    dated = at + (at + 1 < len(words) and words[at].lower == "on")
    return dated + 1 if dated + 1 < len(words) and words[dated].tag == "TIME" else at


# Verbs that mean another thing with a particle: called off, took up, gave away.
_PHRASAL = frozenset(
    [
        "call",
        "take",
        "give",
        "put",
        "set",
        "let",
        "carry",
        "bring",
        "turn",
        "break",
        "cut",
        "hold",
        "come",
        "go",
        "make",
        "get",
        "run",
        "keep",
        "stand",
        "fall",
        "lift",
    ]
)


# What an object is made by the verb before it: "shot him dead", "held Rwanda responsible".
RESULTS = frozenset({"dead", "hostage", "captive", "prisoner"}) | PREDICATIVE
_MAY_STAND_APART = RESULTS | PARTICLES


def _particles(chunks: Sequence[Chunk], i: int, words: tuple[str, ...]) -> tuple[int, int] | None:
    """Return (last chunk, end offset) where the words after a verb's first stand, None if they do not.

    They follow at once, or a particle follows the object: "shot the idea down".
    """
    group = chunks[i]
    sentence = group.words
    at = _past_date(sentence, group.last)
    if all(at + k < len(sentence) and _same(sentence[at + k], word) for k, word in enumerate(words)):
        after = at + len(words)
        if words[-1] in ("on", "in", "at") and after < len(sentence) and sentence[after].tag == "TIME":
            return None  # "voted on Thursday"
        end = sentence[after - 1].end
        return _chunk_of(chunks, i, at + len(words) - 1), end
    if len(words) == 1 and words[0] in PARTICLES and i + 1 < len(chunks) and chunks[i + 1].kind == "NP":
        j = i + 2
        while j < len(chunks) and chunks[j].kind == "IN" and j + 1 < len(chunks) and chunks[j].lower == "of":
            j += 2
        if (
            j < len(chunks)
            and chunks[j].lower == words[0]
            and (words[0] in {"down", "back", "up", "out", "off", "over", "away"})
        ):
            return j, chunks[j].end
    told_by_result = group.head_word.lemma == "leave"  # "left ten people dead" says of ten that they are dead
    if len(words) == 1 and words[0] in RESULTS and not told_by_result and i + 1 < len(chunks):
        inside = chunks[i + 1]
        if inside.kind == "NP" and inside.words[inside.last - 1].last == words[0]:
            return i + 1, inside.end
        if inside.kind == "NP" and i + 2 < len(chunks) and chunks[i + 2].lower == words[0]:
            return i + 2, chunks[i + 2].end  # "shot him dead"
    return None


def _same(word: Word, wanted: str) -> bool:
    return word.lower == wanted or (word.lemma == wanted and word.tag == "V")


def _chunk_of(chunks: Sequence[Chunk], i: int, word: int) -> int:
    while i + 1 < len(chunks) and chunks[i].last <= word:
        i += 1
    return i


_LONGEST = 4  # words of an event noun, less one


@cache
def _event_nouns() -> dict[str, list[tuple[str, Entry]]]:
    """Map the last word of each event noun to its entries, each with the words that a phrase has to end with."""
    return {last: [(" " + " ".join(e.words), e) for e in entries] for last, entries in _entries()["n"].items()}


def _nouns(chunks: Sequence[Chunk], i: int) -> Iterator[Trigger]:
    """Yield the event nouns of a noun phrase: its head, and "killing of" style heads before a preposition."""
    chunk = chunks[i]
    words, last = chunk.words, chunk.last
    known = _event_nouns()
    for at in range(last - 1, chunk.first - 1, -1):
        word = words[at]
        candidates = known.get(word.last)
        if candidates is None or word.tag in ("POS", "DT", "PP"):
            continue
        if (at < last - 1 and words[at + 1].lower not in ("of", "and")) or is_noun_idiom(words, at):
            continue
        tail = " " + " ".join([w.lower for w in words[max(0, at - _LONGEST) : at + 1]])
        entries = [entry for ending, entry in candidates if tail.endswith(ending)]
        if entries:
            longest = len(entries[0].words)
            entries = [e for e in entries if len(e.words) == longest]
            first = at - longest + 1
            opens = i
            while opens and chunks[opens].first > first:
                opens -= 1  # "a state of emergency" is three chunks
            yield Trigger(opens, tuple(entries), words[first].start, word.end, i, at, nominal=True)


def _predicate(chunks: Sequence[Chunk], i: int, at: int, entries: list[Entry]) -> Trigger | None:
    """Return the predicate ("dead", "still missing", "under the rubble") at a word of the chunk at `i`."""
    words = chunks[i].words
    following = tuple([w.lower for w in words[at : at + len(entries[0].words)]])
    for entry in entries:
        end = at + len(entry.words)
        if following[: end - at] == entry.words and _is_predicate(words, at, end - at):
            last = _chunk_of(chunks, i, end - 1)
            return Trigger(i, (entry,), words[at].start, words[end - 1].end, last, at, nominal=False)
    return None


_COPULAR = frozenset({"remain", "leave", "stay", "come", "go", "find", "report", "declare", "pronounce", "list", "fear",
                      "confirm", "presume", "believe", "feel", "think"})  # fmt: skip


def _is_predicate(words: list[Word], at: int, length: int) -> bool:
    """Whether the words stand as a predicate: after a form of be, or after the noun that they describe."""
    j = at - 1
    while j >= 0 and words[j].tag == "RB":
        j -= 1
    if j < 0:
        return False
    after = words[at + length] if at + length < len(words) else None
    if words[at + length - 1].lower == "of":
        after = None  # what follows is its object: "in support of the SDF"
    if words[j].lemma == "leave" and after is not None and after.tag in ("NUM", "DT"):
        return False  # "left dead ten soldiers"
    if words[j].tag == "BE" or words[j].lemma in _COPULAR:
        return after is None or after.tag not in ("N",)
    if words[j].tag == "," and words[at].lower == "under":
        return True
    return words[j].tag in ("N", "P", "NUM", "PRP") and (after is None or after.tag not in ("N", "P", "POS"))
