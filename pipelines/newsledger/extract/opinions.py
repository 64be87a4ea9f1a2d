"""What somebody says that amounts to an accusation, a demand, a denial or a threat without a verb for it.

Belongs here: judging ("the raid is a crime"), naming ("called it a massacre"), feeling ("appalled by"), obligation
("they must leave"), lack of evidence, and reckonings ("will pay a heavy price"). Does not: verbs and nouns of speech
(`speech_acts`, `noun_acts`). Most of these are claims only where the article says who says so.
"""

from collections.abc import Collection, Iterator
from functools import cache

from newsledger.extract import stance
from newsledger.extract.chunks import coordinated, ends_clause, prepositional
from newsledger.extract.events import Event, Sentence, construction_event, is_party, objects_after, subjects
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import Counted
from newsledger.extract.speech_content import is_hostile, owner_in
from newsledger.extract.wants import noun_group
from newsledger.extract.word_tags import forms_of, words_tagged

_NAMING = frozenset({"call", "brand", "describe", "characterise", "characterize", "label", "name", "denounce", "term",
                     "dub", "deride", "decry"})  # fmt: skip
# Verbs by which a state puts a group on a list: "designated the cartel a terrorist organisation".
_LISTING = frozenset({"label", "declare", "designate", "classify", "proscribe", "list"})
_SHOWING = frozenset({"demonstrate", "show", "reveal", "constitute", "represent", "remain", "reflect", "betray",
                      "amount", "display"})  # fmt: skip
_FELT = frozenset({"appalled", "shocked", "outraged", "disappointed", "disillusioned", "dismayed", "horrified",
                   "angered", "concerned", "alarmed", "disgusted", "sickened", "disturbed", "troubled"})  # fmt: skip
_CAUSE = frozenset({"by", "at", "with", "over", "about", "in"})
_OBLIGATION = frozenset({"must", "should"})
_EVIDENCE = frozenset({"evidence", "proof", "truth", "basis", "substance"})
_CLAIMS = frozenset({"claim", "claims", "allegation", "allegations", "accusation", "accusations", "charge", "charges"})
_RECKONING = frozenset({"pay", "face", "suffer", "meet", "regret"})


def opinion_words() -> Iterator[list[Collection[str]]]:
    """Yield for each way to have such an opinion the kinds of words that it takes."""
    judging = words_tagged("BE").union(*map(forms_of, _SHOWING | _NAMING | _LISTING))
    yield [_judgements(), judging]
    yield [noun_group("menace"), [form for verb in _RECKONING for form in forms_of(verb)]]
    yield [_FELT, _CAUSE]
    yield [_EVIDENCE, stance.negators()]
    yield [_OBLIGATION | {"demands"}]
    yield [["time"], ["for"]]
    yield [forms_of("need"), ["to"]]


def read_opinions(sentence: Sentence) -> Iterator[Event]:
    """Yield the speech acts of a sentence that no trigger of the lexicon leads to."""
    for at, chunk in enumerate(sentence.chunks):
        if chunk.kind == "VG":
            yield from _of_verb(sentence, at)
        elif chunk.kind == "NP":
            yield from _of_noun(sentence, at)


def _of_verb(sentence: Sentence, at: int) -> Iterator[Event]:
    chunk = sentence.chunks[at]
    head = chunk.head_word
    if head.tag == "BE" or head.lemma in _SHOWING:
        yield from _judgement(sentence, at)
    elif head.lemma in _NAMING or head.lemma in _LISTING:
        yield from _naming(sentence, at)
    elif head.lower in _FELT:
        yield from _feeling(sentence, at)
    elif head.lemma in _RECKONING:
        yield from _reckoning(sentence, at)
    if head.lemma == "require" and chunk.has_be:
        yield from _required(sentence, at)
    need = head.lemma == "need" and not chunk.negated and head.lower != "needed" and _infinitive_follows(sentence, at)
    if set(chunk.aux) & _OBLIGATION or need:
        yield from _obligation(sentence, at)


def _of_noun(sentence: Sentence, at: int) -> Iterator[Event]:
    chunk = sentence.chunks[at]
    last = chunk.head_word.last
    if last in _EVIDENCE and stance.negates(chunk):
        yield from _no_evidence(sentence, at)
    elif last == "time":
        yield from _time_to(sentence, at)
    elif last == "demands":
        yield from _demands(sentence, at)


@cache
def _judgements() -> dict[str, tuple[str, bool]]:
    return {row["word"]: (row["action"], row["needs"] == "deed") for row in read_lexicon("judgements")}


def _predicate(sentence: Sentence, start: int, *, predicative: bool = False) -> tuple[str, int] | None:
    """Return (action, chunk) of the judgement in the clause from the chunk `start` on."""
    for i in range(start, len(sentence.chunks)):
        chunk = sentence.chunks[i]
        if i > start and (ends_clause(sentence.chunks, i) or (predicative and _leaves_predicate(sentence, i))):
            return None
        for word in chunk.lower.split():
            action, needs_deed = _judgements().get(word, (None, False))
            if action is not None and (not needs_deed or _names_deed(sentence, i)):
                return action, i
    return None


