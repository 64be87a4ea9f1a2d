"""When an event happened: which of the dates of its sentence are its own, and which pass to it from another clause.

Belongs here: the ways in which a date passes between clauses, and the dates that are of a report only. Does not:
recognising dates (`dates`) or clauses (`clause_tree`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from newsledger.extract import stance
from newsledger.extract.chunks import Chunk
from newsledger.extract.clause_tree import COORDINATE, ClauseNode, ClauseTree
from newsledger.extract.events import FORCE, HARM, SPEECH_ACTS, Event, Sentence
from newsledger.extract.spans import Attribution, DateSpan
from newsledger.extract.wants import noun_group

# What the events of a day bring about; a date passes to it over a semicolon and from a fronted phrase.
_OUTCOMES = HARM | {"intercept", "detain"}
# Acts of a day of their own: "was hit on Monday, and may penalise", "struck on Saturday and denied".
_OF_THEIR_OWN_DAY = SPEECH_ACTS | {"sanction", "aid", "restrict", "meet"}
_UNCERTAIN = frozenset({stance.PLANNED, stance.CONDITIONAL, stance.DEMANDED})
# Subordinators whose clause happens at the time of the clause they hang on; of some, the other way round too.
_SAME_TIME = frozenset({"when", "as", "while", "whilst", "whereas", "after", "where", "before", "once"})
_BOTH_WAYS = frozenset({"when", "as", "while", "whilst"})
_ANCHORS = frozenset({"after", "following", "before", "since"})
_DAYS = frozenset({"day", "daypart", "time"})
_LONG = frozenset({"month", "year", "period"})
_TELLING = frozenset({"told", "tells", "telling", "informed", "assured"})
_HAPPENING = frozenset({"take", "hold", "occur", "happen", "begin", "start", "come", "launch", "conduct", "carry"})
_SPEAKING = frozenset({"speaking", "addressing", "writing", "talking", "interview", "speech", "letter", "tweet", "post",
                       "address", "briefing", "conference", "telling", "testifying"})  # fmt: skip
_POSTED = frozenset({"posted", "published", "updated", "modified", "dated"})
_SHORT = 25  # characters between a source and the date of what it says
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_ANNOUNCING = frozenset({"announced", "announces", "announcing", "declared", "declares", "declaring"})


class Timeline:
    """The dates of one sentence, clause by clause."""

    def __init__(
        self,
        sentence: Sentence,
        events: Sequence[Event],
        dates: Sequence[DateSpan],
        attributions: Sequence[Attribution],
        published: date | None,
    ) -> None:
        chunks = sentence.chunks
        self._sentence, self._chunks, self._events, self._published = sentence, chunks, events, published
        self._at: dict[int, DateSpan] = {}  # by chunk
        self._reports: dict[int, list[Attribution]] = {}  # by chunk of the date: who says something then
        for span in dates if events else ():
            at = next((i for i, c in enumerate(chunks) if c.start <= span.start < c.end), None)
            if at is None or _is_dateline(span, chunks, at):
                continue
            self._at[at] = span
            self._reports[at] = [a for a in attributions if self._dates_report(a, span, at)]

    @property
    def _tree(self) -> ClauseTree:
        return self._sentence.clauses

    def date_of(self, event: Event) -> DateSpan | None:
        """Return the date of `event`: of its own words, of its clause, else of a clause that passes it on."""
        own = self._at.get(event.trigger.chunk)
        if own is not None or not self._at:
            return own
        clause = self._tree.of(event.trigger.chunk)
        return (
            self._in_clause(event, clause)
            or self._since(event, clause)
            or self._passed_down(event, clause)
            or self._passed_back(event, clause)
            or self._announced(event)
        )

    # --- dates of a report

    def _dates_report(self, told: Attribution, span: DateSpan, at: int) -> bool:
        """Whether `span` is the day of the saying: "said on Monday", "told reporters on Monday", "On Monday X said"."""
        chunks = self._chunks
        if told.carried or told.source is None or chunks[at].kind != "TIME" or span.text.endswith("'s"):
            return False
        if told.cue.start < told.source.start <= span.start:  # "according to the ministry's report on Monday"
            return span.start - told.source.end < _SHORT
        if told.cue.end <= span.start:
            between = [i for i, c in enumerate(chunks) if told.cue.end <= c.start and c.end <= span.start]
            kinds = {chunks[i].kind for i in between}
            if kinds <= {"IN", "RB", ","}:
                return True
            led = chunks[between[0]].kind == "IN" or told.cue.text.lower() in _TELLING
            goes_on = at + 1 < len(chunks) and chunks[at + 1].kind == "VG" and chunks[at + 1].finite
            named = any(e.trigger.chunk in between for e in self._events)
            return led and kinds <= {"IN", "RB", "NP"} and not goes_on and not named
        if span.end > told.cue.start or told.cue.start < told.source.start:
            return False
        if told.source.start < span.start:
            return not any(c.kind == "VG" and span.end <= c.start and c.end <= told.cue.start for c in chunks)
        between = [i for i, c in enumerate(chunks) if span.end <= c.start and c.end <= told.source.start]
        opens = not any(c.kind in ("VG", "NP") for c in chunks[:at])
        return opens and all(chunks[i].kind in (",", "RB", "DT") for i in between)

    def _bars(self, at: int, event: Event) -> bool:
        """Whether the date at `at` is of a report of `event` and not of the event itself."""
        return any(not self._by_saying(event, told) for told in self._reports[at] if _tells(told, event))

    def _announced(self, event: Event) -> DateSpan | None:
        """Return the day of a report of `event`, where that is the day of the event too."""
        found = (at for at, tellings in self._reports.items() if any(_tells(told, event) for told in tellings))
        return next((self._at[at] for at in found if not self._bars(at, event)), None)

    def _by_saying(self, event: Event, told: Attribution) -> bool:
        """Whether the event is done by saying so: asked for, threatened, or announced by the one who did it."""
        if event.said_only or event.action == "threaten":
            return True
        if told.cue.text.lower() not in _ANNOUNCING or event.modality in _UNCERTAIN:
            return False
        cue = next((i for i, c in enumerate(self._chunks) if c.start <= told.cue.start < c.end), None)
        announced = (
            event.trigger.nominal and cue is not None and self._tree.of(cue) is self._tree.of(event.trigger.chunk)
        )
        return announced or any(self._chunks[i].lower in ("it", "they", "we") for i in event.actors)

    # --- dates of a clause

    def _chunks_of(self, clause: ClauseNode, event: Event) -> list[int]:
        """Return the chunks of the dates of `clause` that can be of `event`, in order."""
        return [i for i in sorted(self._at) if self._tree.of(i) is clause and not self._bars(i, event)]

    def _in_clause(self, event: Event, clause: ClauseNode) -> DateSpan | None:
        """Return the nearest date of the clause, one after the event before one in front of it."""
        trigger = event.trigger.chunk
        found = [i for i in self._chunks_of(clause, event) if self._reaches(event, i) and self._fits(event, i)]
        if not found:
            return None
        return self._at[min(found, key=lambda i: (abs(i - trigger) + (2 if i < trigger else 0), i))]

    def _reaches(self, event: Event, at: int) -> bool:
        """Whether the date at `at` can be of a noun: "hit it on Monday, in reply to raids" does not date the raids."""
        trigger = event.trigger.chunk
        if at > trigger:
            between = self._chunks[trigger + 1 : at]
            inner = [i for i, c in enumerate(between) if c.lower == "including"]
            if inner and all(c.kind != "," for c in between[inner[-1] :]):
                return False  # "a string of accidents, including two disasters this year"
            verb = self._tree.of(trigger).verb or at
            if event.action in SPEECH_ACTS and trigger < verb < at and self._chunks[verb - 1].kind == ",":
                return False  # "The council, under fire from traders, froze prices on Monday"
        elif event.trigger.nominal and self._chunks[at + 1].lower in _ANCHORS:
            return False  # "was imposed on Thursday after three days of protests"
        hangs = event.trigger.nominal and trigger > 0 and self._chunks[trigger - 1].kind == "IN"
        return not hangs or at > trigger or at <= 1 or all(c.kind != "," for c in self._chunks[at:trigger])

    def _fits(self, event: Event, at: int) -> bool:
        """Whether the date at `at` suits the verb: "has dropped" and "is seeking" are of no year gone by."""
        span, group = self._at[at], self._chunks[event.trigger.chunk]
        if span.text.lower().endswith("now") and event.action in SPEECH_ACTS:
            return False  # "now want him to go"
        if group.kind != "VG" or span.precision not in _LONG or span.date_end is None or self._published is None:
            return True
        present = {"has", "have", "is", "are"} & set(group.aux)
        return not present or "been" in group.aux or span.date_end.year >= self._published.year

    def _since(self, event: Event, clause: ClauseNode) -> DateSpan | None:
        """Return "since the war began in April" for the clause around it: from then to the publication."""
        for other in self._tree.nodes:
            if other.parent == clause.number and other.opener == "since":
                span = next((self._at[i] for i in self._chunks_of(other, event)), None)
                if span is not None and span.date_start is not None:
                    return replace(span, date_end=self._published, precision="range")
        return None

    # --- dates that pass between clauses

    def _passed_down(self, event: Event, clause: ClauseNode) -> DateSpan | None:
        """Return the date that the clause takes from the ones it hangs on."""
        parent = self._tree.parent(clause)
        while parent is not None:
            described = self._described(clause)
            if isinstance(described, DateSpan):
                return _point(described)
            if described is not None and event.action in FORCE | _OUTCOMES:
                return self.date_of(described)
            if not self._takes(event, clause, parent):
                return None
            found = self._before(event, clause, parent)
            if found is not None:
                return found if _may_pass(found, event, clause) else None
            clause, parent = parent, self._tree.parent(parent)
        return None

    def _described(self, clause: ClauseNode) -> DateSpan | Event | None:
        """Return the date or the noun of an event that a relative clause describes: "the raid, in which"."""
        if clause.opener not in ("WH", "when", "where"):
            return None
        before = clause.first - 1
        while before > 0 and self._chunks[before].kind in (",", "IN", "RB"):
            before -= 1
        if self._chunks[before].kind == "TIME":
            return self._at.get(before)
        while before >= 0 and self._chunks[before].kind == "NP":
            named = next((e for e in self._events if e.trigger.nominal and e.trigger.chunk == before), None)
            if named is not None or self._chunks[before - 1].kind not in ("IN", ",", "CC"):
                return named
            before -= 2
        return None

    def _takes(self, event: Event, clause: ClauseNode, parent: ClauseNode) -> bool:
        """Whether what `clause` tells happened at the time of `parent`."""
        opener, action = clause.opener, event.action
        if opener == "ing":
            return action not in SPEECH_ACTS
        if opener == "," and any(i <= 1 for i in self._chunks_of(parent, event)):
            return True  # "On Saturday,"
        if opener == ":" and all(c.kind == "TIME" for c in self._chunks[parent.first : clause.first]):
            return True  # "Oct. 4: Strikes continue"
        if opener == "," and action in SPEECH_ACTS and parent.number == 0 and self._is_utterance(parent, clause):
            return True
        if opener in COORDINATE:
            if action in _OF_THEIR_OWN_DAY or event.modality in _UNCERTAIN:
                return False
            if opener in (";", ":") or parent.verb is None:
                return action in _OUTCOMES
            return True
        if opener == "WH":  # "a strike hit the market on Monday, which left 12 dead", "64 drones, most of which fell"
            told = [e for e in self._events if self._tree.of(e.trigger.chunk) is parent]
            dated = any(
                self._chunks[i].kind == "NP" for i in self._chunks_of(parent, event)
            )  # "overnight attacks which"
            return action in FORCE | _OUTCOMES and (dated or any(e.action in FORCE for e in told))
        return opener in _SAME_TIME and action not in SPEECH_ACTS

    def _is_utterance(self, clause: ClauseNode, following: ClauseNode) -> bool:
        """Whether a fronted phrase says in what words it was done: "In a statement on Monday", "Speaking on Monday"."""
        words = [c.head_word for c in self._chunks[clause.first : following.first] if c.kind in ("NP", "VG")]
        return any(w.last in noun_group("utterance") or w.lower in _SPEAKING for w in words)

    def _before(self, event: Event, clause: ClauseNode, parent: ClauseNode) -> DateSpan | None:
        """Return the date of `parent`: the last before `clause`, else the first after it where that hangs on it."""
        found = self._chunks_of(parent, event)
        for other in self._tree.nodes[parent.number + 1 : clause.number]:
            if not found and other.parent == parent.number and not self._tree.has_subject(other):
                found = self._chunks_of(other, event)  # "was shelled or attacked since May; 77 people have died"
        earlier = [i for i in found if i < clause.first]
        if earlier:
            return self._at[earlier[-1]]
        return self._at[found[0]] if found and clause.opener not in COORDINATE else None

    def _passed_back(self, event: Event, clause: ClauseNode) -> DateSpan | None:
        """Return the date of a later clause that is told together with this one: "killed 12 and fled on Monday"."""
        if event.action in SPEECH_ACTS:
            return None
        for other in self._tree.nodes:
            if other.parent != clause.number or other.first <= event.trigger.chunk:
                continue
            found = self._chunks_of(other, event)
            if found and (self._goes_with(event, other) or self._tells_of(event, other)):
                span = self._at[found[0]]
                return span if span.date_start is not None else None
        return None

    def _goes_with(self, event: Event, clause: ClauseNode) -> bool:
        """Whether a later clause has the same subject, the same time ("when") or tells more of the same harm."""
        if clause.opener in ("CC", ","):
            harm = event.action in HARM and any(
                e.action in HARM and self._tree.of(e.trigger.chunk) is clause for e in self._events
            )
            return harm or not self._tree.has_subject(clause)
        return clause.opener in _BOTH_WAYS

    def _tells_of(self, event: Event, clause: ClauseNode) -> bool:
        """Whether a relative clause says when its noun took place: "the talks, which were held on Friday"."""
        if clause.opener != "WH" or clause.verb is None:
            return False
        if (
            self._described(clause) is not event and event.action not in HARM
        ):  # "died in a fire, which started on Friday"
            return False
        return self._chunks[clause.verb].head_word.lemma in _HAPPENING


def _tells(told: Attribution, event: Event) -> bool:
    """Whether `event` is what the attribution tells, and not the telling."""
    return told.content.start <= event.trigger.start < told.content.end and event.trigger.start != told.cue.start


def _is_dateline(span: DateSpan, chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a date with its year stands apart, as the day of a page does: "Posted on July 20 2016 by"."""
    if span.precision != "day" or not _YEAR.search(span.text):
        return False
    before = chunks[at - 1].kind if at else None
    after = chunks[at + 1].kind if at + 1 < len(chunks) else None
    posted = next((c.head_word.lower for c in reversed(chunks[:at]) if c.kind != "IN"), None) in _POSTED
    return posted or (before in (None, "NP", "N") and after in ("NP", None))


def _point(span: DateSpan) -> DateSpan:
    """Return the day itself of "since 18 March, when the offensive began"."""
    if span.text.lower().startswith("since") and span.date_start is not None:
        return replace(span, date_end=span.date_start, precision="day")
    return span


def _may_pass(span: DateSpan, event: Event, clause: ClauseNode) -> bool:
    """Whether a date passes: no term does ("until 4 May"), and a day to what came before it only in an attack."""
    if span.date_start is None and span.date_end is not None:
        return False
    return clause.opener != "after" or span.precision not in _DAYS or event.action in FORCE
