-- What is claimed to have happened within km kilometres of a point (lat, lon in degrees)?
--
-- Distance is to the centre of the named place: one of a country or region is out, because its centre says nothing about
-- where in it the thing happened. A latitude beyond 90, as of a point written the wrong way round, is an error, and so is
-- a null.
CREATE OR REPLACE MACRO claims_near(lat, lon, km) AS TABLE
WITH point AS (
    SELECT
        CASE WHEN lat::DOUBLE BETWEEN -90 AND 90 THEN lat::DOUBLE
            ELSE error(
                concat('latitude ', coalesce(lat::VARCHAR, 'NULL'), ' is not between -90 and 90: ')
                || 'write claims_near(lat, lon, km)'
            )
        END AS north,
        CASE WHEN lon::DOUBLE BETWEEN -180 AND 180 THEN lon::DOUBLE
            ELSE error(
                concat('longitude ', coalesce(lon::VARCHAR, 'NULL'), ' is not between -180 and 180: ')
                || 'write claims_near(lat, lon, km)'
            )
        END AS east,
        CASE WHEN km::DOUBLE >= 0 THEN km::DOUBLE
            ELSE error(
                concat(coalesce(km::VARCHAR, 'NULL'), ' km is no distance: ') || 'write claims_near(lat, lon, km)'
            )
        END AS reach
),
measured AS (
    SELECT
        -- least(): rounding takes the sine of a half turn beyond 1.
        2 * 6371 * asin(sqrt(least(1,
            sin(radians(place_lat - north) / 2) ** 2
            + cos(radians(north)) * cos(radians(place_lat)) * sin(radians(place_lon - east) / 2) ** 2
        ))) AS distance_km,
        reach,
        c.*
    FROM current_claims c, point
    WHERE place_precision IN ('city', 'admin1') AND place_lat BETWEEN north - reach / 111.0 AND north + reach / 111.0
)
SELECT * EXCLUDE (reach) FROM measured WHERE distance_km <= reach ORDER BY distance_km, claim_id;
