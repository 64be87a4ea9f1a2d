"""The grounds of a sentence: the phrases that can say where something happened, each with the place it means.

Belongs here: putting "a shelter in El Fasher, in Sudan" together to one ground that is called after its finest place.
Does not: what one phrase of it means (`place_phrases`), or which ground an event takes (`whereabouts`).
"""

from collections.abc import Sequence
from dataclasses import replace

from newsledger.extract.chunks import Chunk, starts_clause
from newsledger.extract.discourse import Discourse
from newsledger.extract.objects import phrase_text
from newsledger.extract.place_phrases import Member, bears, in_front, place_in, read_phrase, says_there
from newsledger.extract.spans import PlaceSpan
from newsledger.extract.values import value

_JOINING = frozenset(
    ("of", "in", "including", "at", "near", "on", "outside", "inside", "around", "along", "between", "from", "to")
)
_WITHIN = frozenset({"in", "near", "including"})  # what may follow a name
_AFTER_COMMA = frozenset({"in", "near", "including"})
_APPROACHES = frozenset({"approach", "approaches", "entrance", "gateway", "road", "route"})
_BORDERS = frozenset({"border", "frontier", "borders"})


@value(frozen=True, slots=True)
class Where:
    """The place of an event: its words, its name, its country, and its entry in the gazetteer where it has one."""

    start: int
    end: int
    text: str
    name: str | None
    country: str | None
    span: PlaceSpan | None
    supposed: bool = False  # its country is the one that the article is set in, for want of another


@value(frozen=True, slots=True)
class Ground:
    """The chunks ``[first, last)`` of a sentence as a place.

    `preposition` stands before it, and `inner` before its second phrase, "" for none: "at a shelter in El Fasher".
    """

    first: int
    last: int
    preposition: str
    inner: str
    where: Where
    grain: int

    @property
    def named(self) -> bool:
        """Whether the place has a name, its own or one that it points back to."""
        return self.where.name is not None


def find_grounds(chunks: Sequence[Chunk], discourse: Discourse) -> list[Ground]:
    """Return the grounds of a sentence in order, apart from one another."""
    found: list[Ground] = []
    i = 0
    while i < len(chunks):
        member = read_phrase(chunks, i, discourse)
        if member is None:
            i += 1
            continue
        here = next((g.where for g in reversed(found) if g.named), None) if says_there(chunks[i]) else None
        if here is not None:
            member = replace(member, name=here.name, country=here.country, span=here.span)
        members, last = _joined(chunks, member, discourse)
        found.append(_ground(chunks, members, last, discourse))
        i = last
    return found


def ground_at(grounds: Sequence[Ground], at: int) -> Ground | None:
    """Return the ground that begins with the chunk at `at`."""
    return next((g for g in grounds if g.first == at), None)


def _joined(chunks: Sequence[Chunk], first: Member, discourse: Discourse) -> tuple[list[Member], int]:
    """Return the members of the ground that begins with `first`, and the index past its last chunk."""
    members, last = [first], first.at + 1
    while (following := _next_member(chunks, members[-1], last, discourse)) is not None:
        members.append(following)
        last = following.at + 1
    return members, _list_end(chunks, members, last)


def _next_member(chunks: Sequence[Chunk], previous: Member, i: int, discourse: Discourse) -> Member | None:
    """Return the member that goes on at chunk `i`: "of Homs", ", Yemen", ", in Sudan's North Darfur state"."""
    comma = i < len(chunks) and chunks[i].kind in (",", "(")
    j = i + comma
    if in_front(chunks, j) and not comma and previous.generic:
        beside = read_phrase(chunks, j + 3, discourse)
        return replace(beside, link="outside") if beside is not None else None  # "the plaza in front of City Hall"
    if j + 1 < len(chunks) and chunks[j].kind == "IN" and chunks[j].lower in _JOINING:
        return None if comma and chunks[j].lower not in _AFTER_COMMA else _linked(chunks, previous, j, discourse)
    if not comma or j >= len(chunks) or starts_clause(chunks, j):
        return None
    member = read_phrase(chunks, j, discourse)
    if member is None or member.generic or member.pointing:
        return None
    return replace(member, link=",") if previous.pointing or _encloses(member, previous) else None