# Nouns that leave the judgement to what follows them: "an act of aggression", "a lack of respect".
_KINDS = frozenset({"act", "acts", "form", "kind", "sort", "sign", "display", "piece", "campaign", "case", "policy"})


def _leaves_predicate(sentence: Sentence, at: int) -> bool:
    """Whether the preposition at `at` leads away from what is said of the subject: "unaware of the illegal sale"."""
    before = sentence.chunks[at - 1]
    return sentence.chunks[at].kind == "IN" and before.kind != "VG" and before.head_word.last not in _KINDS


def _names_deed(sentence: Sentence, at: int) -> bool:
    """Whether harm or wrong is named in the phrases after the chunk at `at`: "responsible for the attack"."""
    found = [i for _, i in prepositional(sentence.chunks, at)]
    found += objects_after(sentence, at)
    return any(
        is_hostile(sentence, i, i + 1) or sentence.chunks[i].head_word.last in noun_group("wrong") for i in found
    )


def _judgement(sentence: Sentence, at: int) -> Iterator[Event]:
    """What somebody says that a deed is or shows: a crime, unacceptable, a disregard for the truce."""
    found = subjects(sentence, at)
    judged = _predicate(sentence, at + 1, predicative=True)
    if judged is None or sentence.chunks[at].negated:
        return
    action, last = judged
    if action == "reject" and not any(_is_deniable(sentence, i) for i in found):
        return
    event = construction_event(sentence, action, "judgement", at, min([at, *found]), last + 1)
    event.recipients = [i for i in found[:1] if is_party(sentence, i)] or owner_in(sentence, found)
    event.said_only = event.spoken = True
    yield event


def _is_deniable(sentence: Sentence, at: int) -> bool:
    """Whether a phrase means something that was said or offered, which can be false or unacceptable."""
    chunk = sentence.chunks[at]
    offered = at > 0 and sentence.chunks[at - 1].lower == "what"  # "what Hamas had offered was unacceptable"
    return offered or chunk.head_word.tag in ("PRP", "WH", "DT") or chunk.head_word.last in noun_group("deed")


def _naming(sentence: Sentence, at: int) -> Iterator[Event]:
    """A deed or a party called by a name that condemns it."""
    named = objects_after(sentence, at)
    found = subjects(sentence, at)
    if not found or not any(is_party(sentence, i) for i in found):
        return
    judged = _predicate(sentence, at + 1)
    if judged is None:
        return
    action, last = judged
    verb = sentence.chunks[at].head_word.lemma
    listed = verb in _LISTING and sentence.chunks[last].head_word.last in noun_group("terrorist")
    if verb not in _NAMING and not listed:
        return
    action = "sanction" if listed else action
    event = construction_event(sentence, action, "name_calling", at, min(at, *found), last + 1)
    event.actors = found
    event.recipients = [i for i in named[:1] if is_party(sentence, i)]
    thing = sentence.counted(named[0]) if named else None
    if thing is not None and not event.recipients:
        event.objects = [Counted(thing.start, thing.end, thing.text, None, None, None, headless=False)]
        event.recipients = owner_in(sentence, named[:1])
    event.spoken = action != "sanction"
    event.polarity, event.modality = stance.of_group(sentence.chunks, at)
    yield event


def _feeling(sentence: Sentence, at: int) -> Iterator[Event]:
    """A party shocked at or disappointed by another's deed."""
    chunks = sentence.chunks
    be = at
    while be > 0 and not chunks[be].has_be and chunks[be - 1].kind in ('"', "RB", "CC", "VG"):
        be -= 1
    found = (
        subjects(sentence, be)
        if chunks[be].kind == "VG" and (chunks[be].has_be or chunks[be].head_word.tag == "BE")
        else []
    )
    after = at + 1
    while after < len(chunks) and chunks[after].kind == '"':
        after += 1
    if not found or after + 1 >= len(chunks) or chunks[after].lower not in _CAUSE or chunks[after + 1].kind != "NP":
        return
    cause = after + 1
    party = is_party(sentence, cause)
    owner = owner_in(sentence, [cause])
    deed = chunks[cause].head_word.last in noun_group("deed") or is_hostile(sentence, cause, cause + 1)
    if not (party or owner or deed):
        return
    event = construction_event(sentence, "accuse", "feeling", at, min(be, *found), cause + 1)
    event.actors, event.recipients = found, [cause] if party else owner
    event.spoken = True
    yield event


def _obligation(sentence: Sentence, at: int) -> Iterator[Event]:
    """What somebody says that others must do."""
    chunks = sentence.chunks
    found = subjects(sentence, at)
    if not found or not is_party(sentence, found[0]) or chunks[at].has_have or chunks[at].has_be:
        return
    event = _asked(sentence, "obligation", at, found[:1], chunks[at].head_word.start)
    event.lo = min(event.lo, *found)
    # A deadline is an order, whoever gives it: "must leave the country within 48 hours".
    official = chunks[found[0]].head_word.actor is not None or chunks[found[0]].head_word.last in noun_group("diplomat")
    deadline = any(chunks[i].lower.startswith("within") for i in range(at + 1, event.hi))
    event.said_only = not (official and deadline)
    yield event


