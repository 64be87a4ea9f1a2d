"""Frames of event nouns: strikes on a town, the killing of 26 people, a death toll of 76, talks between two sides.

Belongs here: when an event noun makes a claim of its own and what its phrases say. Does not: verbs (`frames`).
A bare mention ("the attack") makes none: it must bring a number, a target, a party, or be said to have happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from newsledger.extract import stance
from newsledger.extract.chunks import Chunk, coordinated, prepositional, subject
from newsledger.extract.events import Event, Sentence, agents, fits, parts
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import PEOPLE, Counted, find_noun
from newsledger.extract.spans import NumberSpan
from newsledger.extract.tagger import Word
from newsledger.extract.triggers import Entry, Trigger, find_triggers

_TARGET = frozenset({"on", "against", "at", "into", "towards", "upon"})
_PLACE = frozenset({"in", "near", "at", "over", "inside", "around", "outside", "across"})
_BARE = frozenset(
    {"the", "this", "that", "these", "those", "such", "any", "every", "each", "its", "their", "his", "her"}
)


@dataclass(frozen=True, slots=True)
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


def read_noun(sentence: Sentence, trigger: Trigger) -> Event | None:
    """Return the event of a noun trigger by the first of its readings that holds."""
    setting = _setting(sentence, trigger)
    for entry in trigger.entries:
        event = _FRAMES[entry.frame](sentence, trigger, entry, setting)
        if event is not None:
            _take_stance(sentence, trigger, setting, event)
            return event
    return None


def _setting(sentence: Sentence, trigger: Trigger) -> Setting:
    chunks, at = sentence.chunks, trigger.chunk
    chunk = chunks[at]
    words = chunk.words
    before = words[chunk.first : trigger.head]
    owner = next((i for i in range(trigger.head - 1, chunk.first - 1, -1) if words[i].actor or words[i].place), None)
    owned = owner is not None and (words[owner].actor is not None or words[owner + 1].tag == "POS")
    thing = sentence.counted(at)
    number = thing.number if chunk.last - 1 == trigger.head else None
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
    for preposition, i in prepositional(chunks, _end_of(chunks, trigger)):
        found = coordinated(chunks, i)
        if preposition in _TARGET and setting.target is None:
            setting.target = i
        elif preposition == "by" and not setting.agent:
            setting.agent = found
        elif preposition == "of" and not setting.of and i <= at + 2:
            setting.of = found
        elif preposition == "of" and setting.of and chunks[i - 2].kind == "CC":
            setting.of = [*setting.of, *found]  # "the capture of X and Y in Z and of W"
        elif preposition in ("between", "with", "among") and not setting.between:
            setting.between = found
        if preposition in _PLACE and setting.place is None and chunks[i].head_word.place is not None:
            setting.place = i
    if at + 1 < len(chunks) and chunks[at + 1].kind == "TIME":
        setting.dated = True
    _carry(sentence, trigger, setting)
    if setting.carrier is None and not setting.agent:
        setting.agent = _conducted_by(sentence, at)
    return setting


def _conducted_by(sentence: Sentence, at: int) -> list[int]:
    """Return the agent of a carrier participle after the noun: "the attack, reportedly conducted by the rebels"."""
    chunks = sentence.chunks
    i = at + 2 if at + 1 < len(chunks) and chunks[at + 1].kind == "," else at + 1
    if i < len(chunks) and chunks[i].kind == "VG" and not chunks[i].aux and "N" in chunks[i].head_word.forms:
        carrier = _carrier(chunks, i, at, as_subject=False)
        if carrier is not None and carrier.subject == "actor":
            return agents(sentence, i)
    return []


def _end_of(chunks: Sequence[Chunk], trigger: Trigger) -> int:
    return trigger.chunk


_CONTAINERS = frozenset({"package", "packages", "round", "rounds", "series", "wave", "waves", "number", "batch", "raft",
                         "barrage", "set", "string", "spate"})  # fmt: skip


def _carry(sentence: Sentence, trigger: Trigger, setting: Setting) -> None:
    """Find the verb that the noun is object or subject of, if it is one that carries events."""
    chunks, at = sentence.chunks, trigger.chunk
    first = at
    if at >= 2 and chunks[at - 1].lower == "of" and chunks[at - 2].head_word.last in _CONTAINERS:
        first = at - 2  # "imposed an 18th package of sanctions"
    while first >= 2 and chunks[first - 1].kind in ("CC", ",") and chunks[first - 2].kind == "NP":
        first -= 2
    i = first - 1
    while (
        i >= 0
        and chunks[i].kind in ("RB", "TIME", '"', "IN")
        and (chunks[i].kind != "IN" or chunks[i].lower in ("into", "under", "in", "to"))
    ):
        i -= 1
    if i >= 0 and chunks[i].kind == "VG" and chunks[i].head_word.tag in ("V", "HV"):
        carrier = _carrier(chunks, i, at, as_subject=False)
        if carrier is not None:
            setting.verb, setting.carrier = i, carrier
            return
    for j in range(at + 1, min(at + 12, len(chunks))):
        if chunks[j].kind in (";", "SUB"):
            return
        if chunks[j].kind == "VG" and (chunks[j].finite or chunks[j].has_be):
            if subject(chunks, j) is None or not _heads(chunks, subject(chunks, j), at, j):
                return
            passive = chunks[j].has_be and "N" in chunks[j].head_word.forms
            carrier = _carrier(chunks, j, at, as_subject=not passive)
            if carrier is not None:
                setting.verb, setting.carrier, setting.is_subject = j, carrier, True
            elif chunks[j].head_word.tag == "BE" and j + 1 < len(chunks):
                setting.is_subject = True
            return


def _heads(chunks: Sequence[Chunk], found: int | None, at: int, verb: int) -> bool:
    return found is not None and (found == at or at in coordinated(chunks, found, before=verb))


def _carrier(chunks: Sequence[Chunk], verb: int, noun: int, *, as_subject: bool) -> Carrier | None:
    head = chunks[verb].head_word
    lemma = {"HV": "have", "DO": "do", "BE": "be"}.get(head.tag, head.lemma)
    following = [w.lower for w in head_words(chunks, verb)]
    for rest, carrier in _carriers().get(lemma, ()):
        if (carrier.subject == "event") != as_subject:
            continue
        if not rest or following[: len(rest)] == list(rest):
            return carrier
    return None


def head_words(chunks: Sequence[Chunk], verb: int) -> list[Word]:
    """Return the words after the head of a verb group."""
    group = chunks[verb]
    return group.words[group.head + 1 : group.head + 4]


def _take_stance(sentence: Sentence, trigger: Trigger, setting: Setting, event: Event) -> None:
    chunk = sentence.chunks[trigger.chunk]
    if setting.verb is not None:
        polarity, modality = stance.of_group(sentence.chunks, setting.verb)
        event.polarity = polarity
        if modality != stance.ACTUAL:
            event.modality = modality
    if setting.carrier is not None:
        if setting.carrier.modality != stance.ACTUAL:
            event.modality = setting.carrier.modality
        if setting.carrier.polarity == stance.NEGATED:
            event.polarity = stance.NEGATED
    if stance.negates(chunk) or (trigger.chunk > 0 and sentence.chunks[trigger.chunk - 1].lower in ("nor", "without")):
        event.polarity = stance.NEGATED
    if stance.hedges(chunk):
        event.modality = stance.CONDITIONAL


def _start(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting, form: str) -> Event:
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
                passive = sentence.chunks[setting.verb].has_be
                event.actors = agents(sentence, setting.verb) if passive else side
            elif setting.carrier.subject == "recipient":
                event.recipients = side
    elif setting.verb is not None and setting.is_subject:
        event.actors = agents(sentence, setting.verb)
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


def _phrase(sentence: Sentence, trigger: Trigger) -> Counted:
    """Return the noun phrase of the event noun as its object: a word for the event, of no class."""
    thing = sentence.counted(trigger.chunk)
    return Counted(thing.start, thing.end, thing.text, None, None, None, headless=False)


def _is_counted(setting: Setting) -> bool:
    """Whether the noun brings a number of its own, other than an article."""
    number = setting.number
    if number is None or number.text.lower() in ("a", "an", "another"):
        return False
    return number.low is not None or number.high is not None


def _stands_alone(setting: Setting) -> bool:
    own = _is_counted(setting) or setting.target is not None or bool(setting.agent) or setting.place is not None
    return own or setting.carrier is not None or setting.dated or (setting.owner is not None and not setting.bare)


def _makes_claim(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> bool:
    """Whether an event noun is more than a mention, a date or the instrument of something else."""
    told = setting.carrier is not None or setting.target is not None
    if entry.action == "clash" and not (told or setting.between or setting.agent):
        # "The Raqqa battle" is one; "the Libyan civil war" only dates or names.
        return setting.owner is not None and entry.name not in _PERIODS
    if _wreaks_harm(sentence, trigger) and not setting.bare and setting.number is not None:
        return True  # "a mass stabbing killed three people"
    if _is_anchor(sentence, trigger) and setting.carrier is None and not _is_counted(setting):
        return False
    own = told or _is_counted(setting) or setting.owner is not None or setting.before_dated
    return _stands_alone(setting) and (own or not _is_instrument(sentence, trigger))


_PERIODS = frozenset({"war", "civil_war", "conflict", "violence", "unrest", "combat"})


def _event(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Nouns of attacks, clashes and protests."""
    if not _makes_claim(sentence, trigger, entry, setting):
        return None
    event = _start(sentence, trigger, entry, setting, "noun")
    thing = _phrase(sentence, trigger)
    targets = [] if setting.target is None else coordinated(sentence.chunks, setting.target)
    things = [sentence.counted(i) for i in targets]
    if (
        entry.action == "attack"
        and not _is_counted(setting)
        and things
        and any(t.object_class not in (None, "territory") for t in things)
    ):
        event.objects = [t for t in things if t.object_class not in (None, "territory")]
    else:
        number = setting.number
        event.objects = [Counted(thing.start, thing.end, thing.text, None, None, number, headless=False)]
    if entry.action == "clash":
        if setting.between:
            event.actors, event.recipients = setting.between[:1], setting.between[1:] or event.recipients
        event.target = None
    return event