def _linked(chunks: Sequence[Chunk], previous: Member, preposition: int, discourse: Discourse) -> Member | None:
    """Return the member after a preposition: "of Homs", "in Sudan"."""
    link, holder = chunks[preposition].lower, chunks[previous.at]
    if not previous.generic and link not in _WITHIN:
        return None  # "from Idlib at Latakia"
    if bears(holder) or (link == "to" and holder.head_word.last not in _APPROACHES):
        return None  # "Douma, east of Damascus"
    member = read_phrase(chunks, preposition + 1, discourse)
    if link in ("of", "to"):
        if not previous.generic:
            return None
        member = member or _modifier(chunks, preposition + 1)
    elif member is not None and not _may_hold(member, previous):
        return None
    return replace(member, link=link) if member is not None else None


def _modifier(chunks: Sequence[Chunk], at: int) -> Member | None:
    """Return the place before another noun: "the finish line of the Boston Marathon"."""
    word = place_in(chunks[at]) if chunks[at].kind == "NP" else None
    if word is None or word.place is None:
        return None
    return Member(at, word.place.name, word.place.country, word.place, generic=False)


def _may_hold(outer: Member, inner: Member) -> bool:
    """Whether "INNER in OUTER" is one ground: the outer is no finer and in no other country."""
    if inner.country is not None and outer.country is not None and inner.country != outer.country:
        return False
    return inner.generic or inner.span is None or outer.span is None or inner.grain <= outer.grain


def _encloses(outer: Member, inner: Member) -> bool:
    """Whether "INNER, OUTER" names a place and what it lies in."""
    if outer.span is None or outer.name == inner.name:
        return False
    if inner.span is None or inner.span.lat is None:
        return True
    return outer.country == inner.country and outer.grain > inner.grain


def _list_end(chunks: Sequence[Chunk], members: list[Member], last: int) -> int:
    """Return the index past the places listed after the first: "Kursk, Lipetsk and Voronezh"."""
    if members[-1].generic:
        return last
    i = end = last
    closed = False
    while i < len(chunks) and chunks[i].kind in (",", "CC"):
        step = 2 if i + 1 < len(chunks) and chunks[i].kind == "," and chunks[i + 1].kind == "CC" else 1
        closed = closed or chunks[i].kind == "CC" or step == 2
        j = i + step
        if j >= len(chunks) or chunks[j].kind != "NP" or chunks[j].head_word.place is None or starts_clause(chunks, j):
            break
        i = j + 1
        if closed:
            end = i
    return end


def _ground(chunks: Sequence[Chunk], members: list[Member], last: int, discourse: Discourse) -> Ground:
    first = members[0].at
    chosen = _chosen(members)
    country = chosen.country or next((m.country for m in members if m.country), None)
    supposed = country is None and chosen.span is None
    if supposed:
        country = discourse.scene
    elif chunks[chosen.at].head_word.last in _BORDERS and chosen.name is None and country != discourse.scene:
        country = None  # "the Belarusian border" is as much of the other country
    words = chunks[first].words[chunks[first].first : chunks[last - 1].last]
    if says_there(chunks[first]):
        words = [w for w in words if w.lower == "there"]
    text = phrase_text(words)
    where = Where(words[0].start, words[-1].end, text, chosen.name, country, chosen.span, supposed)
    inner = members[1].link if len(members) > 1 else ""
    return Ground(first, last, _preposition(chunks, first), inner, where, chosen.grain)


def _preposition(chunks: Sequence[Chunk], at: int) -> str:
    number = chunks[at].number
    if number is not None and number.lower.startswith("over "):
        return "over"  # "were shot down over 13 regions"
    if in_front(chunks, at - 3):
        return "outside"
    return chunks[at - 1].lower if at and chunks[at - 1].kind in ("IN", "RP") else ""


def _chosen(members: list[Member]) -> Member:
    """Return the member that a ground is called after: the first with a name, of its own rather than of its sort."""
    named = [m for m in members if m.name is not None]
    if not named:
        return members[0]
    first, *others = named
    following = others[0] if others else first
    if first.pointing and following.link == "," and not following.pointing:
        return following  # "the capital, Sanaa"
    if first.generic and first.called and following.link == "of" and not (following.generic or following.pointing):
        return following  # "the Red Sea port of Mokha"; but "the Karrada district of Baghdad"
    return first
