"""What stands around an event noun: its number, target, agent, owner, place, and the verb that carries it.

Belongs here: reading these once for all noun frames. Does not: what they make of it (`noun_events`, `noun_tolls`,
`noun_acts`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from newsledger.extract import stance
from newsledger.extract.chunks import Chunk, coordinated, prepositional
from newsledger.extract.clause_subjects import subject
from newsledger.extract.events import Event, Sentence, agents, is_party, objects_after
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import Counted, find_noun
from newsledger.extract.spans import NumberSpan
from newsledger.extract.tagger import Word
from newsledger.extract.triggers import Entry, Trigger
from newsledger.extract.values import value

_TARGET = frozenset({"on", "against", "at", "into", "towards", "upon"})
_PLACE = frozenset({"in", "near", "at", "over", "inside", "around", "outside", "across"})
_BARE = frozenset(
    {"the", "this", "that", "these", "those", "such", "any", "every", "each", "its", "their", "his", "her"}
)
_CONTAINERS = frozenset({"package", "packages", "round", "rounds", "series", "wave", "waves", "number", "batch", "raft",
                         "barrage", "set", "string", "spate"})  # fmt: skip

_GIVING = frozenset({"give", "send", "offer", "issue", "pay", "deal", "hand", "grant"})


@value(frozen=True, slots=True)
class Carrier:
    """A verb that carries an event noun: what its subject is to the event, and the stance it lends."""

    subject: str  # actor, recipient or event
    modality: str
    polarity: str


@cache
def _carriers() -> dict[str, list[tuple[tuple[str, ...], Carrier]]]:
    index: dict[str, list[tuple[tuple[str, ...], Carrier]]] = {}
    for row in read_lexicon("light_verbs"):
        words = tuple(row["verb"].split())
        carrier = Carrier(row["subject"], row["modality"] or stance.ACTUAL, row["polarity"] or stance.AFFIRMED)
        index.setdefault(words[0], []).append((words[1:], carrier))
    return index


@dataclass(slots=True)
class Setting:
    """What stands around an event noun: its own phrases and the verb that carries it."""

    number: NumberSpan | None
    target: int | None
    agent: list[int]
    place: int | None
    of: list[int]
    between: list[int]
    owner: int | None  # word index of a party before the noun: "Russia's attack", "Russian attacks"
    owned: bool  # that party acts: a demonym or possessive, not a place as in "the Istanbul talks"
    before_dated: bool  # "Monday's assault"
    dated: bool
    bare: bool  # "the attack" with nothing of its own before it
    verb: int | None = None
    carrier: Carrier | None = None
    is_subject: bool = False


def read_setting(sentence: Sentence, trigger: Trigger) -> Setting:
    """Return what stands around the event noun of `trigger`."""
    chunks, at = sentence.chunks, trigger.chunk
    chunk = chunks[at]
    words = chunk.words
    before = words[chunk.first : trigger.head]
    owner = next((i for i in range(trigger.head - 1, chunk.first - 1, -1) if words[i].actor or words[i].place), None)
    owned = owner is not None and (words[owner].actor is not None or words[owner + 1].tag == "POS")
    thing = sentence.counted(at)
    number = thing.number if chunk.last - 1 == trigger.head and not chunk.lower.startswith("one of ") else None
    dated = any(w.date for w in before)
    setting = Setting(
        number=number,
        target=None,
        agent=[],
        place=None,
        of=[],
        between=[],
        owner=owner,
        owned=owned,
        before_dated=dated,
        dated=dated,
        bare=all(w.lower in _BARE for w in before),
    )
    for preposition, i in prepositional(chunks, trigger.last):
        found = coordinated(chunks, i)
        if preposition in _TARGET and setting.target is None and not (preposition == "on" and _is_blamed(chunks, at)):
            setting.target = i
        elif preposition == "by" and not setting.agent:
            setting.agent = found
        elif preposition == "of" and not setting.of and i <= at + 2:
            setting.of = found
        elif preposition == "of" and setting.of and chunks[i - 2].kind == "CC":
            setting.of = [*setting.of, *found]  # "the capture of X and Y in Z and of W"
        elif preposition in ("between", "with", "among") and not setting.between:
            setting.between = _both(chunks, i) if preposition == "between" and len(found) == 1 else found
        if preposition in _PLACE and setting.place is None and chunks[i].head_word.place is not None:
            setting.place = i
    if at + 1 < len(chunks) and chunks[at + 1].kind == "TIME":
        setting.dated = True
    _carry(sentence, trigger, setting)
    if setting.carrier is None and not setting.agent:
        setting.agent = _conducted_by(sentence, at)
    if not setting.between and trigger.action in ("clash", "meet"):
        setting.between = _happened_between(sentence, setting, at)
    return setting


def _is_blamed(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the deed at `at` is blamed on whoever follows: "blamed the attack on the rebels"."""
    return at > 0 and chunks[at - 1].kind == "VG" and chunks[at - 1].head_word.lemma in ("blame", "pin")


