-- Whether somebody who held a function at a place has left it for good since a moment: their last day lies on its day or
-- later and before "today", and they do not hold it now.
CREATE FUNCTION left_since(region text, fn text, since timestamptz, today date) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (
    SELECT 1
    FROM appointments gone
    JOIN post_kinds k ON k.id = gone.post_kind_id
    WHERE gone.region_id = region
      AND k.function = fn
      AND gone.to_on >= (since AT TIME ZONE 'Asia/Shanghai')::date
      AND gone.to_on < today
      AND NOT EXISTS (
        SELECT 1
        FROM appointments still
        JOIN post_kinds s ON s.id = still.post_kind_id
        WHERE still.region_id = gone.region_id
          AND s.function = k.function
          AND still.person_id = gone.person_id
          AND still.from_on <= today
          AND (still.to_on IS NULL OR still.to_on >= today)
      )
  )
$$;
