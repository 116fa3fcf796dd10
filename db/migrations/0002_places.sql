-- The country: regions (dated), municipalities, areas, organisations, who to call.

CREATE TABLE regions (
  code text PRIMARY KEY CHECK (code ~ '^\d{4}$'),
  name text NOT NULL,
  from_date date NOT NULL,
  to_date date,
  CHECK (to_date >= from_date)
);
COMMENT ON TABLE regions IS 'Østdanmark replaces Hovedstaden and Sjælland on 2027-01-01. to_date is the last day.';

CREATE TABLE municipalities (
  code text PRIMARY KEY CHECK (code ~ '^\d{4}$'),
  name text NOT NULL UNIQUE,
  landsdel text NOT NULL,
  lat double precision NOT NULL,
  lon double precision NOT NULL
);

CREATE TABLE region_memberships (
  municipality_code text NOT NULL REFERENCES municipalities,
  region_code text NOT NULL REFERENCES regions,
  from_date date NOT NULL,
  to_date date,
  PRIMARY KEY (municipality_code, from_date),
  CHECK (to_date >= from_date),
  CONSTRAINT one_region_at_a_time
    EXCLUDE USING gist (municipality_code WITH =, daterange(from_date, to_date, '[]') WITH &&)
);
CREATE INDEX region_memberships_region ON region_memberships (region_code);

CREATE TABLE populations (
  municipality_code text NOT NULL REFERENCES municipalities,
  from_date date NOT NULL,
  inhabitants integer NOT NULL CHECK (inhabitants > 0),
  source text NOT NULL,
  PRIMARY KEY (municipality_code, from_date)
);

-- A bydel or home-care district: what a partial red may name (R10).
CREATE TABLE areas (
  id uuid PRIMARY KEY,
  municipality_code text NOT NULL REFERENCES municipalities,
  name plain_text NOT NULL,
  UNIQUE (municipality_code, name)
);

-- Municipalities and regions are organisations under their official code, the authorities under their short name;
-- every other one has a UUID.
CREATE TABLE organisations (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('municipality', 'region', 'home', 'supplier', 'authority')),
  name plain_text NOT NULL,
  municipality_code text REFERENCES municipalities,
  region_code text REFERENCES regions,
  independent boolean NOT NULL DEFAULT false,
  rota_anchor date NOT NULL DEFAULT '2020-08-31' CHECK (extract(isodow FROM rota_anchor) = 1),
  UNIQUE (id, municipality_code),
  CHECK (kind NOT IN ('municipality', 'home') OR municipality_code IS NOT NULL),
  CHECK (kind <> 'region' OR region_code IS NOT NULL),
  CHECK (NOT independent OR (kind IN ('home', 'supplier') AND municipality_code IS NOT NULL))
);
COMMENT ON COLUMN organisations.independent IS
  'A private home, or a supplier that tests itself (R21): keeps its own staff and roll, unseen by the municipality (R19).';
COMMENT ON COLUMN organisations.rota_anchor IS 'A Monday: day 0 of every rota.';
CREATE INDEX organisations_municipality ON organisations (municipality_code);

-- P9: duty phones first.
CREATE TABLE contacts (
  id uuid PRIMARY KEY,
  organisation_id text REFERENCES organisations,
  municipality_code text REFERENCES municipalities,
  region_code text REFERENCES regions,
  site_id uuid,
  laboratory_id uuid,
  role text NOT NULL CHECK (role IN ('duty', 'planner', 'health', 'site-manager', 'driver', 'laboratory', 'other')),
  name plain_text NOT NULL,
  phone text CHECK (phone ~ '^\+?[0-9 ]{3,20}$'),
  email text CHECK (email ~ '^[^@\s]+@[^@\s]+$'),
  position smallint NOT NULL DEFAULT 0,
  note plain_text,
  CHECK (num_nonnulls(phone, email) > 0),
  CHECK (num_nonnulls(organisation_id, municipality_code, region_code) > 0)
);
CREATE INDEX contacts_municipality ON contacts (municipality_code);
CREATE INDEX contacts_region ON contacts (region_code);

-- R48: warns, never blocks.
CREATE TABLE readiness (
  municipality_code text NOT NULL REFERENCES municipalities,
  item text NOT NULL CHECK (
    item IN ('ydernummer', 'webreq', 'signature', 'connection', 'protective-equipment', 'scanners', 'pickup-places')
  ),
  done_on date,
  note plain_text,
  PRIMARY KEY (municipality_code, item)
);
