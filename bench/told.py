"""What the claims of a made ledger tell: actions, parties, objects, numbers, places, times, as often as real ones do.

Belongs here: the pool that `bench.nights` draws from. Does not: articles and the words of the evidence.
"""

from typing import Any

import numpy as np
import polars as pl

from newsledger.extract.vocabulary import vocabulary_tables
from newsledger.quality.doubts import doubts_table

TOLD = 50_000  # different things that claims tell

# How often claims of the sample articles have each.
_ACTIONS = {
    "kill": 60, "attack": 53, "intercept": 41, "launch": 31, "injure": 27, "release": 26, "damage": 24, "reject": 24,
    "accuse": 24, "request": 18, "agree": 18, "meet": 14, "capture": 14, "displace": 12, "restrict": 11, "exchange": 9,
    "sanction": 8, "detain": 6, "missing": 5, "threaten": 5, "clash": 4, "support": 4, "deploy": 4, "protest": 3,
}  # fmt: skip
_OBJECTS = {
    None: 130, "person": 87, "drone": 42, "building": 27, "civilian": 25, "prisoner": 23, "missile": 23,
    "infrastructure": 15, "body": 15, "soldier": 13, "territory": 13, "other": 10,
}  # fmt: skip
_QUALIFIERS = {"exact": 70, "at_least": 12, "about": 10, "up_to": 4, "more_than": 4}
_MODALITIES = {"actual": 86, "planned": 6, "conditional": 4, "demanded": 4}
_COUNTRIES = ("UKR", "RUS", "ISR", "USA", "PSE", "IRN", "YEM", "SDN", "SYR", "LBN", "CHN", "POL", "DEU", "FRA", "GBR")


def things_told(random: np.random.Generator) -> pl.DataFrame:
    """Return what claims tell, apart from time: `begins` and `ends` are days before publication."""

    def drawn(weights: dict[Any, int]) -> pl.Series:
        chances = np.array([*weights.values()]) / sum(weights.values())
        return pl.Series([*weights], dtype=pl.String)[random.choice(len(weights), TOLD, p=chances)]

    def ranked(count: int) -> Any:
        weights = 1 / (np.arange(count) + 3)
        return random.choice(count, TOLD, p=weights / weights.sum())

    def party(role: str, share: float) -> pl.DataFrame:
        number = ranked(300)
        country = pl.Series([_COUNTRIES[n % len(_COUNTRIES)] for n in number])
        frame = pl.DataFrame(
            {
                f"{role}_text": [f"{country[i]} official {n}" for i, n in enumerate(number)],
                f"{role}_country": country,
                f"{role}_sector": pl.Series([None, "GOV", "MIL"], dtype=pl.String)[random.integers(0, 3, TOLD)],
            }
        )
        there = pl.Series(random.random(TOLD) < share)
        return frame.select(pl.when(there).then(pl.all()))

    places = 800
    spots = pl.DataFrame(
        {
            "place_text": [f"Place {n}" for n in range(places)],
            "place_name": [f"Place {n}" for n in range(places)],
            "place_admin1": [f"Region {n % 90}" for n in range(places)],
            "place_country": [_COUNTRIES[n % len(_COUNTRIES)] for n in range(places)],
            "place_lat": random.uniform(30, 58, places),
            "place_lon": random.uniform(20, 60, places),
            "place_geonameid": [700_000 + n for n in range(places)],
            "place_precision": [("city", "city", "city", "admin1", "country")[n % 5] for n in range(places)],
        }
    )[ranked(places)].select(pl.when(pl.Series(random.random(TOLD) < 0.45)).then(pl.all()))
    kinds = pl.Series(random.choice(4, TOLD, p=[0.65, 0.25, 0.05, 0.05]))  # no time, a day, a month, not resolved
    days = pl.Series(random.integers(0, 4, TOLD))
    low = pl.Series(np.floor(random.pareto(1.2, TOLD) * 4 + 1))
    qualifier = drawn(_QUALIFIERS)
    numbered = pl.Series(random.random(TOLD) < 0.5)
    told = pl.concat([party("actor", 0.85), party("recipient", 0.6), party("speaker", 0.68), spots], how="horizontal")
    return (
        told.with_columns(
            action=drawn(_ACTIONS),
            object_class=drawn(_OBJECTS),
            modality=drawn(_MODALITIES),
            polarity=drawn({"affirmed": 94, "negated": 6}),
            weapon=drawn({None: 80, "drone": 12, "missile": 8}),
            slot_spans=pl.lit('{"actor": [253, 264], "cue": [266, 270], "date": [345, 351], "trigger": [321, 329]}'),
            doubts=pl.when(pl.Series(random.random(TOLD) < 0.03)).then(pl.lit([doubts_table()["doubt"][0]])),
            date_text=pl.Series([None, "on Sunday", "in May", "recently"], dtype=pl.String)[kinds],
            date_precision=pl.Series([None, "day", "month", "vague"], dtype=pl.String)[kinds],
            begins=pl.select(pl.when(kinds == 1).then(days).when(kinds == 2).then(days + 30)).to_series(),
            ends=pl.select(pl.when(kinds == 1).then(days).when(kinds == 2).then(days)).to_series(),
            quantity_low=pl.select(pl.when(numbered & (qualifier != "up_to")).then(low)).to_series(),
            quantity_high=pl.select(
                pl.when(numbered & ~qualifier.is_in(["at_least", "more_than"])).then(low)
            ).to_series(),
            quantity_qualifier=pl.select(pl.when(numbered).then(qualifier)).to_series(),
        )
        .with_columns(
            rule=pl.col("action") + ".word.active",
            object_text=pl.col("object_class") + "s",
            quantity_text=pl.col("quantity_low").cast(pl.String),
            speaker_cue=pl.when(pl.col("speaker_text").is_not_null()).then(pl.lit("said")),
        )
        .join(vocabulary_tables()["actions"].drop("meaning"), on="action", how="left", maintain_order="left")
    )
