"""Stretches of a sentence that interrupt it: brackets, dashes, and ", the ministry said,".

Belongs here: finding them among the tokens of a sentence, so that `clauses` and `attribution` can read the rest
as if they were not there. Does not: what is said (`attribution`).
"""

from newsledger.extract.tokens import Token, speech_phrase
from newsledger.extract.values import value
from newsledger.extract.verbs import VerbGroup, verb_groups
from newsledger.extract.wordclasses import WordForm

_BREAKS = frozenset({",", ";", ":", "–", "-", "(", ")"})
_NEVER_APART = frozenset({"thing", "none", "figure"})
_INVERTS = frozenset({"clause", "quote"})
_ARTICLES = frozenset({"the", "a", "an"})
_LONGEST_NAME = 4  # words
_QUOTED_ONLY = frozenset({"quote", "act"})


@value(frozen=True, slots=True)
class Island:
    """The tokens from `first` up to, not including, `stop`; `kind` is attribution or parenthetical."""

    first: int
    stop: int
    kind: str


def find_islands(tokens: list[Token], first: int, stop: int, groups: list[VerbGroup]) -> list[Island]:
    """Return the islands among ``tokens[first:stop]``, in order and apart from one another.

    `groups` are the verb groups of that stretch, which count its tokens from 0.
    """
    found = _bracketed(tokens, first, stop) + _attributions(tokens, first, stop, groups)
    kept: list[Island] = []
    for island in sorted(found, key=lambda x: (x.first, -x.stop)):
        whole = island.first <= first and island.stop >= stop
        if not whole and (not kept or island.first >= kept[-1].stop):
            kept.append(island)
    return kept


_CLOSES = {"(": ")", "[": "]", "–": "–", "-": "-"}


def _bracketed(tokens: list[Token], first: int, stop: int) -> list[Island]:
    found: list[Island] = []
    reached = first
    for i in [i for i in range(first + 1, stop) if tokens[i].text in _CLOSES]:
        if i <= reached:
            continue
        closing = _CLOSES[tokens[i].text]
        end = next((j for j in range(i + 2, stop) if tokens[j].text == closing), None)
        if end is not None:
            found.append(Island(i, end + 1, "parenthetical"))
            reached = end
    return found


def _attributions(tokens: list[Token], first: int, stop: int, groups: list[VerbGroup]) -> list[Island]:
    found = [
        Island(i, _end_of_source(tokens, i + length, stop), "attribution")
        for i in range(first, stop)
        if tokens[i].form.is_cue and (length := speech_phrase("preposition", tokens, i)) and i + length < stop
    ]
    window = tokens[first:stop]
    groups = [g for g in groups if g.finite]
    for group in groups:
        speech = window[group.head].form.speech
        if speech is None or " " in speech.lemma or speech.content in _NEVER_APART or group.passive:
            continue
        begin = _break_before(window, group.first)
        if begin < 0:
            continue
        before = [t.form for t in window[begin + 1 : group.first]]
        if (before and _is_linking(before[0])) or any(_is_linking(form) and form.lower != "and" for form in before):
            continue
        if any(begin < other.first < group.first for other in groups):
            continue
        inverted = all(form.is_adverb for form in before)
        end = None
        if inverted and speech.content in _INVERTS:
            end = _end_inverted(window, group.head + 1, groups)
        if end is None:
            addressed = speech.content == "addressee"
            end = _end_of_tail(window, group.head + 1, groups, addressed=addressed)
            if inverted:
                begin = _begin_of_apposition(window, begin, groups)
                inverted = False
        if end is None or begin < 0:
            continue
        quoted = any(t.text == '"' for t in window[: begin + 1])
        foretold = speech.kind in {"warn", "promise"}  # ", doctors warned."
        if speech.content in _QUOTED_ONLY and not quoted and not foretold:
            continue
        interrupts = not inverted and any(other.first > end for other in groups)
        last = not inverted and end >= len(window) - 1 and end == group.head + 1
        if quoted or interrupts or last or any(other.first < begin for other in groups):
            found.append(Island(first + begin + 1, first + end, "attribution"))
    return found


