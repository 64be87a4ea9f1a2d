-- What is claimed to have happened within km kilometres of a point (lat, lon in degrees)?
--
-- Distance is to the centre of the named place: one of a country or region is out, because its centre says nothing about
-- where in it the thing happened.
CREATE OR REPLACE MACRO claims_near(lat, lon, km) AS TABLE
WITH measured AS (
    SELECT
        2 * 6371 * asin(sqrt(
            sin(radians(place_lat - lat) / 2) ** 2
            + cos(radians(lat)) * cos(radians(place_lat)) * sin(radians(place_lon - lon) / 2) ** 2
        )) AS distance_km,
        *
    FROM current_claims
    WHERE place_precision IN ('city', 'admin1') AND place_lat BETWEEN lat - km / 111.0 AND lat + km / 111.0
)
FROM measured WHERE distance_km <= km ORDER BY distance_km, claim_id;
