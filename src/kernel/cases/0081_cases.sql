-- How many of the units that a case was given to must answer: chosen by whoever gives it to them.

ALTER TABLE case_requests ADD COLUMN needed int CHECK (needed >= 1);
COMMENT ON COLUMN case_requests.needed IS
  'Of joint handling: how many answers the round takes, the same in all its requests; null where the procedure says it.';
