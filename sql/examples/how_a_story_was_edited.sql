-- Which stories were edited after they appeared, which sentences and which claims came or went?
SELECT edition, url, previous_title, title, sentences_removed, sentences_added, went, came
FROM article_edits
ORDER BY claims_came + claims_went DESC, added + removed DESC, url;
