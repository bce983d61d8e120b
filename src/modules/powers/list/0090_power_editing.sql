-- Powers are also made and changed in the console: each saving is a version with its maker.
ALTER TABLE powers ADD COLUMN made_by text REFERENCES persons (id);
COMMENT ON COLUMN powers.made_by IS 'Person who made the version in the console; empty where it came with a county pack.';
