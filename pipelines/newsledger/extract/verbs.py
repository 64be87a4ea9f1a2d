"""Verb groups: which words of a sentence are verbs, finite or not, active or passive, negated.

Belongs here: reading a verb with its auxiliaries, and telling "killed" the past tense from "killed" the
participle by its neighbours; there is no tagger. Does not: whose verb it is (`clauses`) or what it means.
"""

from dataclasses import replace

from newsledger.extract.tokens import Token
from newsledger.extract.values import value
from newsledger.extract.wordclasses import WordForm, is_listed_verb, word_class

_PARTICLES = frozenset({"down", "up", "out", "off", "back", "away"})
# "A man named Weiss": what follows is a complement, not an object.
_PLURALS = frozenset({"people", "police", "women", "men", "children"})
_BEFORE_NUMBER = frozenset({"about", "around", "over", "between", "under", "above"})
_NAMING = frozenset({"named", "called", "dubbed", "nicknamed", "given", "known", "said", "considered"})
_BEFORE_OBJECT = frozenset({"the", "a", "an", "this", "it", "them", "for", "on", "off", "his", "her", "its", "their"})
_CLITIC_BE = frozenset({"'s", "'re", "'m"})
_CLITICS = {"'ve": "have", "'ll": "will", "'d": "would"}
_CONTRACTED = _CLITIC_BE | _CLITICS.keys()
_NEVER_ALONE = frozenset({"to", "been", "being", "having"})
_NEGATORS = frozenset({"not", "never", "n't", "hardly", "barely"})
_WITHOUT_SUBJECT = frozenset({"to", "be", "been", "being", "having"})
_FITS = {"be": frozenset({"participle", "ing"}), "have": frozenset({"participle"})}
_BASE = frozenset({"base"})
_BEFORE_NAME = frozenset({'"', ":", "•"})
_SAYING = frozenset({"clause", "both", "addressee", "act", "quote", "witness"})
_SUBJECT_PRONOUNS = frozenset({"who", "which", "that", "it", "he", "she", "they", "we", "i", "you"})
_PLURAL_PRONOUNS = frozenset({"they", "we", "i", "you", "who", "which"})
_ANTECEDENTS = frozenset(
    {"who", "which", "that", "those", "others", "some", "all", "none", "both", "one", "as", "than", "when"}
)
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my", "no"})


@value(frozen=True, slots=True)
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
    group = _with_auxiliaries(tokens, head) or _shared_auxiliaries(tokens, head)
    return group if group is not None else _alone(tokens, head, finite=_finite_alone(tokens, head))


def verb_groups(tokens: list[Token], *, fragment: bool = False) -> list[VerbGroup]:
    """Return the verb groups of a sentence in order.

    In a line without a finite verb ("Dozens killed in strike") the first participle after a noun is taken as the
    predicate, passive; not so in a `fragment` of a sentence.
    """
    groups: list[VerbGroup] = []
    titled: bool | None = None
    for i, token in enumerate(tokens):
        form = token.form
        if form.verb is None and form.auxiliary is None and token.lower not in _CONTRACTED:
            continue
        if form.is_capitalised and i > 0 and tokens[i - 1].text not in _BEFORE_NAME:
            if titled is None:
                titled = _is_titled(tokens)
            if not titled:
                continue  # a name
        group = _group_at(tokens, i)
        if group is None:
            continue
        if groups and group.first <= groups[-1].head and group.head != groups[-1].head:
            groups.pop()  # the auxiliary on its own, now part of the group of its verb
        groups.append(group)
    if not fragment and not any(group.finite for group in groups):
        for n, group in enumerate(groups):
            if group.passive and group.head > 0 and tokens[group.head - 1].form.is_nominal:
                groups[n] = replace(group, finite=True)
                break
    return groups


def _is_titled(tokens: list[Token]) -> bool:
    """Whether the words are written with capitals as in a headline."""
    return all(t.form.is_capitalised for t in tokens if t.form.is_word and not t.form.is_closed)


def _group_at(tokens: list[Token], i: int) -> VerbGroup | None:
    """Return the group of the word at `i` if it is a verb there."""
    if tokens[i].lower in _NEVER_ALONE:
        return None
    form = tokens[i].form.verb
    if form is None and _auxiliary(tokens, i) is None:
        return None
    group = _with_auxiliaries(tokens, i) or _shared_auxiliaries(tokens, i)
    if group is not None or form is None:
        return group
    if "ing" in form.forms:
        if i > 0 and (tokens[i - 1].form.is_determiner or tokens[i - 1].lower in {"of", "'s"}):
            return None
        return _alone(tokens, i, finite=_finite_alone(tokens, i))
    finite = _finite_alone(tokens, i)
    if not finite and (form.forms.isdisjoint({"past", "participle"}) or _is_attributive(tokens, i)):
        return None
    return _alone(tokens, i, finite=finite)


