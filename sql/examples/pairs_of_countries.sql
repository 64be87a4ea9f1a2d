-- Which pairs of countries meet in conflict or cooperation most, in the codes that GDELT uses?
--
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
SELECT actor1_country_code, actor2_country_code, quad_class, sum(num_mentions) AS mentions,
    list_sort(list(DISTINCT event_code)) AS event_codes, min(sql_date) AS first_day, max(sql_date) AS last_day
FROM as_cameo
WHERE actor1_country_code <> actor2_country_code
GROUP BY ALL
ORDER BY mentions DESC, actor1_country_code, actor2_country_code, quad_class;
