-- Which stories were edited after they appeared so that their claims changed?
SELECT edition, url, previous_title, title, characters_change, went, came
FROM article_edits
WHERE claims_came + claims_went > 0
ORDER BY claims_came + claims_went DESC, url;
