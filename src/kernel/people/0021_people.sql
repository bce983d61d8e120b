-- Who held a post is history: a term ends, it is never rewritten; taken away is only one in which nobody has done anything
-- (an import that is undone).
REVOKE UPDATE, DELETE ON appointments FROM app;
GRANT UPDATE (to_on, office_phone) ON appointments TO app;
COMMENT ON TABLE appointments IS
  'A person holds a post at a place from–to. A person acts only through one. [history except office_phone, to_on]';

CREATE FUNCTION drop_unused_appointment(gone text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM case_events WHERE appointment_id = gone)
    OR EXISTS (SELECT 1 FROM deputations WHERE appointment_id = gone)
    OR EXISTS (SELECT 1 FROM hand_overs WHERE gone IN (from_appointment_id, to_appointment_id))
  THEN
    RAISE EXCEPTION 'appointment % has been acted through', gone USING ERRCODE = 'foreign_key_violation';
  END IF;
  DELETE FROM appointments WHERE id = gone;
END $$;
REVOKE ALL ON FUNCTION drop_unused_appointment(text) FROM public;
GRANT EXECUTE ON FUNCTION drop_unused_appointment(text) TO app;
