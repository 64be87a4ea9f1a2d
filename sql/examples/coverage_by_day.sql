-- How much did each source bring on each of the last seven days, and how much of it was new?
SELECT edition, source, pages, pages_fetched, revisions AS new_revisions, articles, copies, claims, claims_attributed
FROM coverage
WHERE edition > (SELECT max(edition) FROM coverage) - 7
ORDER BY edition DESC, source;