def _both(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return the two phrases after "between", the second even where a verb follows: "talks between X and Y resumed"."""
    joined = at + 2 < len(chunks) and chunks[at + 1].lower == "and" and chunks[at + 2].kind == "NP"
    return [at, at + 2] if joined else [at]


def _happened_between(sentence: Sentence, setting: Setting, at: int) -> list[int]:
    """Return the sides after the verb of the event: "clashes erupted between X and Y", "a battle that began"."""
    chunks = sentence.chunks
    verb = setting.verb if setting.is_subject else None
    if verb is None and at + 2 < len(chunks) and chunks[at + 1].kind == "WH" and chunks[at + 2].kind == "VG":
        verb = at + 2 if _carrier(chunks, at + 2, at, as_subject=True) is not None else None
    if verb is None:
        return []
    return next((coordinated(chunks, i) for p, i in prepositional(chunks, verb) if p == "between"), [])


def _conducted_by(sentence: Sentence, at: int) -> list[int]:
    """Return the agent of a carrier participle after the noun: "the attack, reportedly conducted by the rebels"."""
    chunks = sentence.chunks
    i = at + 2 if at + 1 < len(chunks) and chunks[at + 1].kind == "," else at + 1
    if i < len(chunks) and chunks[i].kind == "VG" and not chunks[i].aux and "N" in chunks[i].head_word.forms:
        carrier = _carrier(chunks, i, at, as_subject=False)
        if carrier is not None and carrier.subject == "actor":
            return agents(sentence, i)
    return []


def _carry(sentence: Sentence, trigger: Trigger, setting: Setting) -> None:
    """Find the verb that the noun is object or subject of, if it is one that carries events."""
    chunks, at = sentence.chunks, trigger.chunk
    first = at
    if at >= 2 and chunks[at - 1].lower == "of" and chunks[at - 2].head_word.last in _CONTAINERS:
        first = at - 2  # "imposed an 18th package of sanctions"
    while first >= 2 and chunks[first - 1].kind in ("CC", ",") and chunks[first - 2].kind == "NP":
        first -= 2
    relative = _carried_after(sentence, at)
    if relative is not None:
        setting.verb, setting.carrier = relative
        setting.agent = [at + 2] if setting.carrier.subject == "actor" else setting.agent
        aimed = (i for p, i in prepositional(chunks, relative[0]) if p in _TARGET)
        setting.target = setting.target or next(aimed, None)
        return
    far = _carried_in_words(chunks, first)
    if far is not None:
        setting.verb, setting.carrier = far
        return
    i = first - 1
    while (
        i >= 0
        and chunks[i].kind in ("RB", "RP", "TIME", '"', "IN")
        and (chunks[i].kind != "IN" or chunks[i].lower in ("into", "under", "in", "to", "with"))
    ):
        i -= 1
    taker = i if i >= 1 and chunks[i].kind == "NP" and chunks[i - 1].head_word.lemma in _GIVING else None
    if taker is not None and is_party(sentence, taker):
        i -= 1  # "gave Eritrea an ultimatum"
    if i >= 0 and chunks[i].kind == "VG" and chunks[i].head_word.tag in ("V", "HV"):
        carrier = _carrier(chunks, i, at, as_subject=False)
        if carrier is not None and (first - 1 == i or chunks[first - 1].kind != "IN" or _takes_preposition(chunks, i)):
            setting.verb, setting.carrier = i, carrier
            setting.target = setting.target or taker
            return
    if _is_existential(chunks, i):
        setting.verb, setting.carrier, setting.is_subject = i, _EXISTENCE, True
        return
    for j in range(at + 1, min(at + 12, len(chunks))):
        if chunks[j].kind in (";", "SUB"):
            return
        if (
            j == at + 1
            and chunks[j].kind == "VG"
            and not chunks[j].aux
            and j + 1 < len(chunks)
            and chunks[j + 1].lower == "by"
        ):
            continue  # "a ceasefire brokered by Qatar took effect"
        if chunks[j].kind == "VG" and (chunks[j].finite or chunks[j].has_be):
            if subject(chunks, j) is None or not _heads(chunks, subject(chunks, j), at, j):
                return
            passive = "N" in chunks[j].head_word.forms and (chunks[j].has_be or _is_clipped(sentence, j))
            carrier = _carrier(chunks, j, at, as_subject=not passive)
            if carrier is None and chunks[j - 1].kind == "WH" and chunks[j - 2].kind == ",":
                continue  # "the attack, which left 19 dead, was claimed by the group"
            if carrier is not None:
                setting.verb, setting.carrier, setting.is_subject = j, carrier, True
            elif chunks[j].head_word.tag == "BE" and j + 1 < len(chunks):
                setting.is_subject = True
            return


def _is_clipped(sentence: Sentence, verb: int) -> bool:
    """Whether a headline has dropped the form of be: "Curfew imposed in Tripoli"."""
    return sentence.headline and not sentence.chunks[verb].aux and not objects_after(sentence, verb)


def _carried_after(sentence: Sentence, at: int) -> tuple[int, Carrier] | None:
    """Return the verb of a relative clause whose object the noun is: "the attack that the army carried out on X"."""
    chunks = sentence.chunks
    if at + 3 >= len(chunks) or chunks[at + 1].lower not in ("that", "which") or chunks[at + 2].kind != "NP":
        return None
    if chunks[at + 3].kind != "VG" or not is_party(sentence, at + 2) or objects_after(sentence, at + 3):
        return None
    carrier = _carrier(chunks, at + 3, at, as_subject=False)
    return None if carrier is None else (at + 3, carrier)


def _carried_in_words(chunks: Sequence[Chunk], at: int) -> tuple[int, Carrier] | None:
    """Return the verb before `at` whose carrier has more words, a noun among them: "took part in a march"."""
    for verb in range(at - 1, max(at - 5, -1), -1):
        if chunks[verb].kind == "VG":
            head = chunks[verb].head_word
            lemma = "be" if head.tag == "BE" else head.lemma
            kept = [c for c in chunks[verb + 1 : at] if c.kind not in ("RB", "TIME")]
            between = tuple(w.lower for c in kept for w in c.words[c.first : c.last])
            found = next((c for rest, c in _carriers().get(lemma, ()) if len(rest) > 1 and rest == between), None)
            return None if found is None else (verb, found)
    return None


# "There was an explosion", "there have been clashes".
_EXISTENCE = Carrier("event", stance.ACTUAL, stance.AFFIRMED)


def _is_existential(chunks: Sequence[Chunk], verb: int) -> bool:
    """Whether the verb group at `verb` is "there was", before what there was."""
    return verb > 0 and chunks[verb].head_word.tag == "BE" and chunks[verb - 1].lower == "there"


def _takes_preposition(chunks: Sequence[Chunk], verb: int) -> bool:
    """Whether the carrier goes with the preposition after it: "engaged in", "came under"; not "made in"."""
    following = [w.lower for w in head_words(chunks, verb)]
    return any(rest and following[: len(rest)] == list(rest) for rest, _ in _carriers()[chunks[verb].head_word.lemma])


def _heads(chunks: Sequence[Chunk], found: int | None, at: int, verb: int) -> bool:
    return found is not None and (found == at or at in coordinated(chunks, found, before=verb))


def _carrier(chunks: Sequence[Chunk], verb: int, noun: int, *, as_subject: bool) -> Carrier | None:
    head = chunks[verb].head_word
    lemma = {"HV": "have", "DO": "do", "BE": "be"}.get(head.tag, head.lemma)
    following = [w.lower for w in head_words(chunks, verb)]
    for rest, carrier in _carriers().get(lemma, ()):
        if (carrier.subject == "event") != as_subject:
            continue
        if rest and following[: len(rest)] == list(rest):
            return carrier
        if not rest and following[:1] not in (["off"], ["back"]):
            return carrier  # "held talks", but "held off a charge"
    return None


def head_words(chunks: Sequence[Chunk], verb: int) -> list[Word]:
    """Return the words after the head of a verb group."""
    group = chunks[verb]
    return group.words[group.head + 1 : group.head + 4]


def start_noun_event(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting, form: str) -> Event:
    """Return the event of a noun, with the parties, target and clause that its setting gives."""
    event = Event(entry.action, f"{entry.action}.{entry.name}.{form}", trigger, weapon=entry.weapon)
    chunk = sentence.chunks[trigger.chunk]
    if event.weapon is None:
        event.weapon = _weapon_before(sentence, trigger)
    if setting.agent:
        event.actors = setting.agent
    elif setting.carrier is not None and setting.verb is not None and not setting.is_subject:
        found = subject(sentence.chunks, setting.verb)
        if found is not None:
            side = [i for i in coordinated(sentence.chunks, found) if i < setting.verb]
            claimed = sentence.chunks[setting.verb].head_word.lemma == "claim" and entry.action != "attack"
            if setting.carrier.subject == "actor" and not claimed:
                group = sentence.chunks[setting.verb]
                passive = group.has_be and "G" not in group.head_word.forms
                event.actors = agents(sentence, setting.verb) if passive else side
            elif setting.carrier.subject == "recipient":
                event.recipients = side
    elif setting.verb is not None and setting.is_subject:
        event.actors = agents(sentence, setting.verb)
        against = (i for p, i in prepositional(sentence.chunks, setting.verb) if p == "against")
        event.recipients = list(against)[:1]  # "strikes went on against the rebels"
    if not event.actors and setting.owned:
        event.actors = [trigger.chunk]
    if setting.target is not None and not event.recipients:
        event.recipients = [setting.target]
        event.target = setting.target
    span = [
        trigger.chunk,
        *setting.of,
        *setting.agent,
        *setting.between,
        *[i for i in (setting.target, setting.place) if i is not None],
    ]
    if setting.verb is not None:
        span += [setting.verb, *[i for i in event.actors + event.recipients if i < setting.verb]]
    event.lo, event.hi = sentence.clause(min(span), max(span) + 1)
    if event.content is None and chunk.kind != "NP":
        event.lo = trigger.chunk
    return event


def _weapon_before(sentence: Sentence, trigger: Trigger) -> str | None:
    chunk = sentence.chunks[trigger.chunk]
    words = [w.lower for w in chunk.words[chunk.first : trigger.head]]

    for end in range(len(words), 0, -1):
        noun = find_noun(words[:end])
        if noun is not None and noun.weapon:
            return noun.weapon
        if words[end - 1] in ("air", "aerial"):
            return "aircraft"
    return None


def phrase_object(sentence: Sentence, trigger: Trigger) -> Counted:
    """Return the noun phrase of the event noun as its object: a word for the event, of no class."""
    thing = sentence.counted(trigger.chunk)
    return Counted(thing.start, thing.end, thing.text, None, None, None, headless=False)


def named_before(sentence: Sentence, trigger: Trigger, entry: Entry) -> Counted | None:
    """Return the thing named before the event noun: "prisoner" in "prisoner exchange"."""
    chunk = sentence.chunks[trigger.chunk]
    words = chunk.words[chunk.first : trigger.head]
    if not words or words[-1].tag in ("DT", "PP", "POS"):
        return None
    noun = find_noun([w.lower for w in words])
    if noun is None or noun.word in ("other", "minor"):  # "minor damage"
        return None
    thing = sentence.counted(trigger.chunk)
    return Counted(thing.start, thing.end, thing.text, noun, noun.object_class, thing.number, headless=False)


def is_counted(setting: Setting) -> bool:
    """Whether the noun brings a number of its own, other than an article."""
    number = setting.number
    if number is None or number.text.lower() in ("a", "an", "another"):
        return False
    return number.low is not None or number.high is not None


def stands_alone(setting: Setting) -> bool:
    """Whether the noun brings anything of its own: a number, target, agent, place, date, owner or carrying verb."""
    own = is_counted(setting) or setting.target is not None or bool(setting.agent) or setting.place is not None
    own = own or bool(setting.between)
    return own or setting.carrier is not None or setting.dated or (setting.owner is not None and not setting.bare)
