-- What share of the drones and missiles was intercepted each week, by the word of each side?
--
-- Only days on which one claimant gives both numbers, neither of them open, can have a share; the range is of those days.
SELECT
    date_trunc('week', day)::DATE AS week, claimant, munition,
    count(*) AS days,
    round(min(intercepted_share_low), 2) AS lowest_share,
    round(max(intercepted_share_high), 2) AS highest_share,
    list_sort(list_distinct(flatten(list(launched_qualifiers || intercepted_qualifiers)))) AS qualifiers
FROM daily_strikes
WHERE intercepted_share_low IS NOT NULL
GROUP BY ALL
ORDER BY week, claimant, munition;
