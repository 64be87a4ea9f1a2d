-- Which sources are not as usual in the last edition, and by how much?
SELECT source, measure, verdict, value, usual, low, high, z
FROM source_nights
WHERE edition = (SELECT max(edition) FROM source_nights) AND verdict NOT IN ('usual', 'unknown')
ORDER BY source, measure;
