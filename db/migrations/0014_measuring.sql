-- A2: where the authority publishes the measured figure itself, that figure measures and ours is its control. It stands in a
-- row of its own beside those of our windows (window_name 'published'), so that neither overwrites the other.

SELECT set_config('podeplan.actor_kind', 'system', true);

ALTER TABLE measured_colours
  ALTER COLUMN cases DROP NOT NULL,
  ADD COLUMN published_incidence numeric(8, 2) CHECK (published_incidence >= 0),
  ADD CONSTRAINT counted_or_published CHECK (
    CASE window_name WHEN 'published' THEN published_incidence IS NOT NULL
      ELSE cases IS NOT NULL AND published_incidence IS NULL END);
COMMENT ON COLUMN measured_colours.published_incidence IS 'As the authority states it, on its own row; the others are ours.';
COMMENT ON COLUMN measured_colours.in_force IS
  'Of the policy''s window, or published. A published one measures and ours is its control; the other windows never measure.';

-- Which releases are still to be measured, without looking through all colours; emptied again when a figure is published
-- for the day of a release that was measured before.
ALTER TABLE releases ADD COLUMN measured_at timestamptz;
UPDATE releases SET measured_at = fetched_at
  WHERE EXISTS (SELECT FROM measured_colours WHERE release_id = releases.id);
CREATE INDEX releases_to_measure ON releases (released_on, sequence) WHERE state = 'applied' AND measured_at IS NULL;
CREATE INDEX published_incidence_by_day ON published_incidence (as_of);
COMMENT ON COLUMN releases.source IS
  'The format that was read; ''published'' for a day of which only the authority''s own figures are known.';
