-- Which numbers do several articles report, and which does only one?
SELECT day, place, action, object_class, quantity_low, quantity_high, quantity_qualifier,
    count(DISTINCT article_id) AS articles,
    list_sort(list(DISTINCT source)) AS sources,
    list_sort(list(DISTINCT claimant)) AS claimants
FROM current_claims
WHERE quantity_qualifier IS NOT NULL AND modality = 'actual' AND polarity = 'affirmed'
GROUP BY day, place, action, object_class, quantity_low, quantity_high, quantity_qualifier
ORDER BY articles DESC, day DESC, place, action, object_class, quantity_low, quantity_high, quantity_qualifier;
