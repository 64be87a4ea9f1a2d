"""Frames of nouns of force, protest and change: strikes on a town, rocket fire, the killing of 26 people, a retreat.

Belongs here: when such a noun makes a claim of its own and what its phrases say. Does not: tolls (`noun_tolls`), talks
and speech acts (`noun_acts`). A bare mention ("the attack") makes none: it must bring a number, a target, a party, or
be said to have happened.
"""

from newsledger.extract.chunks import coordinated, prepositional
from newsledger.extract.clause_subjects import subject
from newsledger.extract.events import Event, Sentence, is_plural
from newsledger.extract.noun_settings import (
    Setting,
    is_counted,
    named_before,
    phrase_object,
    stands_alone,
    start_noun_event,
)
from newsledger.extract.objects import PEOPLE, Counted, find_noun
from newsledger.extract.triggers import Entry, Trigger, find_triggers
from newsledger.extract.wants import fits, noun_group
from newsledger.extract.wholes import with_parts

_PERIODS = frozenset({"war", "civil_war", "conflict", "violence", "unrest", "combat"})
# Nouns that are acts of force only where somebody's, somewhere or against somebody.
_BROAD = frozenset({"operation", "blow", "operations"})
_ANCHORS = frozenset({"since", "until", "till", "before"})
_THINGS = frozenset({"building", "infrastructure", "vehicle", "ship", "aircraft", "weapon", "other"})


