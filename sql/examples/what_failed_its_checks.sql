-- Which expectations were broken in the last edition, and are there more such rows than in the one before?
SELECT table_name, expectation, severity, unexpected, evaluated, round(100 * unexpected_share, 1) AS percent,
    round(100 * share_change, 1) AS percent_more
FROM quality_trend
WHERE edition = (SELECT max(edition) FROM quality_results) AND NOT passed
ORDER BY severity, unexpected DESC, table_name, expectation;
