-- What did not come in each edition, or came damaged, from which host, and why?
--
-- Columns
-- edition: The batch, one UTC day.
-- source: Name of the source, as in sources.yaml.
-- role: page, or listing: a feed, sitemap or list that could not be read for the pages it names.
-- host: The host that was asked, with its port if that is not the usual one; null for files.
-- outcome: How it ended, from the closed vocabulary of documents.
-- status: HTTP status of the last answer; null if there was none.
-- documents: Documents that ended so. Unit: documents.
-- requests: Requests made for them, repeated ones included. Unit: requests.
-- reason: Why, in words, of one of them.
-- example_url: The address of one of them, to try with `newsledger fetch`.
-- retry_at: Until when the host asked, or is given, to rest. Unit: UTC.
CREATE OR REPLACE VIEW failed_documents AS
SELECT
    edition, source, role,
    nullif(regexp_extract(url, '^https?://([^/?#]+)', 1), '') AS host,
    outcome, status,
    count(*) AS documents,
    sum(tries)::BIGINT AS requests,
    min(reason) AS reason,
    min(url) AS example_url,
    max(retry_at) AS retry_at
FROM documents
WHERE outcome NOT IN ('fetched', 'not_modified', 'unchanged', 'listed')
GROUP BY ALL;
