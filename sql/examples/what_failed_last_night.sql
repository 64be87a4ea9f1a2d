-- What could not be fetched in the last edition, feeds and sitemaps first, and why?
SELECT role, source, host, outcome, status, documents, requests, reason, retry_at, example_url
FROM failed_documents
WHERE edition = (SELECT max(edition) FROM documents)
ORDER BY role, documents DESC, source, host, outcome;
