"""What an event is, and which phrases around a verb are its subject, objects and agents.

Belongs here: the `Event` and `Sentence` that all frames share, and finding the phrases of a verb among its chunks.
Does not: whether a trigger wants such a phrase (`wants`), or what a frame makes of it (`frames`, `nominal`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from newsledger.extract import stance
from newsledger.extract.chunks import Chunk, after_modifiers, coordinated, ends_clause, prepositional, starts_clause
from newsledger.extract.clause_subjects import subject
from newsledger.extract.clause_tree import ClauseTree, Parse
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import PEOPLE, Counted, containing, counted, phrase_text
from newsledger.extract.spans import NumberSpan
from newsledger.extract.triggers import RESULTS, Entry, Trigger
from newsledger.extract.wants import fits, is_wanted, noun_group, speaks

# Uses of force, and the harm they do.
FORCE = frozenset({"attack", "launch", "kill", "injure", "damage", "intercept", "clash", "capture"})
HARM = frozenset({"kill", "injure", "damage"})
# Those in which one side does something to another.
DEEDS = FORCE - {"intercept", "capture", "clash"}
# What a promise or warning of it makes a threat.
HOSTILE = FORCE | {"sanction", "restrict", "detain", "threaten"}
# Prepositions of what force is aimed at.
AIMED = frozenset({"at", "on", "against", "towards", "toward", "into", "onto"})
# Actions done by saying so.
SPEECH_ACTS = frozenset({"request", "accuse", "reject", "threaten", "support", "agree", "concede"})


@dataclass(slots=True)
class Event:
    """What one trigger says, before parties are resolved. Indexes are of chunks of its sentence."""

    action: str
    rule: str
    trigger: Trigger
    objects: list[Counted] = field(default_factory=list)
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    weapon: str | None = None
    polarity: str = stance.AFFIRMED
    modality: str = stance.ACTUAL
    lo: int = 0  # chunks of the clause that makes the claim: [lo, hi)
    hi: int = 0
    content: tuple[int, int] | None = None  # offsets of what a speech act is about; no second claim inside
    mutual: bool = False  # the actors act on one another
    target: int | None = None  # chunk of the thing or place aimed at
    spoken: bool = False  # the actor is the speaker
    carried_by: int | None = None  # chunk of the verb that only carries the noun of the event: "pledged support"
    performed: bool = False  # done by saying so, whatever the tense of its verb: "we will retaliate" is a threat now
    gapped: bool = False  # a number without its verb
    refused: bool = False  # its negator makes the refusal it is, and denies nothing
    said_only: bool = False  # a claim only where somebody says so


class Sentence:
    """The chunks of one sentence with their readings, each read once."""

    def __init__(self, parse: Parse, headline: bool = False) -> None:
        self.parse = parse
        self.chunks = parse.chunks
        self.headline = headline
        self._counted: dict[int, Counted] = {}
        self._violent: bool | None = None

    @property
    def clauses(self) -> ClauseTree:
        """Its clauses, and which hangs on which."""
        return self.parse.clauses

    def counted(self, at: int) -> Counted:
        """Return what the noun phrase at `at` counts."""
        if at not in self._counted:
            thing = counted(self.chunks[at])
            held = at + 2 < len(self.chunks) and self.chunks[at + 1].lower == "of" and self.chunks[at + 2].kind == "NP"
            if held and self.chunks[at].head_word.last in noun_group("container"):
                thing = containing(thing, self.counted(at + 2), self.chunks[at].words)
            thing = self._at_its_price(thing, at)
            if held and thing.noun is not None and thing.noun.word == "member" and self._is_troop(at + 2):
                thing = thing.of_class("soldier")  # "six members of the presidential guard"
            self._counted[at] = thing
        return self._counted[at]

    def _at_its_price(self, thing: Counted, at: int) -> Counted:
        """Return a thing without a number as the sum that it comes to: "aid of €110m", "assets worth $3m"."""
        priced = at + 2 < len(self.chunks) and self.chunks[at + 1].lower in ("of", "worth", "totalling", "totaling")
        bare = thing.number is None or thing.number.text.lower() in ("a", "an")  # "a loan of $1.5 billion"
        if not priced or not bare or thing.object_class not in (None, "other", "money"):
            return thing
        price = self.counted(at + 2) if self.chunks[at + 2].kind == "NP" else None
        if price is None or price.object_class != "money" or price.number is None:
            return thing
        return replace(thing, number=price.number, object_class="money")

    def _is_troop(self, at: int) -> bool:
        """Whether the phrase at `at` is a body of troops or fighters."""
        head = self.chunks[at].head_word
        armed = head.actor is not None and head.actor.sector in ("MIL", "REB")
        return armed or head.last in ("guard", "guards") or self.counted(at).object_class == "soldier"

    @property
    def is_violent(self) -> bool:
        """Whether it speaks of arms, armed people or deaths at all."""
        if self._violent is None:
            self._violent = any(
                word.last in noun_group("violence") or (word.actor is not None and word.actor.sector in ("REB", "MIL"))
                for word in (self.chunks[0].words if self.chunks else ())
            ) or any(
                self.counted(i).weapon or self.counted(i).object_class == "soldier"
                for i, one in enumerate(self.chunks)
                if one.kind == "NP"
            )
        return self._violent

    def clause(self, lo: int, hi: int) -> tuple[int, int]:
        """Return ``[lo, hi)`` grown to the right up to where the next clause begins."""
        # What is set before the subject belongs to the clause: "In Kyiv", "Overnight".
        while lo >= 2 and self.chunks[lo - 1].kind == "NP" and self.chunks[lo - 2].kind == "IN":
            if lo >= 3 and self.chunks[lo - 3].kind not in (",", ":", "SUB", "CC", ";", '"'):
                break
            lo -= 2
        end = hi
        while end < len(self.chunks) and not ends_clause(self.chunks, end) and self.chunks[end].kind not in (".", ";"):
            end += 1
        return lo, end


def has_needed(sentence: Sentence, trigger: Trigger, entry: Entry) -> bool:
    """Whether the phrase that the entry needs follows the trigger: "taken to hospital", "reduced to rubble"."""
    return entry.needs is None or needed(sentence, trigger, entry) is not None


def needed(sentence: Sentence, trigger: Trigger, entry: Entry) -> int | None:
    """Return the noun phrase of the phrase that the entry needs."""
    prepositions, kinds = entry.needs or (frozenset(), frozenset())
    chunks = sentence.chunks
    for preposition, i in prepositional(chunks, trigger.chunk):
        if preposition in prepositions and any(is_wanted(kind, chunks[i], sentence.counted(i)) for kind in kinds):
            return i
    return None


def accepted(sentence: Sentence, entry: Entry, found: list[int]) -> list[int]:
    """Return those of listed phrases that the entry takes, and their companions that are no people or places."""
    chunks = sentence.chunks
    kept: list[int] = []
    for i in found:
        thing = sentence.counted(i)
        if _is_age(chunks, i) or _is_measure(chunks[i]) or (kept and _adds_nothing(thing, sentence.counted(kept[-1]))):
            continue
        head = chunks[i].head_word
        if _is_weak(sentence, entry, i):
            continue
        other = thing.object_class in (None, "other") and head.actor is None and head.place is None
        if fits(entry, chunks[i], thing) or (kept and other and head.tag != "PRP"):
            kept.append(i)
    return kept


def _is_weak(sentence: Sentence, entry: Entry, at: int) -> bool:
    """Whether a verb of force that means other things too has an object that no force is used on: "hit a target"."""
    thing, head = sentence.counted(at), sentence.chunks[at].head_word
    if len(entry.words) > 1 or entry.words[0] not in _ambiguous() or thing.headless or sentence.is_violent:
        return False
    return thing.object_class in (None, "other") and head.actor is None and head.place is None and head.tag != "PRP"


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("figurative") if row["kind"] == "ambiguous")


def _is_age(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a bare number between commas is the age of the person before: "the driver, 46, and two loaders"."""
    if chunks[i].number is None and chunks[i].head_word.text.isdigit():
        return True  # "children aged 8, 12 and 17"
    bare = chunks[i].head < 0 and chunks[i].number is not None
    opens = i - 1 if i and chunks[i - 1].kind == "RB" else i  # "also 19"
    return bare and opens > 0 and i < len(chunks) - 1 and chunks[opens - 1].kind == "," and chunks[i + 1].kind == ","


