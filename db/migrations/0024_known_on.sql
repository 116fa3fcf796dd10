-- R3, A2: what an authority states can be corrected as well. Every day of a published file is a release of its own, and
-- beside the day that it tells of stands the day since which it is known: the second time axis.

SELECT set_config('podeplan.actor_kind', 'system', true);

ALTER TABLE releases ADD COLUMN known_on date;
UPDATE releases SET known_on = released_on;
ALTER TABLE releases
  ALTER COLUMN known_on SET NOT NULL,
  ADD CONSTRAINT known_on_its_day_or_later CHECK (known_on >= released_on);
COMMENT ON COLUMN releases.known_on IS
  'Since when it is known: the day itself, or later for a day that an authority states again.';
COMMENT ON COLUMN releases.source IS
  'The format that was read; ''published'' for a day of an authority''s own figures, which has no series of cases.';
CREATE INDEX releases_by_knowledge ON releases (known_on) WHERE state = 'applied';

-- What was published for the day of a release was measured with it. Now it has a release beside it; no row goes away.
INSERT INTO releases (id, source, released_on, known_on, sequence, sha256, fetched_at, state, findings, measured_at)
SELECT gen_random_uuid(), 'published', stated.as_of, stated.as_of,
  1 + coalesce((SELECT max(sequence) FROM releases WHERE released_on = stated.as_of), 0),
  encode(sha256(convert_to(concat(stated.as_of, ' ', stated.files), 'UTF8')), 'hex'),
  stated.fetched_at, 'applied', '[]',
  CASE WHEN EXISTS (SELECT FROM measured_colours
                    WHERE measured_on = stated.as_of AND window_name = 'published') THEN stated.fetched_at END
FROM (
  SELECT as_of, string_agg(DISTINCT sha256, ' ' ORDER BY sha256) AS files, max(fetched_at) AS fetched_at
  FROM published_incidence GROUP BY as_of
) AS stated
WHERE NOT EXISTS (SELECT FROM releases WHERE source = 'published' AND released_on = stated.as_of);

INSERT INTO measured_colours
  (release_id, municipality_code, window_name, measured_on, cases, population, colour, policy, in_force, published_incidence)
SELECT own.id, row.municipality_code, row.window_name, row.measured_on, row.cases, row.population, row.colour, row.policy,
  row.in_force, row.published_incidence
FROM releases AS own
JOIN measured_colours AS row ON row.measured_on = own.released_on AND row.window_name = 'published'
WHERE own.source = 'published'
ON CONFLICT DO NOTHING;

ALTER TABLE published_incidence ADD COLUMN release_id uuid REFERENCES releases ON DELETE CASCADE;
UPDATE published_incidence SET release_id =
  (SELECT id FROM releases WHERE releases.source = 'published' AND released_on = as_of ORDER BY sequence LIMIT 1);
ALTER TABLE published_incidence
  ALTER COLUMN release_id SET NOT NULL,
  DROP CONSTRAINT published_incidence_pkey,
  ADD PRIMARY KEY (release_id, municipality_code);
COMMENT ON COLUMN published_incidence.as_of IS 'The day that the rate tells of: that of its release.';
