-- R2: a published rate is compared as it was stated. At two decimals 19.999 stood as 20.00, which is red.
ALTER TABLE published_incidence ALTER COLUMN incidence TYPE numeric(15, 9);
ALTER TABLE measured_colours ALTER COLUMN published_incidence TYPE numeric(15, 9);

-- Days of which only published rates are known had a text where their findings belong.
SELECT set_config('podeplan.actor_kind', 'system', true);
UPDATE releases SET findings = '[]' WHERE jsonb_typeof(findings) <> 'array';
ALTER TABLE releases ADD CONSTRAINT findings_are_a_list CHECK (jsonb_typeof(findings) = 'array');
