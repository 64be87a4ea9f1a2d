"""What a spelling is by itself for the tagger: its tag, and the verb that it may be a form of.

Belongs here: looking words up in ``word_tags.tsv`` and in the verbs and nouns of the other lexicons, with the regular
endings for words that no lexicon has. Does not: what stands beside a word (`tagger`).
"""

from collections import defaultdict
from functools import cache, lru_cache

from newsledger.extract.inflection import plural, verb_forms
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.values import value

# Forms: B base or plural present, Z third person, D past, N past participle, G gerund.
_FORM_LETTERS = "BZDNG"


_CARDINAL = frozenset({"unit", "ten", "hundred", "scale", "dozen", "dozens"})


@value(frozen=True, slots=True)
class _Verbs:
    forms: dict[str, tuple[str, str]]  # form -> (lemma, letters)
    nouns: frozenset[str]  # verb-like words that are nouns too


@cache
def _function_words() -> dict[str, str]:
    return {row["word"]: row["tag"] for row in read_lexicon("word_tags")}


@cache
def _verbs() -> _Verbs:
    forms: dict[str, tuple[str, str]] = {}
    nouns: set[str] = set()
    entries = [(row["verb"], row["forms"]) for row in read_lexicon("plain_verbs")]
    entries += [(row["verb"].split()[0], row["forms"]) for row in read_lexicon("light_verbs")]
    entries += [(row["lemma"].split()[0], "") for row in read_lexicon("speech") if row["class"] == "verb"]
    for row in read_lexicon("triggers"):
        if row["pos"] == "v":
            entries.append((row["trigger"].split()[0], row["forms"]))
        elif row["pos"] == "n":
            nouns |= {row["trigger"], row["forms"] or plural(row["trigger"])}
    for row in read_lexicon("plain_verbs"):
        if row["also"]:
            nouns |= {row["verb"], plural(row["verb"])}
    nouns |= {row["noun"] for row in read_lexicon("objects")}
    nouns |= {row["plural"] or plural(row["noun"]) for row in read_lexicon("objects")}
    closed = _function_words()
    irregular = {lemma: given for lemma, given in entries if given}
    for lemma, given in entries:
        for letter, form in zip(_FORM_LETTERS, verb_forms(lemma, given or irregular.get(lemma, "")), strict=True):
            if form in closed:
                continue
            known = forms.get(form)
            if known is None or known[0] == lemma:
                letters = known[1] if known else ""
                forms[form] = (lemma, letters if letter in letters else letters + letter)
    return _Verbs(forms, frozenset(nouns))


def is_function_word(word: str) -> bool:
    """Whether the lower-cased word is of a closed class: a preposition, particle, pronoun or auxiliary."""
    return word in _function_words()


def words_tagged(*tags: str) -> frozenset[str]:
    """Return the words of closed classes that have one of `tags`."""
    return frozenset(word for word, tag in _function_words().items() if tag in tags)


@cache
def closed_words() -> frozenset[str]:
    """Return the words of the closed classes, numbers among them."""
    numbers = {row["word"] for row in read_lexicon("number_words") if row["kind"] in _CARDINAL}
    return frozenset(_function_words().keys() | numbers)


def may_be_noun(word: str) -> bool:
    """Whether a lower-cased word that looks like a verb is a noun too."""
    return word in _verbs().nouns


@cache
def forms_of(verb: str) -> tuple[str, ...]:
    """Return every word that the tagger reads as a form of `verb`."""
    return tuple(_forms_by_lemma().get(verb, ()))


@cache
def _forms_by_lemma() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for form, (lemma, _) in _verbs().forms.items():
        found[lemma].append(form)
    return found


@lru_cache(maxsize=1 << 15)
def read_spelling(text: str, first: bool, headline: bool) -> tuple[str, str, str, str]:
    """Return the word in lower case, its tag, the verb it may be and the letters of its forms, by its spelling."""
    lower, capitalised = text.lower(), text[0].isupper()
    if not text[0].isalpha() and lower[0] != "'":
        if lower.startswith("--"):
            return "–", "–", "", ""
        return lower, "N" if lower[0].isdigit() else lower[0], "", ""
    closed = _function_words().get(lower)
    if closed and not (text.isupper() and len(lower) > 1 and not headline and lower in {"us", "it", "who", "is"}):
        return lower, closed, "", ""
    lemma, forms = _verbs().forms.get(lower, ("", ""))
    noun = lower in _verbs().nouns
    if "-" in lower and not capitalised and any(c.isupper() for c in text):
        return lower, "P", lemma, ""  # al-Sharabi
    if capitalised and not headline and not (first and (forms or noun)):
        return lower, "P", lemma, ""
    if lower.endswith("ly") and len(lower) > 4 and not forms and lower not in {"family", "ally", "supply"}:
        return lower, "RB", lemma, forms
    if not forms and not noun and "-" not in lower:
        if lower.endswith("ing") and len(lower) > 5:
            return lower, "N", lower, "G"
        if lower.endswith("ed") and len(lower) > 4:
            return lower, "N", lower, "DN"
    return lower, "N", lemma, forms