def read_event(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Nouns of attacks, clashes and protests."""
    if not _makes_claim(sentence, trigger, entry, setting):
        return None
    event = start_noun_event(sentence, trigger, entry, setting, "noun")
    thing = phrase_object(sentence, trigger)
    targets = [] if setting.target is None else coordinated(sentence.chunks, setting.target)
    things = [sentence.counted(i) for i in targets]
    if (
        entry.action == "attack"
        and not is_counted(setting)
        and things
        and any(t.object_class not in (None, "territory") for t in things)
    ):
        event.objects = [t for t in things if t.object_class not in (None, "territory")]
    else:
        number = setting.number
        if entry.action == "protest" and not is_plural(number):
            number = None
        event.objects = [Counted(thing.start, thing.end, thing.text, None, None, number, headless=False)]
    if entry.name == "strike" and any(_works(sentence, i) for i in event.actors):
        event.action, event.rule = "protest", event.rule.replace(event.action, "protest", 1)
    if entry.action == "clash":
        if setting.between:
            event.actors, event.recipients = setting.between[:1], setting.between[1:] or event.recipients
        event.target = None
    return event


def _makes_claim(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> bool:
    """Whether an event noun is more than a mention, a date or the instrument of something else."""
    told = setting.carrier is not None or setting.target is not None
    if entry.name in _PERIODS and _only_dates(sentence, trigger, setting):
        return False
    if entry.action == "clash" and not (told or setting.between or setting.agent):
        # "The Raqqa battle" is one; "the Libyan civil war" only dates or names.
        return setting.owner is not None and entry.name not in _PERIODS
    if _wreaks_harm(sentence, trigger) and not setting.bare and setting.number is not None:
        return True  # "a mass stabbing killed three people"
    if _is_anchor(sentence, trigger) and setting.carrier is None and not is_counted(setting):
        return False
    if entry.name in _BROAD and setting.target is None and setting.place is None and not setting.owned:
        return False  # "rescue operations", "the operation continues"
    set_here = sentence.headline and setting.place is not None  # "Three killed in ambush in South Sudan"
    says_which = entry.action == "protest" and _says_which(sentence, trigger, setting)
    own = told or len(setting.between) > 1 or is_counted(setting) or setting.owner is not None or setting.before_dated
    alone = stands_alone(setting) or says_which
    return alone and (own or set_here or says_which or not _is_instrument(sentence, trigger))


def _works(sentence: Sentence, at: int) -> bool:
    """Whether those at `at` strike by laying down work: "the strike by nurses", "the union suspended its strike"."""
    return sentence.chunks[at].head_word.last in noun_group("worker")


_ISSUE = frozenset({"over", "against", "at"})


def _says_which(sentence: Sentence, trigger: Trigger, setting: Setting) -> bool:
    """Whether a protest's issue follows it ("protests over prices") or opens a headline ("Fuel protests leave …")."""
    after = trigger.chunk + 1
    if after < len(sentence.chunks) and sentence.chunks[after].lower in _ISSUE:
        return True
    return sentence.headline and trigger.chunk == 0 and not setting.bare


def _only_dates(sentence: Sentence, trigger: Trigger, setting: Setting) -> bool:
    """Whether a war is only named or its beginning told: "the Gulf War", "since the conflict began"."""
    named = sentence.chunks[trigger.chunk].words[trigger.head].text[0].isupper() and trigger.chunk > 0
    began = setting.verb is not None and setting.is_subject and sentence.chunks[setting.verb].head_word.lemma in _BEGIN
    return (named and not sentence.headline) or began


_BEGIN = frozenset({"begin", "start"})


def _wreaks_harm(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the noun is the subject of a verb that says whom or what it harmed."""
    after = find_triggers(sentence.chunks[trigger.chunk + 1 : trigger.chunk + 8])
    harm = next((t for t in after if not t.nominal), None)
    if harm is None or harm.action not in ("kill", "injure", "damage", "intercept"):
        return False
    return subject(sentence.chunks, trigger.chunk + 1 + harm.chunk) == trigger.chunk


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


def read_munitions(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Nouns of fire whose object is the munition: rocket fire, drone launches."""
    heads = sentence.headline and trigger.chunk <= 2  # "Shots and tear gas as thousands march"
    if not (stands_alone(setting) or setting.is_subject or setting.of or heads):
        return None
    things = [sentence.counted(i) for i in setting.of if sentence.counted(i).weapon]
    event = start_noun_event(sentence, trigger, entry, setting, "noun")
    if not things:
        chunk = sentence.chunks[trigger.chunk]
        words = [w.lower for w in chunk.words[chunk.first : trigger.head + 1]]
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


def read_of(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Nouns of what is done to something: the killing of 26 people, the downing of 110 drones, prisoner swaps."""
    kept = [i for i in setting.of if fits(entry, sentence.chunks[i], sentence.counted(i))]
    others = find_triggers([sentence.chunks[i] for i in kept])
    kept = kept[: others[0].chunk] if others and others[0].chunk > 0 else kept
    things = with_parts(sentence, kept)  # "the arrest of 27 officers, including two colonels"
    if not things and entry.action == "exchange":
        swapped = [i for p, i in prepositional(sentence.chunks, trigger.chunk) if p == "for"][:1]
        things = [sentence.counted(i) for i in swapped if fits(entry, sentence.chunks[i], sentence.counted(i))]
    if not things and entry.action == "capture":
        held = [i for p, i in prepositional(sentence.chunks, trigger.chunk) if p == "over"][:1]
        things = [sentence.counted(i) for i in held if fits(entry, sentence.chunks[i], sentence.counted(i))]
    if entry.wants and not things:
        return None
    if not things and entry.action == "damage":
        hit = [i for p, i in prepositional(sentence.chunks, trigger.chunk) if p in ("to", "at", "in")][:1]
        hit = [j for i in hit for j in coordinated(sentence.chunks, i)]
        things = [t for t in map(sentence.counted, hit) if t.object_class in _THINGS]
    if not things and entry.action == "displace" and sentence.counted(trigger.chunk).object_class in PEOPLE:
        if setting.number is None and setting.owner is None:
            return None  # "met refugees"
        things = [sentence.counted(trigger.chunk)]  # "two million Syrian refugees"
    if not things:
        before = named_before(sentence, trigger, entry)
        if before is not None:
            things = [before]
    if entry.name in ("fire", "blaze") and (setting.carrier is None or not things):
        return None
    placed = entry.action in ("restrict", "withdraw", "deploy") and (
        setting.place is not None or setting.owner is not None
    )
    if not things and setting.carrier is None and setting.number is None and not placed:
        return None
    if entry.action in ("kill", "detain", "release", "exchange") and not things and setting.carrier is None:
        return None
    event = start_noun_event(sentence, trigger, entry, setting, "noun_of")
    if not things:
        things = [phrase_object(sentence, trigger)]
    event.objects = things
    if entry.action == "exchange" and setting.between:
        event.actors, event.recipients = setting.between[:1], setting.between[1:]
    return event