def _alone(tokens: list[Token], head: int, *, finite: bool) -> VerbGroup:
    form = tokens[head].form.verb
    return VerbGroup(head, head, finite, not finite and form is not None and "participle" in form.forms, False, None)


def _auxiliary(tokens: list[Token], i: int) -> str | None:
    """Return the class of the auxiliary at `i`: be, have, do, modal, to; None for any other word."""
    form = tokens[i].form
    if form.auxiliary is not None:
        # "On 16 May", "Will Weiss": a modal is not written with a capital inside a sentence.
        return None if form.auxiliary == "modal" and i > 0 and form.is_capitalised else form.auxiliary
    word = form.lower
    if word in _CLITIC_BE:
        return "be" if _clitic_is_verb(tokens, i) else None
    if word in _CLITICS:
        return "have" if word == "'ve" else "modal"
    return None


def _clitic_is_verb(tokens: list[Token], i: int) -> bool:
    return i > 0 and (tokens[i - 1].form.is_pronoun or tokens[i - 1].lower in {"that", "what", "who"})


def _with_auxiliaries(tokens: list[Token], head: int) -> VerbGroup | None:
    """Return the group of `head` if an auxiliary that fits its form stands before it."""
    verb = tokens[head].form.verb
    own = _auxiliary(tokens, head)
    first, negated, nearest = head, tokens[head].lower.endswith("n't"), None
    j = head - 1
    while j >= 0:
        token = tokens[j]
        kind, word = _auxiliary(tokens, j), token.lower
        if kind is not None:
            nearest = nearest or kind
            first = j
            negated = negated or word.endswith("n't") or word == "cannot"
            if kind in {"to", "modal"} and word != "'d":
                break
        elif word in _NEGATORS:
            negated = True
        elif word == "," and nearest is None:
            j = _before_parenthesis(tokens, j)
            continue
        elif not (token.form.is_adverb or token.form.is_when or (word == "on" and tokens[j + 1].form.is_when)):
            break
        j -= 1
    if own is not None and nearest is None:
        negated = negated or (head + 1 < len(tokens) and tokens[head + 1].lower in {"not", "never", "no"})
        return VerbGroup(head, head, tokens[head].lower != "be", False, negated, None)
    if nearest is None or (own is None and (verb is None or _FITS.get(nearest, _BASE).isdisjoint(verb.forms))):
        return None
    opening = tokens[first].lower
    passive = own is None and nearest == "be" and verb is not None and "participle" in verb.forms
    if first > 0 and not negated and opening == "to" and tokens[first - 1].lower in {"not", "never"}:
        negated = True
    return VerbGroup(first, head, opening not in _WITHOUT_SUBJECT, passive, negated, _CLITICS.get(opening, opening))


def _before_parenthesis(tokens: list[Token], comma: int) -> int:
    """Return the index before the parenthesis that `comma` ends in "had not, as of May, announced"; -1 for none."""
    for j in range(comma - 1, max(0, comma - 8), -1):
        if tokens[j].text == ",":
            held = _auxiliary(tokens, j - 1) or tokens[j - 1].lower in {"not", "never"}
            return j - 1 if held else -1
    return -1


def _shared_auxiliaries(tokens: list[Token], head: int) -> VerbGroup | None:
    """Return the group of the second of two verbs that share auxiliaries: "were jammed or shot down"."""
    form = tokens[head].form.verb
    if head < 2 or form is None or tokens[head - 1].lower not in {"and", "or", ","}:
        return None
    if tokens[head - 1].text == "," and (head + 1 >= len(tokens) or tokens[head + 1].lower not in {"and", "or", ","}):
        return None  # a list goes on; ", whose name was withheld, told Reuters" does not
    before = head - 2
    if tokens[before].text == "," or tokens[before].lower in _PARTICLES:
        before -= 1
    earlier = tokens[before].form.verb if before >= 0 else None
    if earlier is None or earlier.forms.isdisjoint(form.forms):
        return None
    group = _with_auxiliaries(tokens, before) or _shared_auxiliaries(tokens, before)
    if group is None or group.auxiliary is None or (not group.passive and begins_after(tokens, head)):
        return None
    return replace(group, first=head, head=head)


def _is_past(tokens: list[Token], i: int) -> bool:
    form = tokens[i].form.verb if i < len(tokens) else None
    return form is not None and "past" in form.forms


def _says(form: WordForm) -> bool:
    return form.speech is not None and " " not in form.speech.lemma and form.speech.content in _SAYING


