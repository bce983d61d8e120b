-- Items that no room made so far are drafted by hand from now on: a county that runs already gets thirty days, so that the day of the update is not red (CAUTIONS 12).
INSERT INTO item_grace (region_id, item_code, starts_on, grace_until, set_at)
  SELECT r.id, i.code, current_date, current_date + 30, now()
  FROM regions r, (SELECT DISTINCT code FROM catalogue_items WHERE definition ->> 'derived' IN ('powerList', 'reportReplies', 'serviceGuide')) AS i
  WHERE r.parent_id IS NULL
  ON CONFLICT (region_id, item_code) DO NOTHING;
