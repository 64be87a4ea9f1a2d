-- What did the cleaner take out around an article's text, line by line, and by which rule?
--
-- To count by rule: SELECT rule, count(*), sum(characters) FROM article_cuts GROUP BY rule.
--
-- Columns
-- articles.revision_id
-- article_id: The story.
-- edition: The batch that first brought the revision.
-- source: Name of the source, as in sources.yaml.
-- url: The address of the page.
-- number: Which of the lines cut from it this is, from 1.
-- rule: Why it was cut: related, plea, share, advertisement, caption, legal, credit, comments (all that follows them), headline, byline, date, source (the outlet it names is kept), wall, repeated (on several pages of the host).
-- characters: Its length. Unit: code points.
-- text: The line.
CREATE OR REPLACE VIEW article_cuts AS
WITH lines AS (
    SELECT
        revision_id, article_id, edition, source, url,
        unnest(from_json(cut, '[{"text": "VARCHAR", "rule": "VARCHAR"}]')) AS line,
        generate_subscripts(from_json(cut, '[{"text": "VARCHAR", "rule": "VARCHAR"}]'), 1) AS number
    FROM articles
    WHERE cut IS NOT NULL
)
SELECT
    revision_id, article_id, edition, source, url, number,
    line.rule AS rule, length(line.text) AS characters, line.text AS text
FROM lines;
