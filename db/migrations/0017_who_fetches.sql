-- Who fetches (R45), and at which rates (R55).

ALTER TABLE vehicles ADD COLUMN municipality_code text REFERENCES municipalities;
ALTER TABLE vehicles ADD CONSTRAINT a_municipal_car_says_whose_it_is
  CHECK ((operator = 'municipality') = (municipality_code IS NOT NULL));
COMMENT ON COLUMN vehicles.municipality_code IS 'Where a kommune fetches by agreement: at its own sites only.';

-- Dated: the agreement of 2020 names 309.56 DKK an hour. Without a row a car's own rates count.
CREATE TABLE transport_rates (
  region_code text NOT NULL REFERENCES regions,
  operator text NOT NULL CHECK (operator IN ('region', 'tcdk', 'municipality')),
  from_date date NOT NULL,
  hourly_rate numeric(10, 2) NOT NULL CHECK (hourly_rate >= 0),
  km_rate numeric(10, 2) NOT NULL CHECK (km_rate >= 0),
  source plain_text,
  PRIMARY KEY (region_code, operator, from_date)
);
CALL keep_apart('transport_rates', reads => 'concerned', writes => 'parties');
