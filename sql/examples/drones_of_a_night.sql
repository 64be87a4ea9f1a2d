-- How many drones and missiles did each side count in one night, launched and shot down, and where?
--
-- Each side counts for itself. A null in high is a number that is open upwards; the qualifiers say how exact it is.
SELECT munition, attacker_country, place, claimant, launched_low, launched_high, intercepted_low, intercepted_high,
    list_sort(list_distinct(coalesce(launched_qualifiers, []) || coalesce(intercepted_qualifiers, []))) AS qualifiers
FROM daily_strikes
WHERE day = DATE '2025-05-24'
ORDER BY attacker_country, munition, place, claimant;
