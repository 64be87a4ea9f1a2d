"""What stands in an article's place, in many wordings, is told from articles that speak of the same things."""

import json

import pytest

from newsledger.clean import Page, clean_page

MENU = "<header><nav><a href='/'>Home</a> <a href='/world'>World</a> <a href='/login'>Sign in</a></nav></header>"
FOOTER = "<footer><p>Contact us. Manage cookies. All rights reserved.</p></footer>"
LEAD = (
    "The army said on Monday that it had shot down twelve drones over the harbour, and that two of them had struck a "
    "warehouse in the old port."
)
TEASER = f"<p class='lead'>{' '.join(LEAD.split()[:14])} …</p>"


def clean(title: str, body: str, head: str = "", url: str = "https://paper.example/2025/05/24/story") -> Page:
    page = (
        f"<html lang='en'><head><title>{title} | The Paper</title>{head}</head><body>{MENU}{body}{FOOTER}</body></html>"
    )
    return clean_page(page.encode(), url, content_type="text/html; charset=utf-8")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def json_ld(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def main(heading: str, *texts: str) -> str:
    return f"<main><h1>{heading}</h1>{paragraphs(*texts)}</main>"


def teasers(number: int, words: int) -> str:
    items = (
        f"<article><h3><a href='/story/{n}'>Report {n} from the harbour names the wounded</a></h3>"
        f"<p>{' '.join(f'The mayor gave number {n} in the old town to reporters.'.split()[:words])}</p></article>"
        for n in range(number)
    )
    return f"<main><h1>World news</h1>{''.join(items)}</main>"


NEWS = json_ld(
    **{"@type": "NewsArticle", "headline": "Drones over the harbour", "datePublished": "2025-05-24T10:00:00Z"}
)

# kind, title, body, head
WALLS = [
    # Consent
    ("consent", "The Paper", main("We value your privacy", "We and our 412 partners store and read information."), ""),
    (
        "consent",
        "Before you continue",
        main(
            "Before you continue to The Paper",
            "We use cookies and data to keep our pages running, to count readers and to measure how they are used.",
            "If you choose “Accept all”, we will also use them to show advertisements that fit what you read before.",
        ),
        "",
    ),
    (
        "consent",
        "The Paper",
        "<div id='cmp'><h2>Your privacy choices</h2>"
        + paragraphs(
            "With your agreement, we and our partners use cookies or similar technologies to store, read and process "
            "personal data such as your visit to this website. Some partners do not ask for consent and rely on their "
            "legitimate interest.",
            "You can withdraw your consent or object at any time by a click on “Learn more”.",
        )
        + "<button>Agree and close</button></div>",
        "",
    ),
    ("consent", "Cookies", main("Manage your cookies", "Choose which you allow. Reject all. Allow all."), ""),
    ("consent", "Die Zeitung", main("Ihre Wahl", "Alle akzeptieren oder mit Werbung weiterlesen?"), ""),
    ("consent", "Le Journal", main("Vos choix", "Tout accepter. Continuer sans accepter."), ""),
    ("consent", "El Diario", main("Su privacidad", "Aceptar y continuar o suscribirse."), ""),
    # Challenges
    ("challenge", "Just a moment...", "<main><h1>paper.example</h1><p>This takes a few seconds.</p></main>", ""),
    ("challenge", "Attention Required!", main("Sorry, you have been blocked", "Ray ID: 86f1a2b3c4d5e6f7"), ""),
    ("challenge", "paper.example", main("Checking your browser", "This is automatic. You will be sent on soon."), ""),
    ("challenge", "Security check", main("One more step", "Please complete the CAPTCHA to reach the page."), ""),
    ("challenge", "paper.example", main("Verifying you are human", "This may take a few seconds."), ""),
    ("challenge", "Human check", main("Press & Hold to confirm you are a human", "Reference 4c31"), ""),
    (
        "challenge",
        "Pardon Our Interruption",
        main("Pardon Our Interruption", "Something made us think of a robot."),
        "",
    ),
    ("challenge", "", "", "<script src='/_Incapsula_Resource?SWJIYLWA=1'></script>"),
    ("challenge", "paper.example", "<div></div>", "<script>window.gokuProps={'key':'1'}</script>"),
    (
        "challenge",
        "paper.example",
        main(
            "Are you a robot?",
            "We have detected unusual traffic from your computer network. This page appears when our systems see "
            "requests that seem to come from a program and not from a reader. Prove that you are not a robot to go on.",
        ),
        "",
    ),
    # Log-in and subscription walls
    ("login", "Sign in", main("Sign in to continue", "E-mail. Password. Forgot your password?"), ""),
    ("login", "Drones over the harbour", f"<main>{TEASER}<div>Subscribe to keep reading</div></main>", NEWS),
    (
        "login",
        "Drones over the harbour",
        f"<main>{TEASER}<p>To continue reading, create a free account.</p><p>Already a subscriber? Log in.</p></main>",
        NEWS,
    ),
    (
        "login",
        "The Paper",
        main(
            "You have reached your limit of free articles",
            "Subscribe now to read all that our reporters write, on every device that you have, for one coin a week.",
            "Already have an account? Sign in to your account and go on where you were.",
        ),
        "",
    ),
    ("login", "Members", main("This story is for members only", "Join us, or log in to read it."), ""),
    ("login", "Le Journal", main("Des drones au-dessus du port", "Article réservé aux abonnés"), ""),
    # Shells
    (
        "shell",
        "The Paper",
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div>",
        "",
    ),
    ("shell", "The Paper", "<noscript>JavaScript must be enabled.</noscript><div id='app'>Loading</div>", ""),
    ("shell", "The Paper", main("Old browser", "Your browser is not supported. Use a newer one."), ""),
    # Error pages that came with 200, soft 404s
    ("error_page", "404", main("404 - Page not found", "The page may have been moved."), ""),
    ("error_page", "Page not found", main("Oops! That page can’t be found.", "Try a search?"), ""),
    ("error_page", "The Paper", main("Gone", "This article is no longer available."), ""),
    ("error_page", "Error", main("Something went wrong", "Try again later, or go to our home page."), ""),
    ("error_page", "503", main("Service Temporarily Unavailable", "The server cannot answer now."), ""),
    ("error_page", "Access denied", main("Access Denied", "You have no permission to see this on this server."), ""),
    ("error_page", "Seite nicht gefunden", main("Fehler 404", "Diese Adresse gibt es nicht."), ""),
    (
        "error_page",
        "Page not found",
        main("Page not found", *(f"Read by many today, number {n}: {LEAD}" for n in range(8))),
        "",
    ),
    (
        "error_page",
        "The Paper",
        main(
            "Sorry!",
            "We can’t find that page. It may have been taken down, or the address that brought you here was mistyped "
            "somewhere on the way, which does happen to all of us now and then.",
        ),
        "",
    ),
    # Index pages
    ("index", "World", teasers(12, 10), ""),
    ("index", "World", teasers(30, 6), '<meta property="og:type" content="website">'),
    ("index", "Tag: drones", teasers(5, 9), '<link rel="canonical" href="https://paper.example/tag/drones/">'),
    (
        "index",
        "World",
        teasers(4, 10),
        json_ld(**{"@type": "CollectionPage", "name": "World"}) + '<meta property="og:type" content="article">',
    ),
    # Videos
    (
        "video",
        "Drones over the harbour",
        main("Drones over the harbour", "Watch how the drones came in over the harbour and how the fire spread."),
        json_ld(**{"@type": "VideoObject", "name": "Drones"}),
    ),
    (
        "video",
        "Drones over the harbour",
        main("Drones over the harbour", LEAD, "Our camera was there, and the pictures show it minute by minute."),
        '<meta property="og:type" content="video.other">',
    ),
]

# Headline, paragraphs, and whether the page says that it is an article.
STORIES = [
    (
        "Parliament passes a law on cookies",
        [
            "Parliament passed a law on Tuesday that bans the button “Accept all” from the pages of public offices.",
            "“We value your privacy is the most worn sentence of the web,” the minister said before the vote.",
            "Sites will have to ask for consent to cookies with two buttons of one size, and fines begin next year.",
        ],
        True,
    ),
    (
        "Regulator fines three sites over cookie pop-ups",
        [
            "The regulator fined three news sites on Wednesday for pop-ups that offered no way to reject all cookies.",
            "Their pages said “we and our partners” 40 times, the decision reads. The sites said they would appeal.",
            "Five more cases are open, a spokeswoman said, and the next ruling is due in the autumn of this year.",
        ],
        False,
    ),
    (
        "“404 not found”: ministry goes dark for a day",
        [
            "The pages of the interior ministry answered “404 not found” for most of Monday after a failed update.",
            "Passport offices in nine towns had to close, and about 2,000 people were sent home, officials said.",
            "A spokesman said that nobody had attacked the servers. Service was restored at eight in the evening.",
        ],
        True,
    ),
    (
        "Outage at cloud firm takes hospitals offline",
        [
            "Doctors in six hospitals saw only “503 service unavailable” on Thursday, and 40 operations were put off.",
            "The firm said that a cable had been cut near the river. It was repaired within seven hours, it added.",
        ],
        False,
    ),
    (
        "Hackers copied a login page to steal from voters",
        [
            "Hackers built a copy of the tax office’s page and told voters to “sign in to continue”, police said.",
            "More than 300 people gave their password away, and three men were arrested in two towns on Friday.",
        ],
        True,
    ),
    (
        "Paper ends its subscription wall",
        [
            "The largest daily of the country took down the words “subscribe to continue” on Sunday after four years.",
            "Its owner said that readers had grown tired. “Subscribers only was a mistake for us,” she told reporters.",
            "About 60 people in the sales office will lose their work, the union said, and it called for a strike.",
        ],
        False,
    ),
    (
        "Robots beat the captcha, study finds",
        [
            "Programs now solve the captcha in less than a second, four times faster than people, a study found.",
            "“Are you a robot? The robot says no,” one of its authors said at a conference in the capital on Monday.",
        ],
        True,
    ),
    (
        "Bank blames unusual traffic from abroad",
        [
            "The bank shut its pages for two hours on Tuesday because of “unusual traffic from your network” warnings.",
            "No money was lost, it said. The central bank has asked for a report by the end of the week on it.",
        ],
        False,
    ),
    (
        "Browser maker drops old script engine",
        [
            "Sites that require JavaScript of the old kind will stop working in March, the browser maker said Friday.",
            "About 4 per cent of all pages are affected, among them those of 200 town halls, according to its count.",
        ],
        False,
    ),
    (
        "Access denied: aid convoy turned back",
        [
            "Soldiers turned back a convoy of 14 trucks at the northern crossing on Saturday, the aid agency said.",
            "“Access denied is all that they told us,” a driver said. It was the third time within one month.",
        ],
        True,
    ),
    (
        "Editors debate stories that vanish",
        [
            "“This article is no longer available” is the saddest line that a paper prints, editors heard on Monday.",
            "They met in the capital to agree on how long stories are kept, and put off the vote until next year.",
        ],
        False,
    ),
    ("Three hurt in harbour fire", [LEAD], True),
    (
        "Quake shakes the coast",
        [
            (
                "A quake of magnitude 5.1 shook the coast at dawn on Sunday. Nobody was hurt, and no damage was seen "
                "in the port, a spokesman said."
            )
        ],
        False,
    ),
    (
        "Video shows strike on bridge",
        [
            "A video that the army published on Monday shows how a drone strikes the bridge over the river.",
            "Two soldiers were killed and five wounded, the other side said. Trains were sent another way.",
        ],
        True,
    ),
    (
        "Government to register all routers",
        [
            "People will have to register for free to read pages of public offices from July on, the ministry said.",
            "Critics say the log-in is a way to watch them. A court will hear the first complaint on 3 June.",
        ],
        True,
    ),
    (
        "Press and hold: how a strike spread",
        [
            "Printers laid down their work in four towns on Monday and said they would hold out until they are paid.",
            "The papers of the region came out with four pages. Both sides will meet again on Thursday morning.",
        ],
        True,
    ),
    (
        "Privacy office opens inquiry into parking app",
        [
            "The privacy office opened an inquiry on Monday into an app that tracked 90,000 drivers without consent.",
            "The firm said that it respects the law: “We respect your privacy, and the data was never sold.”",
        ],
        False,
    ),
    (
        "Court: shop may not ask for an account",
        [
            "A shop may not make buyers create an account to pay, the highest court ruled on Wednesday.",
            "The case was brought by a teacher who had forgotten her password eleven times, the judges noted.",
        ],
        True,
    ),
    (
        "Storm takes mobile network down",
        [
            "Phones showed “something went wrong” in half of the country on Sunday night after a storm cut the power.",
            "Two people died when a tree fell on their car near the coast, the rescue service of the region said.",
        ],
        False,
    ),
    (
        "Mayor’s page moved without notice",
        [
            "“The page you are looking for has moved”, readers of the town’s site learned on Friday morning.",
            "Behind it was a quarrel over 12,000 coins for a domain name, the council said after a long meeting.",
        ],
        True,
    ),
]


@pytest.mark.parametrize(("kind", "title", "body", "head"), WALLS, ids=[f"{n}-{w[0]}" for n, w in enumerate(WALLS)])
def test_what_stands_in_an_articles_place(kind: str, title: str, body: str, head: str) -> None:
    page = clean(title, body, head)
    assert (page.kind, page.kind_reason) == (kind, page.kind_reason)


@pytest.mark.parametrize(("title", "texts", "says_so"), STORIES, ids=[title for title, _, _ in STORIES])
def test_an_article_that_speaks_of_such_pages(title: str, texts: list[str], says_so: bool) -> None:
    banner = "<div class='banner'>We value your privacy. Accept all. Sign in to your account. Subscribers only.</div>"
    page = clean(title, f"{banner}<article><h1>{title}</h1>{paragraphs(*texts)}</article>", NEWS if says_so else "")
    assert (page.kind, page.kind_reason) == ("article", "the text is long enough and in English")
    assert page.text == "\n\n".join(texts)


def test_a_page_that_shows_enough_did_not_need_its_script() -> None:
    threads = "".join(f"<li><a href='/{n}'>Thread number {n} of the forum, with replies</a></li>" for n in range(60))
    notice = "<noscript><p>JavaScript is disabled. Please enable JavaScript in your browser.</p></noscript>"
    page = clean(
        "A short thread", f"<ul>{threads}</ul><main>{notice}<p>Where did it go? It was here a day ago.</p></main>"
    )
    assert page.kind == "too_short"


def test_a_banner_within_the_text_is_cut_and_shown() -> None:
    page = clean(
        "Quake",
        f"<article><p>We value your privacy. Accept all.</p><p>{LEAD}</p><p>Nobody was hurt.</p></article>",
        NEWS,
    )
    assert page.text == f"{LEAD}\n\nNobody was hurt."
    assert [(cut.rule, cut.text) for cut in page.cut] == [("wall", "We value your privacy. Accept all.")]
