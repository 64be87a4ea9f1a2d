import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.extract.attribution import speaker_at, speaker_text
from newsledger.extract.recognition import Recognised
from newsledger.extract.spans import Attribution
from newsledger.extract.text import normalise

PIECES = st.lists(
    st.sampled_from(
        [
            *("The army said ", "that ", "four men died", ". ", ", said Ana Weiss, the mayor", "according to police, "),
            *('"', "It added ", "reportedly ", "\n", "Kyiv: ", "who claimed ", "; ", "They left. ", "we will stay "),
        ]
    )
).map("".join)


def find(text: str) -> list[Attribution]:
    return Recognised(text, None, whole=True).speakers.all()


def speaker(text: str, words: str) -> str | None:
    """Whoever the text says says `words`."""
    attribution = speaker_at(find(text), normalise(text).index(words) + len(words) // 2)
    return None if attribution is None else speaker_text(attribution)


@given(PIECES)
def test_spans_are_those_of_the_text_and_contents_stay_in_paragraphs(raw: str) -> None:
    text = normalise(raw)
    for a in find(text):
        for span in (a.source, a.antecedent, a.cue, a.content):
            assert span is None or text[span.start : span.end] == span.text
            assert span is None or span.text or span is a.content
        assert "\n" not in a.content.text


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Mayor Ana Weiss said four men died.", "Mayor Ana Weiss"),
        ("In Sumy, mayor Ana Weiss said on Monday that four men died.", "mayor Ana Weiss"),
        ("On 7 June Weiss announced that four men died.", "Weiss"),
        ("Ana Weiss, the mayor of Sumy, claimed in a post that four men died.", "Ana Weiss"),
        ("A spokesman, Omar Haddad, told reporters four men died.", "Omar Haddad"),
        ("Four men died, the interior ministry in Sumy said.", "the interior ministry in Sumy"),
        ("Four men died, said Omar Haddad, a spokesman for the rebels.", "Omar Haddad"),
        ("According to the coast guard, four men died.", "the coast guard"),
        ("Four men died, according to a statement released by the governor's office.", "the governor's office"),
        ("Four men died, according to the rebels' threats on Friday.", "the rebels"),
        ("Three shells, the army says, hit a road and four men died.", "the army"),
        ("Israel, which opened the campaign, says four men died.", "Israel"),
        ("Toll rises as four men died: monitor", "monitor"),
        ("Governor: four men died in raid", "Governor"),
        ("The rebels claimed an attack in which four men died.", None),
        ("The mayor, Ana Weiss, made it clear that four men died.", "Ana Weiss"),
        ("Omar Haddad, the deputy spokesman, posted on X that four men died.", "Omar Haddad"),
        ("The rebels, with officials reporting that four men died, withdrew.", "officials"),
        ("The raid, in which the ministry says four men died, lasted an hour.", "the ministry"),
        ("Rebels shelled a road and four men died the provincial governor said on Tuesday.", "the provincial governor"),
        ("The mayor condemned the raid in which four men died.", None),
        ("Nobody said that four men died.", None),
        ("Early warning systems failed and four men died.", None),
        ("Residents fled after four men died.", None),
        ("Four men died in what the army called a mistake.", None),
        ("The army did not say that four men died.", None),
    ],
)
def test_who_says_it_in_one_sentence(text: str, source: str | None) -> None:
    words = "our men died" if "Four men" in text else "four men died"
    assert speaker(text, words) == source


def test_a_pronoun_points_back_to_the_last_name_that_fits() -> None:
    text = (
        "The defence ministry said the port was safe. It claimed the downing of six drones. "
        "Governor Ivan Petrov disagreed. Two drones fell on a school, he said."
    )
    assert speaker(text, "the downing of six drones") == "The defence ministry"
    assert speaker(text, "Two drones fell on a school") == "Governor Ivan Petrov"


def test_whoever_is_quoted_is_not_named_inside_the_quotation() -> None:
    text = 'Ana Weiss has a shop by the port. "The owner lost his legs. Shells hit my house," she said.'
    assert speaker(text, "Shells hit my house") == "Ana Weiss"


def test_a_statement_is_that_of_its_issuer() -> None:
    text = "The task force released a statement on Friday saying a base was hit. The statement added that nobody died."
    assert speaker(text, "nobody died") == "The task force"


def test_a_line_that_ends_with_a_colon_dictates_the_paragraphs_after_it() -> None:
    text = "Minister for the East, Ana Weiss said:\nRebels killed nine people.\nThey must be brought to court."
    assert speaker(text, "killed nine people") == "Ana Weiss"


def test_a_semicolon_keeps_the_speaker_unless_another_speaks() -> None:
    assert speaker("Four men died, the governor said; a cook was hurt.", "a cook was hurt") == "the governor"
    text = "The ministry put the toll at 57; hospital officials had spoken of 43."
    assert speaker(text, "43") == "hospital officials"


