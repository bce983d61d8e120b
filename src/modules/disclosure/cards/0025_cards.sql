-- Who sees cards is a county's rule (CAUTIONS 12). Where it says "internal" nobody outside the office does; a missing item still
-- shows on its village's page, because that page reads obligations.
CREATE OR REPLACE VIEW public_cards AS
  SELECT c.id, c.subject_kind, c.subject_id, c.clock, c.colour, c.region_id, c.path, c.nominal_at, l.reason AS lifted_reason, l.post_name AS lifted_post, l.decided_at AS lifted_at
  FROM cards c JOIN regions r ON r.id = c.region_id AND NOT r.practice LEFT JOIN card_lifts l ON l.card_id = c.id
  WHERE coalesce((SELECT u.value #>> '{}' FROM rules u
    WHERE u.code = 'cards.visibleTo' AND u.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date AND (u.effective_to IS NULL OR u.effective_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
    ORDER BY u.effective_from DESC, u.set_at DESC LIMIT 1), 'internal') <> 'internal';
COMMENT ON VIEW public_cards IS 'Yellow and red cards with their lifts, unless the county keeps cards inside the office (rule cards.visibleTo).';
