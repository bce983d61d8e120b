-- As with services, the frame says who made it: an import then leaves alone what the county keeps by hand.
ALTER TABLE power_frames ADD COLUMN made_by text;
COMMENT ON COLUMN power_frames.made_by IS 'Nobody where it came with a county''s pack.';
