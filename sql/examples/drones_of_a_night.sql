-- How many drones and missiles did each side count in the night that most is said of, and where?
--
-- Each side counts for itself. A null in high is a number that is open upwards; the qualifiers say how exact it is.
SELECT day, munition, attacker_country, place, claimant, launched_low, launched_high, intercepted_low, intercepted_high,
    list_sort(list_distinct(coalesce(launched_qualifiers, []) || coalesce(intercepted_qualifiers, []))) AS qualifiers
FROM daily_strikes
WHERE day = (SELECT day FROM daily_strikes GROUP BY day ORDER BY sum(claims) DESC, day LIMIT 1)
ORDER BY attacker_country, munition, place, claimant, target_country, place_country;
