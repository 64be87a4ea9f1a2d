"""Verb groups: which words of a sentence are verbs, finite or not, active or passive, negated.

Belongs here: reading a verb with its auxiliaries, and telling "killed" the past tense from "killed" the
participle by its neighbours; there is no tagger. Does not: whose verb it is (`clauses`) or what it means.
"""

from dataclasses import dataclass, replace

from newsledger.extract.tokens import Token
from newsledger.extract.wordclasses import (
    auxiliaries,
    begins_noun_phrase,
    closed_words,
    is_adverb,
    is_listed_verb,
    is_number_word,
    is_time_word,
    speech_verbs,
    subordinators,
    surely_begins_noun_phrase,
    verb_form,
    word_class,
)

_PARTICLES = frozenset({"down", "up", "out", "off", "back", "away"})
# "A man named Weiss": what follows is a complement, not an object.
_PLURALS = frozenset({"people", "police", "women", "men", "children"})
_BEFORE_NUMBER = frozenset({"about", "around", "over", "between", "under", "above"})
_NAMING = frozenset({"named", "called", "dubbed", "nicknamed", "given", "known", "said", "considered"})
_BEFORE_OBJECT = frozenset({"the", "a", "an", "this", "it", "them", "for", "on", "off", "his", "her", "its", "their"})
_CLITIC_BE = frozenset({"'s", "'re", "'m"})
_CLITICS = {"'ve": "have", "'ll": "will", "'d": "would"}


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries; `first` and `head` are indexes into the sentence's tokens.

    `auxiliary` is its first auxiliary in lower case ("had", "will", "to"), None without one.
    """

    first: int
    head: int
    finite: bool
    passive: bool
    negated: bool
    auxiliary: str | None

    @property
    def modal(self) -> str | None:
        """The modal it begins with: "could", "will"; None otherwise."""
        return self.auxiliary if self.auxiliary in word_class("modal") else None


def verb_group(tokens: list[Token], head: int) -> VerbGroup:
    """Return the group of the verb at `head`, taken to be one, with the auxiliaries before it.

    "Were killed and injured" lends its auxiliaries to "injured". Without an auxiliary the voice is guessed from
    what follows: an object makes it active, "by" or nothing a participle.
    """
    group = _with_auxiliaries(tokens, head)
    if group is not None:
        return group
    shared = _shared_auxiliaries(tokens, head)
    if shared is not None:
        return shared
    finite = _finite_alone(tokens, head)
    form = verb_form(tokens[head].lower)
    passive = not finite and form is not None and "participle" in form.forms
    return VerbGroup(head, head, finite, passive, False, None)


def verb_groups(tokens: list[Token], *, fragment: bool = False) -> list[VerbGroup]:
    """Return the verb groups of a sentence in order.

    In a line without a finite verb ("Dozens killed in strike") the first participle after a noun is taken as the
    predicate, passive; not so in a `fragment` of a sentence.
    """
    groups: list[VerbGroup] = []
    titled = all(t.is_capitalised for t in tokens if t.is_word and t.lower not in closed_words())
    for i, token in enumerate(tokens):
        word = token.lower
        if word not in auxiliaries() and word not in _CLITICS and word not in _CLITIC_BE and verb_form(word) is None:
            continue
        named = token.is_capitalised and i > 0 and not titled and tokens[i - 1].text not in {'"', ":", "•"}
        if named or not _may_be_verb(tokens, i):
            continue
        group = verb_group(tokens, i)
        if groups and group.first <= groups[-1].head and group.head != groups[-1].head:
            groups.pop()  # the auxiliary on its own, now part of the group of its verb
        groups.append(group)
    if not fragment and not any(group.finite for group in groups):
        for n, group in enumerate(groups):
            if group.passive and group.head > 0 and is_nominal(tokens[group.head - 1]):
                groups[n] = replace(group, finite=True)
                break
    return groups


def _may_be_verb(tokens: list[Token], i: int) -> bool:
    word = tokens[i].lower
    if word in {"to", "been", "being", "having"}:
        return False
    if _auxiliary(tokens, i) is not None:
        return True
    form = verb_form(word)
    if form is None:
        return False
    if _with_auxiliaries(tokens, i) is not None or _shared_auxiliaries(tokens, i) is not None:
        return True
    if "ing" in form.forms:
        return not (i > 0 and tokens[i - 1].lower in word_class("determiner") | {"of", "'s"})
    if form.forms & {"past", "participle"}:
        return not _is_attributive(tokens, i)
    return _finite_alone(tokens, i)


def _auxiliary(tokens: list[Token], i: int) -> str | None:
    """Return the class of the auxiliary at `i`: be, have, do, modal, to; None for any other word."""
    word = tokens[i].lower
    if word in _CLITIC_BE:
        return "be" if _clitic_is_verb(tokens, i) else None
    if word in _CLITICS:
        return "have" if word == "'ve" else "modal"
    name = auxiliaries().get(word)
    # "On 16 May", "Will Weiss": a modal is not written with a capital inside a sentence.
    return None if name == "modal" and i > 0 and tokens[i].is_capitalised else name


def _clitic_is_verb(tokens: list[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].lower in word_class("pronoun") | {"that", "what", "who"}


def _with_auxiliaries(tokens: list[Token], head: int) -> VerbGroup | None:
    """Return the group of `head` if an auxiliary that fits its form stands before it."""
    forms = verb_form(tokens[head].lower)
    own = _auxiliary(tokens, head)
    first, negated, nearest = head, tokens[head].lower.endswith("n't"), None
    j = head - 1
    while j >= 0:
        kind = _auxiliary(tokens, j)
        word = tokens[j].lower
        if kind is not None:
            nearest = nearest or kind
            first = j
            negated = negated or word.endswith("n't") or word == "cannot"
            if kind in {"to", "modal"} and word != "'d":
                break
        elif word in {"not", "never", "n't", "hardly", "barely"}:
            negated = True
        elif word == "," and nearest is None:
            j = _before_parenthesis(tokens, j)
            continue
        elif not (is_adverb(tokens[j]) or is_time_word(tokens[j]) or (word == "on" and is_time_word(tokens[j + 1]))):
            break
        j -= 1
    if own is not None and nearest is None:
        negated = negated or (head + 1 < len(tokens) and tokens[head + 1].lower in {"not", "never", "no"})
        return VerbGroup(head, head, tokens[head].lower != "be", False, negated, None)
    if nearest is None or (own is None and (forms is None or not _fits(nearest, forms.forms))):
        return None
    opening = tokens[first].lower
    finite = opening not in {"to", "be", "been", "being", "having"}
    passive = own is None and nearest == "be" and forms is not None and "participle" in forms.forms
    if first > 0 and not negated and opening == "to" and tokens[first - 1].lower in {"not", "never"}:
        negated = True
    return VerbGroup(first, head, finite, passive, negated, _CLITICS.get(opening, opening))


def _before_parenthesis(tokens: list[Token], comma: int) -> int:
    """Return the index before the parenthesis that `comma` ends in "had not, as of May, announced"; -1 for none."""
    for j in range(comma - 1, max(0, comma - 8), -1):
        if tokens[j].text == ",":
            held = _auxiliary(tokens, j - 1) or tokens[j - 1].lower in {"not", "never"}
            return j - 1 if held else -1
    return -1


def _fits(auxiliary: str, forms: frozenset[str]) -> bool:
    wanted = {"be": {"participle", "ing"}, "have": {"participle"}}.get(auxiliary, {"base"})
    return bool(wanted & forms)


def _shared_auxiliaries(tokens: list[Token], head: int) -> VerbGroup | None:
    """Return the group of the second of two verbs that share auxiliaries: "were jammed or shot down"."""
    form = verb_form(tokens[head].lower)
    if form is None or head < 2 or tokens[head - 1].lower not in {"and", "or", ","}:
        return None
    before = head - 2
    if tokens[before].text == "," or tokens[before].lower in _PARTICLES:
        before -= 1
    earlier = verb_form(tokens[before].lower) if before >= 0 else None
    if earlier is None or not earlier.forms & form.forms:
        return None
    group = _with_auxiliaries(tokens, before) or _shared_auxiliaries(tokens, before)
    if group is None or group.auxiliary is None or (not group.passive and begins_after(tokens, head)):
        return None
    return replace(group, first=head, head=head)


def _is_past(tokens: list[Token], i: int) -> bool:
    form = verb_form(tokens[i].lower) if i < len(tokens) else None
    return form is not None and "past" in form.forms


def _says(token: Token) -> bool:
    speech = speech_verbs().get(token.lower)
    return (
        speech is not None
        and " " not in speech.lemma
        and speech.content in {"clause", "both", "addressee", "act", "quote", "witness"}
    )


def begins_after(tokens: list[Token], i: int) -> bool:
    """Whether an object may follow the verb at `i` and its particle."""
    after = tokens[i + 1 : i + 5]
    if len(after) > 1 and after[0].lower in _PARTICLES and after[1].lower != "to":
        after = after[1:]
    if len(after) > 1 and (after[0].lower, after[1].lower) in {("at", "least"), ("at", "most"), ("up", "to")}:
        return True
    if len(after) > 1 and (after[0].lower in _BEFORE_NUMBER or is_adverb(after[0])):
        return after[1].lower in {"a", "half"} or _is_figure(after[1])
    return bool(after) and begins_noun_phrase(after[0])


def is_nominal(token: Token) -> bool:
    """Whether a noun phrase may end with this word."""
    if token.text in {'"', ")", "'", "%"} or token.text[0].isdigit():
        return True
    word = token.lower
    nominal = word_class("pronoun") | word_class("determiner") | word_class("number")
    return token.is_word and (word not in closed_words() or word in nominal)


def _is_attributive(tokens: list[Token], i: int) -> bool:
    """Whether a past form stands before a noun or for one: "the injured soldiers", "of wounded people"."""
    if i == 0:
        return False
    before = tokens[i - 1].lower
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before in {
        "who",
        "which",
        "that",
        "those",
        "others",
        "some",
        "all",
        "none",
        "both",
        "one",
        "as",
        "than",
        "when",
    }:
        return False
    if before in word_class("pronoun") and before not in word_class("determiner"):
        return False
    if before in word_class("determiner"):
        return before in {"the", "a", "an", "his", "her", "its", "their", "our", "my", "no"} or _is_plain_noun(after)
    if i > 1 and before.endswith("ing") and verb_form(before) is not None and _is_plain_noun(after):
        return tokens[i - 2].lower in word_class("preposition") | {","}  # "by freeing captured soldiers"
    common = _is_plain_noun(after) and after is not None and not after.is_capitalised
    if not is_listed_verb(tokens[i].lower) and common and before not in word_class("pronoun"):
        return True  # "its armoured vehicles"
    if before in word_class("preposition") or before == "'s" or _is_figure(tokens[i - 1]):
        return _is_plain_noun(after) and before not in {"after", "if", "when"}
    return False


def _is_figure(token: Token) -> bool:
    return token.text[0].isdigit() or is_number_word(token)


def _is_plain_noun(token: Token | None) -> bool:
    return token is not None and token.is_word and token.lower not in closed_words() and not is_adverb(token)


def _finite_alone(tokens: list[Token], i: int) -> bool:
    """Whether the verb form at `i`, without auxiliaries, is a finite verb."""
    form = verb_form(tokens[i].lower)
    if form is None or _is_attributive(tokens, i):
        return False
    j = i - 1
    while j > 0 and is_adverb(tokens[j]):
        j -= 1
    before = tokens[j] if j >= 0 else None
    forms = form.forms
    subject = before.lower if before is not None else ""
    pronoun = subject in {"who", "which", "that", "it", "he", "she", "they", "we", "i", "you"}
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if "past" in forms:
        if j > 0 and is_nominal(tokens[j]) and tokens[j - 1].lower in {"which", "whom", *subordinators()}:
            return True  # "as troops fired", "an idea that Weiss called"
        if any(token.lower in {"what", "whom"} for token in tokens[max(0, i - 4) : max(0, i - 1)]):
            return True  # "what the army described"
        naming = tokens[i].lower in _NAMING and (after is None or after.lower not in _BEFORE_OBJECT)
        if subject in word_class("preposition") or (naming and tokens[i].lower not in speech_verbs()):
            return pronoun
        if "participle" not in forms or pronoun:
            return True
        if after is not None and after.lower == "by":
            return False
        fired_back = after is not None and after.lower == "back"
        shares_object = (
            after is not None
            and after.lower in {"and", "or"}
            and _is_past(tokens, i + 2)
            and begins_after(tokens, i + 2)
        )
        return begins_after(tokens, i) or fired_back or shares_object or not form.transitive or _says(tokens[i])
    if "third" in forms:
        if before is None or (subject in word_class("determiner") | word_class("preposition") and not pronoun):
            return False
        return (
            not form.noun
            or pronoun
            or (before.is_capitalised and after is not None and surely_begins_noun_phrase(after))
        )
    if "base" in forms and before is not None:
        if tokens[i].lower == "say":
            return subject not in {"to", *word_class("determiner")}
        if subject in {"they", "we", "i", "you", "who", "which"}:
            return not form.noun or subject == "they" or after is None or not _is_plain_noun(after)
        several = subject in _PLURALS or (subject.endswith("s") and not before.text.isupper())
        several = several or any(token.lower == "and" for token in tokens[max(0, j - 3) : max(0, j)])
        takes_object = after is not None and surely_begins_noun_phrase(after)
        return (not form.noun or takes_object) and several and is_nominal(before)
    return False
