-- Who is to be tested, by name or by number (P1), and who swabs. No CPR number, no result, no reason for absence.

CREATE TABLE swab_teams (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  name plain_text NOT NULL,
  UNIQUE (organisation_id, name),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);

CREATE TABLE swab_team_sites (
  team_id uuid NOT NULL REFERENCES swab_teams ON DELETE CASCADE,
  site_id uuid NOT NULL REFERENCES sites ON DELETE CASCADE,
  organisation_id text NOT NULL REFERENCES organisations,
  PRIMARY KEY (team_id, site_id)
);

-- A mobile care team that serves many places: a scope of a partial red (A18).
CREATE TABLE care_teams (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  name plain_text NOT NULL,
  UNIQUE (organisation_id, name),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);

CREATE TABLE staff (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  employer_id text REFERENCES organisations,
  care_team_id uuid REFERENCES care_teams,
  label plain_text NOT NULL CHECK (label <> ''),
  shift shift NOT NULL,
  rota_weeks smallint CHECK (rota_weeks BETWEEN 1 AND 12),
  rota_days smallint[] CHECK (0 <= ALL (rota_days)),
  in_scope_from date NOT NULL,
  in_scope_to date,
  paused_until date,
  UNIQUE (organisation_id, label),
  UNIQUE (id, organisation_id),
  CHECK (in_scope_to >= in_scope_from),
  CHECK ((rota_weeks IS NULL) = (rota_days IS NULL)),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);
COMMENT ON COLUMN staff.organisation_id IS
  'Whose target group: the municipality, or an independent home. Supplier staff belong to the municipality (R20).';
COMMENT ON COLUMN staff.employer_id IS 'The supplier, when it is another.';
COMMENT ON COLUMN staff.label IS 'What the organisation calls the person, such as a staff number.';
COMMENT ON COLUMN staff.rota_days IS 'Offsets from the organisation''s rota anchor, repeating; null: hourly, any day.';
COMMENT ON COLUMN staff.paused_until IS 'The first day back; no reason is kept (A15).';
CREATE INDEX staff_municipality ON staff (municipality_code);

CREATE TABLE staff_sites (
  staff_id uuid NOT NULL,
  site_id uuid NOT NULL REFERENCES sites,
  organisation_id text NOT NULL,
  position smallint NOT NULL DEFAULT 0,
  PRIMARY KEY (staff_id, site_id),
  FOREIGN KEY (staff_id, organisation_id)
    REFERENCES staff (id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON COLUMN staff_sites.position IS '0 is the main place; the others follow.';
CREATE INDEX staff_sites_site ON staff_sites (site_id);

CREATE TABLE headcounts (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  shift shift NOT NULL,
  people integer NOT NULL CHECK (people > 0),
  rota_weeks smallint CHECK (rota_weeks BETWEEN 1 AND 12),
  rota_days smallint[] CHECK (0 <= ALL (rota_days)),
  from_date date NOT NULL,
  to_date date,
  CHECK (to_date >= from_date),
  CHECK ((rota_weeks IS NULL) = (rota_days IS NULL)),
  FOREIGN KEY (site_id, organisation_id, municipality_code)
    REFERENCES sites (id, organisation_id, municipality_code) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX headcounts_site ON headcounts (site_id);

-- Offers from before this product was used: intervals count from offers (A6), across the edge of the first roll.
CREATE TABLE earlier_offers (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisations,
  staff_id uuid REFERENCES staff ON DELETE CASCADE,
  headcount_id uuid REFERENCES headcounts ON DELETE CASCADE,
  offered_on date NOT NULL,
  people integer NOT NULL DEFAULT 1 CHECK (people > 0),
  CHECK (num_nonnulls(staff_id, headcount_id) = 1),
  CHECK (staff_id IS NULL OR people = 1)
);
CREATE INDEX earlier_offers_staff ON earlier_offers (staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX earlier_offers_headcount ON earlier_offers (headcount_id) WHERE headcount_id IS NOT NULL;

CREATE TABLE swabbers (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  staff_id uuid REFERENCES staff,
  team_id uuid REFERENCES swab_teams,
  label plain_text NOT NULL,
  from_minute minute_of_day NOT NULL,
  to_minute minute_of_day NOT NULL,
  rota_weeks smallint CHECK (rota_weeks BETWEEN 1 AND 12),
  rota_days smallint[] CHECK (0 <= ALL (rota_days)),
  trained_on date,
  trained_by uuid REFERENCES swabbers,
  trained_by_region text REFERENCES regions,
  active_from date NOT NULL,
  active_to date,
  UNIQUE (organisation_id, label),
  UNIQUE (id, organisation_id),
  CHECK (trained_by <> id),
  CHECK (num_nonnulls(trained_by, trained_by_region) <= 1),
  CHECK ((rota_weeks IS NULL) = (rota_days IS NULL)),
  CHECK (active_to >= active_from),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);
COMMENT ON COLUMN swabbers.trained_by IS 'The chain of training (R39); trained_by_region: the first round (R38).';

CREATE TABLE swabber_sites (
  swabber_id uuid NOT NULL,
  site_id uuid NOT NULL REFERENCES sites ON DELETE CASCADE,
  organisation_id text NOT NULL,
  PRIMARY KEY (swabber_id, site_id),
  FOREIGN KEY (swabber_id, organisation_id)
    REFERENCES swabbers (id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE
);

-- R37: the municipality reports, the region agrees.
CREATE TABLE training_needs (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  people integer NOT NULL CHECK (people > 0),
  reported_on date NOT NULL,
  agreed_people integer CHECK (agreed_people >= 0),
  agreed_on date,
  held_on date,
  place plain_text,
  note plain_text,
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);

-- R47: workstations and scanners that move between sites.
CREATE TABLE workstation_pools (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  name plain_text NOT NULL,
  workstations smallint NOT NULL CHECK (workstations > 0),
  scanners smallint CHECK (scanners >= 0),
  UNIQUE (organisation_id, name),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);

CREATE TABLE workstation_pool_sites (
  pool_id uuid NOT NULL REFERENCES workstation_pools ON DELETE CASCADE,
  site_id uuid NOT NULL REFERENCES sites ON DELETE CASCADE,
  organisation_id text NOT NULL REFERENCES organisations,
  PRIMARY KEY (pool_id, site_id)
);
