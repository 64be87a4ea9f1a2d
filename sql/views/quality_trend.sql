-- Is the data getting better or worse: which expectation fails how much, edition by edition?
--
-- Columns
-- quality_results.edition
-- quality_results.table_name
-- quality_results.expectation
-- quality_results.severity
-- quality_results.passed
-- quality_results.evaluated
-- quality_results.unexpected
-- unexpected_share: Share of the rows that broke it; null if there were none to look at. Unit: 0 to 1.
-- previous_share: That share in the edition before; null for the first.
-- share_change: By how much the share grew since then; less than 0 if it fell.
CREATE OR REPLACE VIEW quality_trend AS
WITH shares AS (
    SELECT *, unexpected / nullif(evaluated, 0) AS unexpected_share FROM quality_results
)
SELECT
    edition, table_name, expectation, severity, passed, evaluated, unexpected, unexpected_share,
    lag(unexpected_share) OVER earlier AS previous_share,
    unexpected_share - lag(unexpected_share) OVER earlier AS share_change
FROM shares
WINDOW earlier AS (PARTITION BY table_name, expectation ORDER BY edition);
