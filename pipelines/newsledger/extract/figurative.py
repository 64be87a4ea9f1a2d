"""What is no claim although its words are those of one: storms that strike, prices slashed, films, games and recipes.

Belongs here: telling figurative and other-domain uses by the classes of ``lexicon/figurative.tsv``. Does not: negation
and modality (`stance`), idioms (`idioms`) or bare mentions of an event (`noun_events`).
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from newsledger.extract.chunks import Chunk, prepositional
from newsledger.extract.events import FORCE, Event, Sentence, is_party
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import PEOPLE
from newsledger.extract.wants import speaks

# What nature, numbers and artists are said to do without doing it; what storms do kill, hurt and damage is real.
_OF_THE_WILLING = frozenset({"attack", "launch", "intercept", "clash", "capture", "detain", "threaten", "restrict"})
_UPON_THINGS = (FORCE - {"clash"}) | {"release", "displace", "detain", "withdraw", "restrict"}
# What an act is upon when it is none; much that cannot be struck or shot can be damaged.
_NOTHING = {"capture": ("abstract", "prize"), "damage": ("immaterial",)}
# Acts that are news only between parties.
_PUBLIC = frozenset({"request", "support", "accuse", "agree", "reject", "threaten", "concede", "restrict", "meet"})
_OPINIONS = frozenset({"support", "accuse", "reject", "request"})
_OF_OTHER_PAGES = FORCE | {"displace", "withdraw", "release"}
_DEPICTING = frozenset(
    {"tell", "follow", "depict", "portray", "show", "feature", "chronicle", "star", "set", "recount"}
)
_CALLED_AFTER_STORMS = frozenset({"Typhoon", "Typhoons", "Tornado", "Tornados", "Hurricanes", "Lightnings"})
_AIMED = frozenset({"to", "of", "on", "at", "over", "against"})
_HABITS = frozenset(
    day + "s" for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend")
)


@cache
def _kinds() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in read_lexicon("figurative"):
        kinds[row["kind"]].add(row["word"])
    return {kind: frozenset(words) for kind, words in kinds.items()}


@cache
def _pages() -> frozenset[str]:
    kinds = _kinds()
    return kinds["sport"] | kinds["market"] | kinds["game"] | kinds["kitchen"] | kinds["definition"]


def instruments() -> frozenset[str]:
    """Return the nouns that make a verb of force figurative: questions, complaints, sanctions."""
    return _kinds()["instrument"]


def tells_of_fiction(sentence: Sentence) -> bool:
    """Whether a sentence tells what happens in a film or game: "In the film, a spy kills a general"."""
    chunks = sentence.chunks
    if len(chunks) > 2 and chunks[0].lower in ("in", "throughout") and chunks[1].kind == "NP":
        return _is(chunks[1], "fiction") and chunks[2].kind == ","
    if len(chunks) > 1 and chunks[0].kind == "NP" and _is(chunks[0], "fiction"):
        return chunks[1].kind == "VG" and chunks[1].head_word.lemma in _DEPICTING
    return False


def is_instruction(sentence: Sentence) -> bool:
    """Whether a sentence tells its reader what to do: "Beat the eggs", "Press the button to fire"."""
    first = next((c for c in sentence.chunks if c.kind not in ('"', "RB")), None)
    if first is None or first.kind != "VG" or first.aux or sentence.headline:
        return False
    head = first.head_word
    return head.lower == head.lemma and "B" in head.forms and "D" not in head.forms


def is_figurative(sentence: Sentence, event: Event) -> bool:
    """Whether the parties, objects or words of an event show that it is none."""
    return (
        (event.action in _OF_THE_WILLING and any(_is_no_doer(sentence, c) for c in _chunks(sentence, event.actors)))
        or (event.action in _UPON_THINGS and _is_upon_nothing(sentence, event))
        or (event.action == "clash" and _is_over_an_issue(sentence, event))
        or (event.action in _OF_OTHER_PAGES and _is_of_another_page(sentence, event))
        or (event.action in _PUBLIC and _is_private(sentence, event))
        or (event.action == "meet" and not event.trigger.nominal and _is_among_strangers(sentence, event))
        or (event.action == "restrict" and not event.trigger.nominal and _is_impersonal(sentence, event))
        or (event.action in _OPINIONS and any(_is(c, "work") for c in _about(sentence, event)))
        or (event.action == "restrict" and _is_habit(sentence, event))
    )


def _is(chunk: Chunk, kind: str) -> bool:
    """Whether the head of a phrase, or its last two words, are of a kind, and name no party."""
    if _is_named(chunk):
        return False
    words = _kinds()[kind]
    two = " ".join([w.lower for w in chunk.words[max(chunk.first, chunk.last - 2) : chunk.last]])
    return chunk.head_word.last in words or two in words


def _is_no_doer(sentence: Sentence, chunk: Chunk) -> bool:
    """Whether a subject does nothing of its own will: a storm, but not aircraft called after one, "RAF Typhoons"."""
    aircraft = chunk.head_word.text in _CALLED_AFTER_STORMS and sentence.is_violent
    storm = chunk.words[chunk.first].lower in ("storm", "hurricane", "typhoon", "cyclone")  # "Storm Eunice"
    return (storm or _is(chunk, "agent")) and not aircraft


def _is_named(chunk: Chunk) -> bool:
    """Whether a phrase names a party or place: not any doctors, but those of a hospital."""
    head = chunk.head_word
    return (head.actor is not None and not head.actor.assumed) or head.place is not None


def _chunks(sentence: Sentence, found: Sequence[int]) -> list[Chunk]:
    return [sentence.chunks[i] for i in found if i < len(sentence.chunks)]


def _about(sentence: Sentence, event: Event) -> list[Chunk]:
    """Return the phrases of an event's objects and recipients."""
    starts = [thing.start for thing in event.objects]
    own = [c for c in sentence.chunks if c.kind == "NP" and any(c.start <= s < c.end for s in starts)] if starts else []
    return own + [c for c in _chunks(sentence, event.recipients) if c not in own]


