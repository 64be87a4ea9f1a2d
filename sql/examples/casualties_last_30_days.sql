-- How many people were killed or injured in each place in the last 30 days, as each side tells it?
--
-- A place and day with several rows is one that several claimants, or claims about several kinds of people, speak of. Numbers
-- of the same people are not to be added up: women and children are among the dead of another row.
SELECT day, place, outcome, object_class, people, claimant, low, high, qualifiers
FROM casualties
WHERE polarity = 'affirmed'
    AND outcome IN ('killed', 'injured')
    AND low IS NOT NULL
    AND day > (SELECT max(day) FROM casualties) - 30
ORDER BY day DESC, place, outcome, low DESC, claimant, object_class, people;