def test_the_words_of_an_accusation_are_no_statement_of_fact() -> None:
    text = "The minister condemned the attack on the port."
    accusing = speaker_at(find(text), text.index("condemned"))
    assert accusing is not None
    assert speaker_text(accusing) == "The minister"
    assert speaker(text, "attack") is None


def test_the_second_verb_shares_the_subject_of_the_first() -> None:
    assert speaker("The army hit a depot and denied having killed anyone.", "having killed") == "The army"
    assert speaker("The army hit a depot and denied having killed anyone.", "hit a depot") is None


def test_a_quotation_runs_on_until_it_closes() -> None:
    text = '"We lost four men. The bridge is gone," said Ana Weiss. "Nobody came to help us." The road is closed.'
    for words in ("We lost four men", "The bridge is gone", "Nobody came to help us"):
        assert speaker(text, words) == "Ana Weiss"
    assert speaker(text, "The road is closed") is None


def test_a_sentence_that_continues_the_tally_keeps_the_speaker() -> None:
    text = "At least nine people were killed, medics said. Three of them were children. The market was built in 1960."
    continued = speaker_at(find(text), text.index("Three of them"))
    assert continued is not None
    assert continued.carried
    assert speaker_text(continued) == "medics"
    assert speaker(text, "The market was built") is None


def test_an_island_inside_a_relative_clause_covers_no_more_than_it() -> None:
    text = "The rebels hit a ship in reply to raids which, the ministry says, have killed nine people."
    assert speaker(text, "have killed nine people") == "the ministry"
    assert speaker(text, "hit a ship") is None


def test_hearsay_has_no_source() -> None:
    found = find("Four men reportedly died.")
    assert [a.source for a in found] == [None]
    assert speaker("Four men reportedly died.", "died") is None


def test_scare_quotes_are_nobody_speaking() -> None:
    assert find('Two "old friends" were killed on a road.') == []


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Nine people died, a statement from the council said.", "died", "the council"),
        ("Nine people died, the council's statement said.", "died", "the council"),
        ("The newspaper quoted a nurse as saying that nine people had died.", "died", "a nurse"),
        ("Nine people died, said a nurse who was not named.", "died", "a nurse"),
        ("According to the army's spokesman, Yahya Sarhan, nine people died.", "died", "Yahya Sarhan"),
        ("Nine people died, a nurse was quoted by the daily as saying.", "died", "a nurse"),
        ("A nurse, whose name was withheld, told the daily that nine people died.", "died", "A nurse"),
        ('"Nine people died," a nurse, who gave her name as Ana, told the daily.', "Nine", "a nurse"),
        ("A nurse told the daily that rebels shot nine people.", "shot", "A nurse"),
        ("The mayor said the shells, which came at dawn, hit a market.", "hit", "The mayor"),
        ("9,000 flee floods in Sindh - UN", "flee", "UN"),
        ("Haroun said rebels hit the bridge. He noted that nine people died.", "died", "Haroun"),
        ("The mayor said shells hit the market. Dozens of others were wounded.", "wounded", "The mayor"),
        ("Chad said its army took the hill. On Sunday it also hit a camp.", "camp", "Chad"),
        ("The mayor said 90 lorries carrying flour and oil crossed on Monday.", "crossed", "The mayor"),
        ("Two men, the paper said, were held and charged.", "charged", "the paper"),
        ("The force, which says it lost nine men, was driven out.", "lost", "The force"),
        ("One of these bands, the Red Brigade, denied it had killed him.", "killed", "the Red Brigade"),
        ("The ambassador to the UN, Ana Weiss, said nine people died.", "died", "Ana Weiss"),
        ("Weiss wrote that rebels hit a port and warned that more people would die.", "more people", "Weiss"),
        ("Haddad said the port was safe, but Weiss said nine people died.", "died", "Weiss"),
        ("Raids which, the ministry says, killed nine people went on.", "killed", "the ministry"),
        ("On Monday police, citing a nurse, said nine people died.", "died", "police"),
        ("The talks fell apart. The envoy told reporters that. We lost nine men there.", "lost", "The envoy"),
        ("The envoy said troops would leave. Police would also withdraw.", "withdraw", "The envoy"),
    ],
)
def test_who_speaks_in_statements_quotes_and_what_goes_on(text: str, words: str, speaker: str) -> None:
    attribution = speaker_at(find(text), text.index(words))
    assert attribution is not None
    assert speaker_text(attribution) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Israel may announce further raids.",
        "The army had not, as of May, announced further raids.",
        "A senator, accused of fraud, fled after a raid.",
        "The talks were meant to restore and maintain trade after the raid.",
    ],
)
def test_nobody_says_what_may_be_said_or_is_not(text: str) -> None:
    assert speaker(text, "raid") is None
