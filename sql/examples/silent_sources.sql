-- Which sources brought nothing new in the last edition, though they did before?
SELECT source, max(edition) FILTER (revisions > 0) AS last_edition_with_news, sum(articles) AS articles_so_far
FROM coverage
GROUP BY source
HAVING last_edition_with_news < (SELECT max(edition) FROM documents)
ORDER BY last_edition_with_news, source;
