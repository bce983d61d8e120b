-- An outsider whose link was lost is given a new one: the key in it changes, the request stays.
GRANT UPDATE (guest_key) ON case_requests TO app;
COMMENT ON TABLE case_requests IS
  'Who else is asked for a part of a case: units that handle it jointly (each with an own clock and opinion), posts '
  'consulted without moving the case, an outsider invited by link, an order from above (督办) with an own clock.'
  ' [history except guest_key, path, alarm_at, answered_at, answered_by, answer_name, answer_post, opinion, answer, withdrawn_at]';