def begins_after(tokens: list[Token], i: int) -> bool:
    """Whether an object may follow the verb at `i` and its particle."""
    after = tokens[i + 1 : i + 5]
    if len(after) > 1 and after[0].lower in _PARTICLES and after[1].lower != "to":
        after = after[1:]
    if len(after) > 1 and (after[0].lower, after[1].lower) in {("at", "least"), ("at", "most"), ("up", "to")}:
        return True
    if len(after) > 1 and (after[0].lower in _BEFORE_NUMBER or after[0].form.is_adverb):
        return after[1].lower in {"a", "half"} or after[1].form.is_figure
    return bool(after) and after[0].form.opens_phrase


def _is_attributive(tokens: list[Token], i: int) -> bool:
    """Whether a past form stands before a noun or for one: "the injured soldiers", "of wounded people"."""
    if i == 0:
        return False
    form = tokens[i - 1].form
    before = form.lower
    after = tokens[i + 1].form if i + 1 < len(tokens) else None
    if before in _ANTECEDENTS or (form.is_pronoun and not form.is_determiner):
        return False
    plain = after is not None and after.is_plain
    if form.is_determiner:
        return before in _ARTICLES or plain
    if i > 1 and before.endswith("ing") and form.verb is not None and plain:
        return tokens[i - 2].form.is_preposition or tokens[i - 2].lower == ","  # "by freeing captured soldiers"
    common = after is not None and plain and not after.is_capitalised
    if common and not is_listed_verb(tokens[i].lower) and not form.is_pronoun:
        return True  # "its armoured vehicles"
    if form.is_preposition or before == "'s" or form.is_figure:
        return plain and before not in {"after", "if", "when"}
    return False


def _finite_alone(tokens: list[Token], i: int) -> bool:
    """Whether the verb form at `i`, without auxiliaries, is a finite verb."""
    form = tokens[i].form.verb
    if form is None or _is_attributive(tokens, i):
        return False
    j = i - 1
    while j > 0 and tokens[j].form.is_adverb:
        j -= 1
    before = tokens[j].form if j >= 0 else None
    after = tokens[i + 1].form if i + 1 < len(tokens) else None
    if "past" in form.forms:
        return _is_past_tense(tokens, i, j)
    if "third" in form.forms:
        pronoun = before is not None and before.lower in _SUBJECT_PRONOUNS
        if before is None or ((before.is_determiner or before.is_preposition) and not pronoun):
            return False
        if form.noun and (before.lower == "that" or not pronoun):
            # "said that rebels fired": as much a noun as a verb
            named = pronoun or before.is_capitalised
            return named and after is not None and after.surely_opens_phrase
        return True
    if "base" in form.forms and before is not None:
        subject = before.lower
        if tokens[i].lower == "say":
            return subject != "to" and not before.is_determiner
        if subject in _PLURAL_PRONOUNS:
            return not form.noun or subject == "they" or after is None or not after.is_plain
        several = subject in _PLURALS or (subject.endswith("s") and not before.text.isupper())
        several = several or any(token.lower == "and" for token in tokens[max(0, j - 3) : max(0, j)])
        takes_object = after is not None and after.surely_opens_phrase
        return (not form.noun or takes_object) and several and before.is_nominal
    return False


def _is_past_tense(tokens: list[Token], i: int, j: int) -> bool:
    """Whether the past form at `i`, after a word at `j` that may be its subject, is no participle."""
    verb, form = tokens[i].form, tokens[i].form.verb
    before = tokens[j].form if j >= 0 else None
    after = tokens[i + 1].form if i + 1 < len(tokens) else None
    if j > 0 and before is not None and before.is_nominal:
        linking = tokens[j - 1].form
        if linking.subordinator is not None or linking.lower in {"which", "whom"}:
            return True  # "as troops fired", "an idea that Weiss called"
    if any(token.lower in {"what", "whom"} for token in tokens[max(0, i - 4) : max(0, i - 1)]):
        return True  # "what the army described"
    pronoun = before is not None and before.lower in _SUBJECT_PRONOUNS
    naming = verb.lower in _NAMING and (after is None or after.lower not in _BEFORE_OBJECT)
    if (before is not None and before.is_preposition) or (naming and verb.speech is None):
        return pronoun
    if pronoun or form is None or "participle" not in form.forms:
        return True
    if after is None:
        return not form.transitive or _says(verb)
    if after.lower == "by":
        return False
    shares_object = after.lower in {"and", "or"} and _is_past(tokens, i + 2) and begins_after(tokens, i + 2)
    return after.lower == "back" or shares_object or begins_after(tokens, i) or not form.transitive or _says(verb)
