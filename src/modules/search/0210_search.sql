-- How villagers say what the county's lists call otherwise, and whom to call: from words.csv of the pack.
CREATE TABLE search_words (
  said text PRIMARY KEY CHECK (said <> ''),
  means text[] NOT NULL DEFAULT '{}',
  phone text NOT NULL DEFAULT '',
  advice text NOT NULL DEFAULT '',
  set_at timestamptz NOT NULL
);
COMMENT ON TABLE search_words IS
  'Villagers'' words for what the lists call otherwise, of this county beside those that come with the platform. [state]';
GRANT SELECT, INSERT, UPDATE, DELETE ON search_words TO app;
GRANT SELECT ON search_words TO backup;

CREATE VIEW public_search_words AS
SELECT said, means, phone, advice
FROM search_words;
GRANT SELECT ON public_search_words TO web_public;
