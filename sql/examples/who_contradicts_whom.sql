-- Which two sides contradict each other, on what, and in which words?
SELECT day, place, action, object_class, difference, a_claimant, a_low, a_high, a_qualifier, b_claimant, b_low, b_high,
    b_qualifier, a_evidence, b_evidence
FROM claims_vs_counterclaims
ORDER BY day DESC, place, action, object_class, a_claimant, b_claimant, a_evidence, b_evidence;