def _is_measure(chunk: Chunk) -> bool:
    """Whether a phrase is a distance: "200 km south of Moscow"."""
    return bool({"km", "kilometres", "kilometers", "miles", "metres", "meters"} & set(chunk.lower.split()))


def _adds_nothing(thing: Counted, previous: Counted) -> bool:
    """Whether a bare second noun shares the number of the first: "250 drones and decoys"."""
    return (
        thing.number is None and is_plural(previous.number) and thing.object_class == previous.object_class is not None
    )


def objects_after(sentence: Sentence, at: int) -> list[int]:
    """Return the noun phrases that are the direct objects of what ends at the chunk `at`."""
    chunks = sentence.chunks
    i = at + 1
    while i < len(chunks) and chunks[i].kind in ("RB", "RP", "TIME", '"'):
        i += 1
    if i < len(chunks) and chunks[i].kind == "NP":
        bare = chunks[i].number is not None and chunks[i].head < 0
        return [] if bare and starts_clause(chunks, i) else coordinated(chunks, i)  # "30 killed 70 injured in Homs"
    return []


def objects_of(sentence: Sentence, trigger: Trigger) -> list[int]:
    """Return the direct objects of a verb trigger, before its particle ("shot it down") or after it."""
    after = trigger.chunk + 1
    if after <= trigger.last and set(sentence.chunks[after].lower.split()) <= set(trigger.entries[0].words):
        return objects_after(sentence, trigger.last)  # "set fire to the shop": "fire" is no object
    found = objects_after(sentence, trigger.chunk) or objects_after(sentence, trigger.last)
    if found:
        return found
    antecedent = _relative_object(sentence, trigger.chunk)
    return [] if antecedent is None else [antecedent]


