-- In time is what the on-time rate says: no step of it went past its limit, whether or not it is answered yet.
COMMENT ON TABLE report_months IS
  'Reports per place, month of receipt and kind: received, answered, those of which no step went past its limit, and the '
  'last rating; recounted from the reports by a job.'
  ' [derived]';