def _wreaks_harm(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the noun is the subject of a verb that says whom or what it harmed."""
    after = find_triggers(sentence.chunks[trigger.chunk + 1 : trigger.chunk + 8])
    harm = next((t for t in after if not t.nominal), None)
    if harm is None or harm.action not in ("kill", "injure", "damage", "intercept"):
        return False
    return subject(sentence.chunks, trigger.chunk + 1 + harm.chunk) == trigger.chunk


_ANCHORS = frozenset({"since", "until", "till", "before"})


def _is_anchor(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the noun only dates something else: "since Russia's invasion"."""
    before = sentence.chunks[trigger.chunk - 1] if trigger.chunk else None
    return before is not None and before.lower in _ANCHORS


def _is_instrument(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the noun only says how something else came about: "killed in the strike", "since the invasion"."""
    before = sentence.chunks[trigger.chunk - 1] if trigger.chunk else None
    return (
        before is not None
        and before.kind == "IN"
        and before.lower
        in (
            "in",
            "during",
            "after",
            "before",
            "since",
            "from",
            "by",
            "of",
            "to",
            "following",
            "amid",
            "with",
            "for",
            "until",
            "about",
            "over",
        )
    )


def _munitions(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Nouns of fire whose object is the munition: rocket fire, drone launches."""
    if not _stands_alone(setting) and not setting.is_subject and not setting.of:
        return None
    things = [sentence.counted(i) for i in setting.of if sentence.counted(i).weapon]
    event = _start(sentence, trigger, entry, setting, "noun")
    if not things:
        chunk = sentence.chunks[trigger.chunk]
        words = [w.lower for w in chunk.words[chunk.first : trigger.head + 1]]
        from newsledger.extract.objects import Counted, find_noun

        noun = next((f for end in range(len(words), 0, -1) if (f := find_noun(words[:end])) and f.weapon), None)
        if noun is None:
            return None
        thing = sentence.counted(trigger.chunk)
        things = [Counted(thing.start, thing.end, thing.text, noun, noun.object_class, setting.number, headless=False)]
    at = trigger.chunk
    if at >= 2 and sentence.chunks[at - 1].kind == "CC" and sentence.counted(at - 2).weapon:
        things = [sentence.counted(at - 2), *things]  # "drones and ballistic missile launches"
    event.objects = things
    event.weapon = None
    return event


def _of(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Nouns of what is done to something: the killing of 26 people, the downing of 110 drones, prisoner swaps."""
    kept = [i for i in setting.of if fits(entry, sentence.chunks[i], sentence.counted(i))]
    others = find_triggers([sentence.chunks[i] for i in kept])
    kept = kept[: others[0].chunk] if others and others[0].chunk > 0 else kept
    things = [sentence.counted(i) for i in kept]
    if entry.wants and not things:
        return None
    if not things and entry.action == "damage":
        hit = [i for p, i in prepositional(sentence.chunks, trigger.chunk) if p in ("to", "at", "in")][:1]
        hit = [j for i in hit for j in coordinated(sentence.chunks, i)]
        things = [t for t in map(sentence.counted, hit) if t.object_class in _THINGS]
    if not things:
        before = _before(sentence, trigger, entry)
        if before is not None:
            things = [before]
    if not things and entry.action == "exchange":
        swapped = next((i for p, i in prepositional(sentence.chunks, trigger.chunk) if p == "for"), None)
        things = [] if swapped is None else [sentence.counted(swapped)]
    if entry.name in ("fire", "blaze") and (setting.carrier is None or not things):
        return None
    placed = entry.action in ("restrict", "withdraw", "deploy") and (
        setting.place is not None or setting.owner is not None
    )
    if not things and setting.carrier is None and setting.number is None and not placed:
        return None
    if entry.action in ("kill", "detain", "release", "exchange") and not things and setting.carrier is None:
        return None
    event = _start(sentence, trigger, entry, setting, "noun_of")
    if not things:
        things = [_phrase(sentence, trigger)]
    event.objects = things
    if entry.action == "exchange" and setting.between:
        event.actors, event.recipients = setting.between[:1], setting.between[1:]
    return event


_THINGS = frozenset({"building", "infrastructure", "vehicle", "ship", "aircraft", "weapon", "other"})


def _before(sentence: Sentence, trigger: Trigger, entry: Entry) -> Counted | None:
    """Return the thing named before the event noun: "prisoner" in "prisoner exchange"."""
    chunk = sentence.chunks[trigger.chunk]
    words = chunk.words[chunk.first : trigger.head]
    from newsledger.extract.objects import Counted

    if not words or words[-1].tag in ("DT", "PP", "POS"):
        return None
    noun = find_noun([w.lower for w in words])
    if noun is None or noun.word in ("other",):
        return None
    thing = sentence.counted(trigger.chunk)
    return Counted(thing.start, thing.end, thing.text, noun, noun.object_class, thing.number, headless=False)


def _toll(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Tolls: 12 dead, the death toll rose to 76, no casualties."""
    chunk = sentence.chunks[trigger.chunk]
    number, last = _toll_number(sentence, trigger, setting)
    negated = stance.negates(chunk) and not (trigger.chunk and sentence.chunks[trigger.chunk - 1].lower == "among")
    if number is None and not negated:
        return None
    if number is not None and number.low == 1 and number.text.lower() in ("a", "an", "another"):
        return None
    event = _start(sentence, trigger, entry, setting, "toll")
    event.actors = setting.agent
    thing = sentence.counted(trigger.chunk)
    noun_class = "person"
    for i in setting.of:
        inner = sentence.counted(i)
        if inner.object_class in PEOPLE:
            noun_class = inner.object_class
    previous = _before(sentence, trigger, entry)
    if previous is not None and previous.object_class in PEOPLE:
        noun_class = previous.object_class
    event.objects = [Counted(thing.start, thing.end, thing.text, thing.noun, noun_class, number, headless=False)]
    event.recipients = []
    event.objects.extend(parts(sentence, last))
    event.hi = max(event.hi, last + 1)
    event.lo, event.hi = sentence.clause(event.lo, event.hi)
    return event


def _toll_number(sentence: Sentence, trigger: Trigger, setting: Setting) -> tuple[NumberSpan | None, int]:
    """Return the number of a toll and the chunk it stands in: in the phrase, or after at, to, of, a verb or comma."""
    chunks, at = sentence.chunks, trigger.chunk
    if setting.number is not None and chunks[at].number is not None:
        return setting.number, at
    if setting.number is not None and setting.number.qualifier == "vague":
        return setting.number, at
    if at and chunks[at - 1].lower == "among":
        return None, at
    for i in range(at + 1, min(at + 9, len(chunks))):
        if chunks[i].kind in (";", "SUB", "WH", "CC"):
            break
        number = sentence.counted(i).number if chunks[i].kind == "NP" and chunks[i].number is not None else None
        if number is not None:
            before = chunks[i - 1]
            if before.lower == "in" and number.qualifier != "vague":
                continue
            if before.kind in ("IN", ",", "VG", ":") and (
                before.kind != "IN" or before.lower in ("at", "to", "of", "above", "past")
            ):
                thing = sentence.counted(i)
                if thing.headless or thing.object_class in PEOPLE:
                    return number, i
                return None, at
    return (setting.number if setting.number is not None and setting.number.text.lower() != "a" else None), at


def _party(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Talks and joint work: meeting with X, talks between X and Y in Doha."""
    if (
        entry.words in (("call",), ("calls",), ("visit",), ("trip",), ("conference",), ("conversation",))
        and not setting.between
    ):
        if any(p == "for" for p, _ in prepositional(sentence.chunks, trigger.chunk)):
            return None  # "a call for sanctions"
        if setting.carrier is None and not (setting.owner is not None and setting.place is not None):
            return None
    if not (setting.between or setting.place is not None or setting.carrier is not None or setting.owner is not None):
        return None
    if setting.bare and not setting.between and setting.place is None and setting.carrier is None:
        return None
    event = _start(sentence, trigger, entry, setting, "parties")
    event.objects = [_phrase(sentence, trigger)]
    event.target = None
    if len(setting.between) > 1:
        event.actors, event.recipients = setting.between[:1], setting.between[1:]
    elif setting.between:
        event.recipients = setting.between
        event.mutual = not event.actors
    elif event.actors and len(event.actors) > 1:
        event.mutual = True
    return event


def _content(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Nouns of speech acts: a call for a truce, an agreement on prisoners, threats against."""
    chunks, at = sentence.chunks, trigger.chunk
    topic = next(
        (i for p, i in prepositional(chunks, at) if p in ("for", "on", "to", "of", "about", "against", "over")), None
    )
    if entry.action == "agree" and stance.negates(chunks[at]):
        pass  # "there is still no ceasefire"
    elif setting.carrier is None:
        if entry.action in ("agree", "sanction", "aid"):
            if not (topic is not None and not setting.bare and entry.action == "agree" and setting.owner is not None):
                return None
        elif setting.owner is None or topic is None:
            return None
    event = _start(sentence, trigger, entry, setting, "noun")
    event.objects = [_phrase(sentence, trigger)]
    event.target = None
    if topic is not None and entry.action in ("agree", "request", "reject"):
        inner = sentence.counted(topic)
        event.objects = [inner] if inner.number is not None else event.objects
    if len(setting.between) > 1:
        event.actors, event.recipients = setting.between[:1], setting.between[1:]
    elif setting.between and entry.action == "agree":
        event.recipients = setting.between[:1]
    if entry.action in ("request", "threaten", "reject") and topic is not None:
        event.content = (trigger.end, chunks[event.hi - 1].end)
    elif entry.action == "agree" and topic is not None:
        event.content = (trigger.end, chunks[topic].end)
        if topic + 2 < len(chunks) and chunks[topic + 1].lower == "of":
            event.content = (trigger.end, chunks[topic + 2].end)
    return event


_FRAMES: dict[str, Callable[[Sentence, Trigger, Entry, Setting], Event | None]] = {
    "event": _event,
    "munitions": _munitions,
    "of": _of,
    "toll": _toll,
    "party": _party,
    "content": _content,
}
