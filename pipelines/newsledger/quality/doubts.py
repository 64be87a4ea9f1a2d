"""Doubts about what an article says: claims that were read as they stand and yet can hardly be true as they stand.

Belongs here: the codes, what they mean, and the rules that raise them from the claims of one article and its text. Does
not: whether a row keeps its contract (``expectations/``), or who contradicts whom between articles (``sql/views``).

A doubt is for a person to look at, so a rule is kept narrow: where the words allow a sound reading it stays silent.
Each looks at one article alone, so that a claim has the same doubts whenever and beside whatever it is read.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

Row = Mapping[str, Any]

DOUBTS = {
    "number_given_twice": "The same number stands for two different things in its sentence: one of them may be a slip.",
    "more_intercepted_than_launched": "More weapons are said to be intercepted than the same speaker, in the same "
    "article, says were launched.",
    "part_exceeds_whole": "It is told as a part of something whose number is smaller.",
    "speaker_is_target": "A speaker's own side is said to have done it to itself: the sides may be swapped.",
    "casualties_out_of_line": "It is ten or more times as high as every other number of the same kind in the article.",
    "affirmed_and_negated": "The same speaker, in the same article, both affirms and denies it.",
}

# Below it, equal numbers meet by chance: "killed six and wounded six". So do those under a hundred in a long list.
_LEAST_REPEATED, _LEAST_IN_LIST, _LIST = 13, 100, 4
# Both sides of an exchange, or each of two parties, rightly have one number.
_MUTUAL = frozenset({"exchange", "release", "meet", "agree"})
_FORCE = frozenset({"attack", "launch", "kill", "injure", "damage", "capture", "detain"})
_DEEDS = _FORCE | {"intercept", "withdraw", "release", "exchange", "displace", "deploy", "sanction", "agree"}
_CASUALTIES = ("kill", "injure")
_MUNITIONS = frozenset({"drone", "missile", "aircraft", "weapon", "other"})
# Tolls are compared of one kind of people, one place and day: others rightly differ.
_KIND = ("object_class", "place_name", "date_start", "date_end")
_OUT_OF_LINE = 10.0
_ROUGH = 1.1  # "about 250" may be 275
_LONGEST_EVENT_DAYS = 7  # beyond it a toll is of a campaign, not of what happened

_NUMBER = re.compile(r"(?<![\w.,$€£-])\d[\d,]*(?:\.\d+)?(?![\w%-])(?!\s*(?:%|per ?cent\b))")
_PARTITIVE = re.compile(
    r"\b(?:including|among (?:them|whom|the dead|those)|of (?:them|whom)|comprising)\b", re.IGNORECASE
)
_OF_A_WHOLE = re.compile(
    r"\s+(?:out )?of (?:the |its |their |some |about |all )?(\d[\d,]*)\b"
    r"(?!\s*(?:%|(?:per ?cent|million|billion|thousand|hundred|dozen)\b))"
)
_EACH = re.compile(r"\b(?:each|apiece|respectively|same number|as many|both)\b", re.IGNORECASE)
_TALLY = re.compile(
    r"\b(?:wars?|conflict|years?|months?|decades?|since|so far|total(?:ling)?|overall|nationwide|worldwide|cases|"
    r"pandemic|epidemic|outbreak|virus|disease|flu|famine|uprising|insurgency)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def doubts_table() -> "pl.DataFrame":
    """Return the codes with their meanings, as rows of the vocabulary table ``doubts``."""
    from newsledger import model

    return model.DOUBTS.frame([{"doubt": code, "meaning": meaning} for code, meaning in DOUBTS.items()])


def add_doubts(claims: "pl.DataFrame", articles: "pl.DataFrame") -> "pl.DataFrame":
    """Return `claims` with the column `doubts`: the codes of each, in the order of DOUBTS, or null if it has none.

    `articles` has the revisions that the claims stand in; rows and their order stay as they are.
    """
    import polars as pl

    told = articles.filter(pl.col("revision_id").is_in(claims["revision_id"].unique().implode()))
    fields = {row["revision_id"]: row for row in told.select("revision_id", "title", "text").iter_rows(named=True)}
    numbered = claims.with_row_index("row").sort("revision_id", maintain_order=True).iter_rows(named=True)
    found: list[list[str] | None] = [None] * claims.height
    for revision, group in groupby(numbered, key=lambda row: row["revision_id"]):
        rows = list(group)
        article = fields[revision]
        for row, doubts in zip(rows, doubts_of(rows, article["text"], article["title"]), strict=True):
            found[row["row"]] = doubts or None
    return claims.with_columns(doubts=pl.Series(found, dtype=pl.List(pl.String())))


def doubts_of(claims: Sequence[Row], text: str, title: str | None = None) -> list[list[str]]:
    """Return the codes of each of `claims`, all the claims of one article with the columns that `code` gives them."""
    article = _Article(claims, text, title)
    raised: dict[int, set[str]] = defaultdict(set)
    for code, rule in _RULES.items():
        for index in rule(article):
            raised[index].add(code)
    return [[code for code in DOUBTS if code in raised[index]] for index in range(len(claims))]


class _Article:
    """The claims of one article, with where each slot stands in its text."""

    def __init__(self, claims: Sequence[Row], text: str, title: str | None) -> None:
        self.claims = claims
        self.fields = {"text": text or "", "title": title or ""}
        self.spans = [json.loads(claim["slot_spans"] or "{}") for claim in claims]
        sentences: dict[tuple[str, int], list[int]] = defaultdict(list)
        for index, claim in enumerate(claims):
            sentences[claim["evidence_field"], claim["sentence_index"]].append(index)
        self.sentences = list(sentences.values())

    def words(self, index: int) -> str:
        """Return the field that the claim stands in."""
        return self.fields[self.claims[index]["evidence_field"]]

    def told(self, *actions: str) -> Iterator[tuple[int, Row]]:
        """Yield the claims that say that something of `actions` did happen."""
        for index, claim in enumerate(self.claims):
            if claim["action"] in actions and claim["modality"] == "actual" and claim["polarity"] == "affirmed":
                yield index, claim


def _number_given_twice(article: _Article) -> Iterator[int]:
    for sentence in article.sentences:
        words = article.words(sentence[0])
        begin = min(article.claims[i]["evidence_start"] for i in sentence)
        end = max(article.claims[i]["evidence_end"] for i in sentence)
        numbers = list(_NUMBER.finditer(words, begin, end))
        least = _LEAST_REPEATED if len(numbers) < _LIST else _LEAST_IN_LIST
        if _EACH.search(words, begin, end):
            continue
        for index in sentence:
            claim, span = article.claims[index], article.spans[index].get("quantity")
            number = claim["quantity_low"]
            if span is None or number is None or number < least or number != claim["quantity_high"]:
                continue
            if claim["action"] in _MUTUAL:
                continue
            own = _head(claim["object_text"])
            if any(
                (other.end() <= span[0] or span[1] <= other.start())
                and _value(other[0]) == number
                and _counts_others(words, other.end(), end, own)
                for other in numbers
            ):
                yield index


def _counts_others(words: str, begin: int, end: int, own: str | None) -> bool:
    """Whether the number that ends at `begin` counts things of another name than `own`."""
    following = [word.lower() for word in _WORD.findall(words[begin : min(begin + 60, end)])[:4]]
    return bool(following) and own is not None and own not in following


def _more_intercepted_than_launched(article: _Article) -> Iterator[int]:
    launches = [
        (i, c) for i, c in article.told("launch", "attack") if c["object_class"] in _MUNITIONS and c["quantity_low"]
    ]
    for index, claim in article.told("intercept"):
        if claim["object_class"] not in ("drone", "missile") or claim["quantity_low"] is None:
            continue
        of_one_set = [
            launch
            for _, launch in launches
            if launch["object_class"] == claim["object_class"]
            and launch["actor_country"] == claim["recipient_country"]
            and _speaker(launch) == _speaker(claim)
            and _days_meet(launch, claim)
            and _is_within(claim, launch)
        ]
        most = [launch["quantity_high"] for launch in of_one_set]
        if most and None not in most and claim["quantity_low"] > _ROUGH * sum(most):
            yield index


def _part_exceeds_whole(article: _Article) -> Iterator[int]:
    for sentence in article.sentences:
        for index in sentence:
            claim, span = article.claims[index], article.spans[index].get("quantity")
            if span is None or claim["quantity_low"] is None:
                continue
            words = article.words(index)
            stated = _OF_A_WHOLE.match(words, span[1])
            if stated and claim["quantity_low"] > _value(stated[1]):
                yield index
                continue
            whole = _whole(article, sentence, index)
            most = whole and (whole["quantity_high"] or whole["quantity_low"])  # even of "at least 12", 15 are too many
            if most is not None and claim["quantity_low"] > most:
                yield index


def _whole(article: _Article, sentence: Sequence[int], index: int) -> Row | None:
    """Return the claim that the claim at `index` is told as a part of: "12 people, including 15 children"."""
    claim, start = article.claims[index], article.spans[index]["quantity"][0]
    before = [
        (article.spans[i]["object"][1], i)
        for i in sentence
        if article.claims[i]["action"] == claim["action"] and article.spans[i].get("object", [0, start])[1] < start
    ]
    if not before:
        return None
    end, nearest = max(before)
    between = article.words(index)[end:start]
    return article.claims[nearest] if _PARTITIVE.search(between) and ";" not in between else None


def _speaker_is_target(article: _Article) -> Iterator[int]:
    for index, claim in article.told("intercept", *_FORCE):
        speaker, actor, target = (_side(claim, role) for role in ("speaker", "actor", "recipient"))
        # Whoever was attacked says so; nobody says that he attacked his own.
        if speaker is not None and speaker == actor == target:
            yield index


def _casualties_out_of_line(article: _Article) -> Iterator[int]:
    of_a_kind: dict[tuple[Any, ...], dict[int, float]] = defaultdict(dict)
    for index, claim in article.told(*_CASUALTIES):
        number = claim["quantity_low"] or claim["quantity_high"]
        if number and claim["quantity_qualifier"] != "vague" and _is_of_one_event(claim):
            of_a_kind[tuple(claim[name] for name in ("action", *_KIND))][index] = number
    for numbers in of_a_kind.values():
        for index, number in numbers.items():
            others = {i: other for i, other in numbers.items() if i != index}
            if not others or number < _OUT_OF_LINE * max(others.values()):
                continue
            # Two speakers may dispute a toll; against two numbers that agree, the third is odd whoever gives it.
            own = _speaker(article.claims[index])
            if len(others) > 1 or all(_speaker(article.claims[i]) == own for i in others):
                yield index


def _affirmed_and_negated(article: _Article) -> Iterator[int]:
    for index, claim in enumerate(article.claims):
        if claim["polarity"] != "negated" or claim["modality"] != "actual" or claim["action"] not in _DEEDS:
            continue
        for i, other in article.told(claim["action"]):
            if _is_same_deed(claim, other):
                yield index
                yield i


def _is_same_deed(claim: Row, other: Row) -> bool:
    same = ("actor_country", "actor_sector", "recipient_country", "recipient_sector", "object_class")
    return (
        all(claim[name] == other[name] for name in same)
        and _head(claim["object_text"]) == _head(other["object_text"])
        and _speaker(claim) == _speaker(other)
        and _days_meet(claim, other)
        and claim["place_name"] == other["place_name"]
        and (claim["object_text"] or claim["recipient_text"]) is not None
    )


def _speaker(claim: Row) -> tuple[str | None, str | None]:
    return claim["speaker_country"], claim["speaker_sector"]


def _side(claim: Row, role: str) -> tuple[str, str] | None:
    """Return which side of a fight the party is: a state with its forces, or one group by its name."""
    country, sector, text = (claim[f"{role}_{part}"] for part in ("country", "sector", "text"))
    if sector == "REB" and text:
        return "", text.lower().removeprefix("the ")
    # "Russian drones" are the state's; Russian people whom something is done to may be anyone.
    is_state = sector in ("GOV", "MIL") or (sector is None and (role != "recipient" or claim["action"] == "intercept"))
    return (country, "state") if country and is_state else None


def _days_meet(claim: Row, other: Row) -> bool:
    """Whether both may be of one day; what is not known may be any."""
    for earlier, later in ((claim, other), (other, claim)):
        if earlier["date_end"] and later["date_start"] and earlier["date_end"] < later["date_start"]:
            return False
    return True


def _is_within(claim: Row, wider: Row) -> bool:
    """Whether the place of `claim` may lie in that of `wider`."""
    if wider["place_name"] is None or wider["place_name"] == claim["place_name"]:
        return True
    return wider["place_precision"] == "country" and claim["place_country"] in (None, wider["place_country"])


def _is_of_one_event(claim: Row) -> bool:
    """Whether a toll is told whole, of something that happened within days: no part of it, no tally of a war."""
    start, end = claim["date_start"], claim["date_end"]
    if claim["date_text"] and (start is None or end is None or (end - start).days > _LONGEST_EVENT_DAYS):
        return False
    return not _PARTITIVE.search(claim["evidence"]) and not _TALLY.search(claim["evidence"])


def _head(words: str | None) -> str | None:
    found = _WORD.findall(words or "")
    return found[-1].lower() if found else None


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))


_RULES: dict[str, Callable[[_Article], Iterator[int]]] = {
    "number_given_twice": _number_given_twice,
    "more_intercepted_than_launched": _more_intercepted_than_launched,
    "part_exceeds_whole": _part_exceeds_whole,
    "speaker_is_target": _speaker_is_target,
    "casualties_out_of_line": _casualties_out_of_line,
    "affirmed_and_negated": _affirmed_and_negated,
}