def _relative_object(sentence: Sentence, at: int) -> int | None:
    """Return what a relative clause tells of as its object: "villages (which) the rebels held"."""
    chunks = sentence.chunks
    if chunks[at].has_be or chunks[at].infinitive or not chunks[at].finite:
        return None
    i = at - 1
    while i > 0 and chunks[i].kind == "RB":
        i -= 1
    if i < 1 or chunks[i].kind != "NP" or not is_party(sentence, i):
        return None
    if chunks[i - 1].kind == "WH" and chunks[i - 1].lower in ("which", "that", "whom", "who"):
        j = i - 2 - (i > 2 and chunks[i - 2].kind == ",")
        return j if j >= 0 and chunks[j].kind == "NP" else None
    named = chunks[i].head_word.actor is not None or chunks[i].head_word.lower in _NOMINATIVE
    things = chunks[i - 1].kind == "NP" and sentence.counted(i - 1).noun is not None and chunks[i - 1].number is None
    return i - 1 if named and things and chunks[i].number is None else None


_NOMINATIVE = frozenset({"he", "she", "they", "we", "i"})


def is_passive(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the verb group is passive: be and a participle, or a participle without an object."""
    group = sentence.chunks[trigger.chunk]
    forms = group.head_word.forms
    if group.has_be:
        return "N" in forms and "G" not in forms
    if group.has_have or group.infinitive or "N" not in forms or set(group.aux):
        return False
    after = sentence.chunks[trigger.chunk + 1] if trigger.last > trigger.chunk else None
    if after is not None and after.kind == "NP" and after.head_word.lower not in RESULTS:
        return False  # "seized power", "lost their lives"
    return not objects_of(sentence, trigger)


def subjects(sentence: Sentence, at: int) -> list[int]:
    """Return the noun phrases that are the subject of the verb group at `at`."""
    first = subject(sentence.chunks, at)
    if first is None:
        return []
    return coordinated(sentence.chunks, first, before=at)


_TOLL_WORDS = frozenset({"dead", "killed", "wounded", "injured", "hurt", "missing", "deaths", "injuries"})


def nearest_subjects(sentence: Sentence, at: int, entry: Entry) -> list[int]:
    """Return the passive or intransitive subject: the nearest phrase before the verb that the entry can take."""
    chunks = sentence.chunks
    if at >= 2 and chunks[at - 1].kind == "CC" and chunks[at - 2].lower.endswith(" dead") and not chunks[at].has_be:
        return [at - 2]  # "leaving a number of fighters dead or injured"
    if _is_described_nearby(sentence, at, entry):
        return [at - 1]
    found = subjects(sentence, at)
    if found and not sentence.chunks[at].has_be and found[0] == at - 1:
        found = _list_before(sentence, found[0])
    if found and any(fits(entry, sentence.chunks[i], sentence.counted(i)) for i in found):
        return found
    if found and sentence.chunks[at].has_be and found[-1] == at - 1:
        return found  # "events are held in the Americas" says nothing of the Americas
    for i in range(at - 1, -1, -1):
        one = sentence.chunks[i]
        if one.kind in (";", "SUB", ":") or (one.kind == "VG" and one.finite):
            break
        if one.kind == "NP" and fits(entry, one, sentence.counted(i)):
            return [i]
    return found


def _is_described_nearby(sentence: Sentence, at: int, entry: Entry) -> bool:
    """Whether a bare participle tells of counted people right before it: "freed men for six women held by Hamas"."""
    chunks = sentence.chunks
    if (
        at < 2
        or chunks[at].aux
        or chunks[at - 1].kind != "NP"
        or chunks[at - 2].lower not in ("for", "with", "against")
    ):
        return False
    thing = sentence.counted(at - 1)
    people = thing.object_class in PEOPLE and thing.number is not None
    return people and fits(entry, chunks[at - 1], thing)


def _ends_setting(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the phrase at `at` only says where or why: "In Homs, a soldier died", "died of fire and six fled"."""
    if at == 0 or chunks[at - 1].kind != "IN":
        return False
    of_a_thing = chunks[at - 1].lower == "of" and at > 1 and chunks[at - 2].kind == "NP"
    return not of_a_thing and chunks[at - 1].lower not in ("with", "between")


def _list_before(sentence: Sentence, last: int) -> list[int]:
    """Return the listed phrases that end at `last`: "14 tanks and other equipment captured near …"."""
    first = last
    while first >= 2 and sentence.chunks[first - 1].kind in ("CC", ",") and sentence.chunks[first - 2].kind == "NP":
        if sentence.chunks[first - 2].words[sentence.chunks[first - 2].last - 1].lower in _TOLL_WORDS:
            break  # "25 civilians dead and dozens injured"
        if _ends_setting(sentence.chunks, first - 2):
            break
        first -= 2
    return coordinated(sentence.chunks, first, before=last + 1)


def agents(sentence: Sentence, at: int) -> list[int]:
    """Return the by-phrase after the chunk at `at`."""
    for preposition, i in prepositional(sentence.chunks, at):
        if preposition == "by":
            return coordinated(sentence.chunks, i)
    return []


def pp(sentence: Sentence, at: int, prepositions: frozenset[str]) -> int | None:
    """Return the noun phrase of the first phrase after `at` with one of `prepositions`."""
    return next((i for p, i in prepositional(sentence.chunks, at) if p in prepositions), None)


def is_plural(number: NumberSpan | None) -> bool:
    """Whether a number is one other than 1."""
    return number is not None and not (number.low == 1 and number.high == 1)


def is_party(sentence: Sentence, at: int) -> bool:
    """Whether a noun phrase can act or be addressed: a party, people, or a document that speaks for one."""
    chunk = sentence.chunks[at]
    thing = sentence.counted(at)
    head = chunk.head_word
    if head.date is not None or (head.number is not None and len(chunk.lower.split()) == 1):
        return False
    return (
        head.actor is not None
        or head.place is not None
        or head.tag in ("P", "PRP")
        or thing.object_class in PEOPLE
        or speaks(chunk)
    )


def start_event(trigger: Trigger, entry: Entry, form: str) -> Event:
    """Return the event of a trigger, its rule named after action, word and form."""
    return Event(entry.action, f"{entry.action}.{entry.name}.{form}", trigger, weapon=entry.weapon)


def are_those_who(sentence: Sentence, at: int) -> bool:
    """Whether the verb group at `at` tells of a group named in words: "X and Y were among those who came back"."""
    return at >= 2 and sentence.chunks[at - 1].kind == "WH" and sentence.chunks[at - 2].lower == "those"


def joined(sentence: Sentence, found: list[int]) -> Counted:
    """Return listed phrases as one object."""
    first, last = sentence.counted(found[0]), sentence.counted(found[-1])
    end = sentence.chunks[after_modifiers(sentence.chunks, found[-1]) - 1].end
    words = [w for w in sentence.chunks[0].words if first.start <= w.start < end]
    return replace(first, end=max(end, last.end), text=phrase_text(words))


def bound(sentence: Sentence, event: Event, covered: list[int]) -> None:
    """Set the clause of an event to the one that holds the chunks it was read from."""
    event.lo, event.hi = sentence.clause(min(covered), max(covered) + 1)


def construction_event(sentence: Sentence, action: str, form: str, at: int, lo: int, hi: int) -> Event:
    """Return the event of a construction around the chunk `at`, which no word of the lexicon leads to."""
    chunk = sentence.chunks[at]
    lo, hi = sentence.clause(lo, hi)
    return Event(
        action, f"{action}.{form}", Trigger(at, (), chunk.start, chunk.end, at, chunk.head, nominal=False), lo=lo, hi=hi
    )