def _is_linking(form: WordForm) -> bool:
    """Whether what it opens is no attribution: "and said", "who said", "as X said"."""
    return form.is_coordinator or form.is_relative or form.subordinator is not None


def _break_before(window: list[Token], i: int) -> int:
    """Return the index of the comma, dash or quotation mark before `i` that begins its stretch; -1 for none."""
    for j in range(i - 1, -1, -1):
        if window[j].text in _BREAKS or window[j].text == '"':
            return j
    return -1


def _begin_of_apposition(window: list[Token], begin: int, groups: list[VerbGroup]) -> int:
    """Return the break before "X, the mayor, said", where `begin` is the comma before "said"; -1 for none."""
    if window[begin].text != ",":
        return -1
    inner = _break_before(window, begin)
    if inner < 0 or window[inner].text != ",":
        return -1
    if not window[inner + 1].form.is_relative and any(inner < g.first < begin for g in groups):
        return -1
    return _break_before(window, inner)


def _end_of_tail(window: list[Token], i: int, groups: list[VerbGroup], *, addressed: bool) -> int | None:
    """Return where ", X said on Monday" ends; None where the words after it are what X says.

    An `addressed` verb takes a noun phrase: ", X told reporters".
    """
    if i >= len(window) or window[i].text in {",", ".", ";", '"', "–", ")", "-"}:
        return i
    tail = window[i]
    if tail.lower == "to" and i + 1 < len(window):
        following = window[i + 1].form
        if following.verb is not None or following.auxiliary is not None:
            return None  # "those they claim to be defending"
    if not (addressed or tail.form.is_preposition or tail.form.is_when or tail.form.is_adverb):
        return None
    for j in range(i, len(window)):
        if window[j].text in {",", ".", ";", '"', "–"}:
            return j
        if window[j].lower == "that" or any(g.first == j for g in groups):
            return None
    return len(window)


def _end_inverted(window: list[Token], i: int, groups: list[VerbGroup]) -> int | None:
    """Return where ", said X, the spokesman" ends: before a comma after which a verb or a quotation comes."""
    if i >= len(window) or not window[i].form.opens_phrase or window[i].lower == "that":
        return None
    end = None
    for j in range(i, len(window)):
        word = window[j]
        nickname = word.text == '"' and any(t.text == '"' for t in [*window[j + 1 : j + 4], *window[max(i, j - 3) : j]])
        if (word.text in {",", ";", '"', "–"} and not nickname) or (word.text == "." and j == len(window) - 1):
            end = j if end is None or word.text == "." else end
            if word.text != ",":
                return end
        elif word.form.is_relative:
            return j if end is None else end  # ", said an official who was not named"
        elif any(g.first == j for g in groups) or (end is not None and word.form.is_coordinator):
            return end
    return len(window)


def _end_of_source(tokens: list[Token], i: int, stop: int) -> int:
    """Return where the name after "according to" ends, with an apposition behind it."""
    window = tokens[:stop]
    verbs = {g.first + i for g in verb_groups(window[i:], fragment=True) if g.finite}
    end = next((j for j in range(i, stop) if window[j].text in {",", ";", ".", '"', ":", "–", ")"}), stop)
    if end < stop and window[end].text == "," and end + 1 < stop:
        following = next((j for j in range(end + 1, stop) if window[j].text in {",", ".", ";"}), stop)
        apposed = window[end + 1 : following]
        opens = window[end + 1].lower in _ARTICLES
        # "according to the army's spokesman, Yahya Saree, ..."
        opens = opens or (
            window[i].lower in _ARTICLES
            and 1 < len(apposed) <= _LONGEST_NAME
            and all(token.form.is_capitalised and not token.form.is_closed for token in apposed)
        )
        plain = not any(end < v < following for v in verbs)
        if opens and plain:
            return following
    cut = min((v for v in verbs if v < end), default=None)
    if cut is None:
        return end
    # "Killed 15, according to police and wounded six": the name ends at "and", else before the verb.
    return next((j for j in range(cut, i, -1) if window[j].lower in {"and", "but"}), cut)