def _required(sentence: Sentence, at: int) -> Iterator[Event]:
    """What somebody says that it takes: "more pressure on Moscow is required"."""
    found = subjects(sentence, at)[:1]
    if not found or sentence.chunks[found[0]].head_word.last not in noun_group("measure"):
        return
    event = _asked(sentence, "obligation", at, found, sentence.chunks[at].head_word.start)
    thing = sentence.counted(found[0])
    event.objects = [Counted(thing.start, thing.end, thing.text, None, None, None, headless=False)]
    event.recipients = [i for p, i in prepositional(sentence.chunks, found[0]) if p in ("on", "from", "against")][:1]
    yield event


def _asked(sentence: Sentence, form: str, at: int, asked: list[int], start: int) -> Event:
    """Return what somebody says that `asked` are to do, from the offset `start` to the end of the clause at `at`."""
    chunks = sentence.chunks
    hi = at + 1
    while hi < len(chunks) and not (ends_clause(chunks, hi) and chunks[hi].kind != "VG"):
        hi += 1
    event = construction_event(sentence, "request", form, at, min(at, *asked), hi)
    event.recipients = asked
    event.content = (start, chunks[hi - 1].end)
    event.said_only = event.spoken = True
    return event


def _infinitive_follows(sentence: Sentence, at: int) -> bool:
    after = at + 1
    return after < len(sentence.chunks) and sentence.chunks[after].kind == "VG" and sentence.chunks[after].infinitive


def _time_to(sentence: Sentence, at: int) -> Iterator[Event]:
    """Time for somebody to act: "it is time for others to protect their land"."""
    chunks = sentence.chunks
    is_time = at > 0 and chunks[at - 1].kind == "VG" and chunks[at - 1].head_word.tag == "BE"
    whom = next((i for p, i in prepositional(chunks, at) if p == "for"), None) if is_time else None
    if whom is None:
        return
    verb = next((i for i in range(whom + 1, len(chunks)) if chunks[i].kind == "VG"), None)
    if verb is not None and chunks[verb].infinitive and (is_party(sentence, whom) or chunks[whom].lower == "others"):
        yield _asked(sentence, "time_to", verb, [whom], chunks[verb].start)


def _demands(sentence: Sentence, at: int) -> Iterator[Event]:
    """The items of a list of demands: "their demands include dissolving parliament and a date for elections"."""
    chunks = sentence.chunks
    verb = at + 1
    if verb + 1 >= len(chunks) or chunks[verb].kind != "VG" or chunks[verb].head_word.lemma not in ("include", "be"):
        return
    i = verb + 1
    while i < len(chunks) and chunks[i].kind not in (".", ";", "WH"):
        if chunks[i].kind == "NP" or (chunks[i].kind == "VG" and chunks[i].gerund):
            end = i + 1
            while end < len(chunks) and chunks[end].kind not in (",", "CC", ".", ";"):
                end += 1
            event = construction_event(sentence, "request", "demands", i, i, end)
            event.lo, event.hi, event.actors, event.spoken = i, end, [at], True
            thing = next((sentence.counted(j) for j in range(i, end) if chunks[j].kind == "NP"), None)
            if thing is not None:
                event.objects = [Counted(thing.start, thing.end, thing.text, None, None, None, headless=False)]
            event.content = (chunks[i].start + 1, chunks[end - 1].end)
            yield event
            i = end
        i += 1


def _no_evidence(sentence: Sentence, at: int) -> Iterator[Event]:
    """A claim denied for lack of evidence: "there is no evidence for his claims"."""
    chunks = sentence.chunks
    hi = at + 1
    while hi < len(chunks) and chunks[hi].kind not in (".", ";", ","):
        hi += 1
    event = construction_event(sentence, "reject", "no_evidence", at, at, hi)
    owner = owner_in(sentence, range(at + 1, hi))
    if not owner and not any(chunks[i].head_word.last in _CLAIMS for i in range(at + 1, hi)):
        return
    event.recipients = owner
    event.content = (chunks[at].end, chunks[hi - 1].end)
    event.said_only = event.spoken = True
    yield event


def _reckoning(sentence: Sentence, at: int) -> Iterator[Event]:
    """What somebody says that others will pay or face: "the rebels would pay a heavy price"."""
    chunks = sentence.chunks
    _, modality = stance.of_group(chunks, at)
    found = subjects(sentence, at)
    paid = objects_after(sentence, at) or [i for p, i in prepositional(chunks, at) if p == "with"]
    if modality not in (stance.PLANNED, stance.CONDITIONAL) or not found or not paid:
        return
    if chunks[paid[0]].head_word.last not in noun_group("menace"):
        return
    event = construction_event(sentence, "threaten", "reckoning", at, min(at, *found), max(paid) + 1)
    event.recipients = [i for i in coordinated(chunks, found[0], before=at)[:1] if is_party(sentence, i)]
    event.content = (chunks[found[0]].start, chunks[max(paid)].end)
    event.said_only = event.spoken = event.performed = True
    yield event