def _is_upon_nothing(sentence: Sentence, event: Event) -> bool:
    if event.action != "release" and any(thing.object_class in PEOPLE for thing in event.objects):
        return False
    kinds = _NOTHING.get(event.action, ("abstract",))
    about = _about(sentence, event)[:1]
    if event.trigger.nominal:
        about = [c for c in about if c is not sentence.chunks[event.trigger.chunk]]  # "declared martial law"
    if event.trigger.nominal or event.action == "launch":
        about += _chunks(
            sentence, [i for p, i in prepositional(sentence.chunks, event.trigger.last) if p in _AIMED][:1]
        )
    return any(_is(c, kind) for c in about for kind in kinds)


def _is_over_an_issue(sentence: Sentence, event: Event) -> bool:
    found = [i for p, i in prepositional(sentence.chunks, event.trigger.last) if p in ("for", "over")]
    return any(_is(c, "issue") for c in _chunks(sentence, found))


def _is_of_another_page(sentence: Sentence, event: Event) -> bool:
    """Whether the sentence is of sport, markets, games or food; the killing of people is none of these."""
    if event.action == "kill" and any(thing.object_class in PEOPLE for thing in event.objects):
        return False
    return not _pages().isdisjoint([word.lower for word in sentence.chunks[0].words])


def _is_private(sentence: Sentence, event: Event) -> bool:
    """Whether nobody of note acts on anybody of note: "doctors urge patients", "visitors are invited"."""
    actors, others = _chunks(sentence, event.actors), _chunks(sentence, event.recipients)
    if any(_is_named(c) for c in (*actors, *others)):
        return False
    return any(_is(c, "private") for c in actors) or (not actors and any(_is(c, "private") for c in others))


def _is_among_strangers(sentence: Sentence, event: Event) -> bool:
    """Whether no side of a meeting has a name or an office: "a neighbour talked to students"."""
    sides = _chunks(sentence, [*event.actors, *event.recipients])
    known = any(_is_named(c) or c.head_word.tag in ("P", "PRP", "WH") or speaks(c) for c in sides)
    return not known or any(_is(c, "private") for c in _chunks(sentence, event.recipients))


def _is_impersonal(sentence: Sentence, event: Event) -> bool:
    """Whether what restricts is a thing: "a highway cutting through", "rubble blocked the road"."""
    kinds = [sentence.counted(i).object_class for i in event.actors if not is_party(sentence, i)]
    if any(kind in ("vehicle", "ship", "aircraft") for kind in kinds):
        return False  # somebody drives them
    return bool(kinds) and len(kinds) == len(event.actors) and None not in kinds


def _is_habit(sentence: Sentence, event: Event) -> bool:
    """Whether it happens every week: "closed on Sundays"."""
    return any(w.lower in _HABITS for c in sentence.chunks[event.lo : event.hi] for w in c.words[c.first : c.last])
