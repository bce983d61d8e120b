-- The township sends a step back: a record of its own, beside what was recorded before.
ALTER TABLE power_run_steps DROP CONSTRAINT power_run_steps_outcome_check;
ALTER TABLE power_run_steps
  ADD CONSTRAINT power_run_steps_outcome_check CHECK (outcome IN ('done', 'skipped', 'stopped', 'returned'));
COMMENT ON TABLE power_run_steps IS
  'What was recorded of a step: done, skipped with a signed reason, the run stopped here with a signed reason, or what was '
  'recorded before sent back by the township with a reason. Rows are added, never changed; it counts when as many people as it '
  'needs have put their hand to it (power_run_hands) and it was not sent back after.'
  ' [history]';
