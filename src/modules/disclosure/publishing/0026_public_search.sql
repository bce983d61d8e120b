-- Names of people are no way to find a notice (CAUTIONS of the law on personal information: searching people by name is for one's
-- own village, signed in). New publications keep them out when their tokens are made; this takes the names that stand in
-- columns for people out of the tokens of those already published: whole names, and every pair of characters of them.
UPDATE publications p SET tokens = ts_delete(p.tokens, n.lexemes)
FROM (
  SELECT c.id, array_agg(DISTINCT t.lexeme) AS lexemes
  FROM (
    SELECT v.id, regexp_split_to_table(v.public_content -> 'rows' -> r.at ->> k.key, '[、,，;；/（()）\s]+') AS name
    FROM publications v
    JOIN notices o ON o.id = v.notice_id
    JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
    LEFT JOIN form_templates f ON f.code = i.template_code AND f.version = i.template_version
    CROSS JOIN LATERAL (SELECT col ->> 'key' AS key FROM jsonb_array_elements(coalesce(f.definition -> 'columns', i.definition -> 'fields')) AS col WHERE col ->> 'type' = 'person') AS k
    CROSS JOIN LATERAL generate_series(0, jsonb_array_length(v.public_content -> 'rows') - 1) AS r (at)
    WHERE v.tokens IS NOT NULL
  ) AS c
  CROSS JOIN LATERAL (SELECT c.name AS lexeme UNION ALL SELECT substr(c.name, a.at, 2) FROM generate_series(1, length(c.name) - 1) AS a (at)) AS t
  WHERE length(c.name) >= 2
  GROUP BY c.id
) AS n
WHERE n.id = p.id;

-- Places are looked up by name wherever somebody types one in front of what is searched.
CREATE INDEX regions_name ON regions (name);
CREATE INDEX regions_pinyin ON regions (pinyin text_pattern_ops);

-- With the title, so that what is called so comes before what only mentions it.
CREATE OR REPLACE VIEW public_search AS
  SELECT p.id, p.path, p.published_at, p.tokens, p.title
  FROM publications p JOIN regions r ON r.id = p.region_id AND NOT r.practice
  WHERE p.superseded_at IS NULL AND p.audience = 'everyone' AND p.tokens IS NOT NULL
    AND (p.leaves_on IS NULL OR p.leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
    AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.notice_id = p.notice_id AND w.lifted_at IS NULL);
