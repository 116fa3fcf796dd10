-- Laboratories, and the places where people are tested.
--
-- Whose a row is: organisation_id names the municipality's own organisation, or an independent home in it; the
-- foreign key to organisations keeps the municipality beside it true.

CREATE TABLE laboratories (
  id uuid PRIMARY KEY,
  region_code text NOT NULL REFERENCES regions,
  name plain_text NOT NULL,
  address plain_text,
  lat double precision NOT NULL,
  lon double precision NOT NULL,
  arrival_minute minute_of_day NOT NULL,
  weekday_capacity integer[] NOT NULL CHECK (cardinality(weekday_capacity) = 7 AND 0 <= ALL (weekday_capacity)),
  max_sample_hours integer NOT NULL DEFAULT 48 CHECK (max_sample_hours > 0),
  UNIQUE (region_code, name)
);
COMMENT ON COLUMN laboratories.weekday_capacity IS 'Samples arriving on Monday … Sunday; 0 means closed.';

-- Overrides by date; `decision` records who allowed more than the laboratory's own word (A11).
CREATE TABLE laboratory_capacities (
  laboratory_id uuid NOT NULL REFERENCES laboratories ON DELETE CASCADE,
  region_code text NOT NULL REFERENCES regions,
  date date NOT NULL,
  capacity integer NOT NULL CHECK (capacity >= 0),
  reason plain_text,
  PRIMARY KEY (laboratory_id, date)
);

CREATE TABLE sites (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  area_id uuid REFERENCES areas,
  laboratory_id uuid REFERENCES laboratories,
  kind text NOT NULL CHECK (kind IN ('nursing-home', 'home-care-district', 'home-nursing', 'shared')),
  name plain_text NOT NULL,
  address plain_text,
  p_number text CHECK (p_number ~ '^\d{10}$'),
  lat double precision NOT NULL,
  lon double precision NOT NULL,
  minutes_per_swab smallint NOT NULL DEFAULT 4 CHECK (minutes_per_swab BETWEEN 1 AND 60),
  block_minutes smallint NOT NULL DEFAULT 0 CHECK (block_minutes BETWEEN 0 AND 240),
  drop_in smallint NOT NULL DEFAULT 0 CHECK (drop_in >= 0),
  turnout double precision NOT NULL DEFAULT 1 CHECK (turnout > 0 AND turnout <= 1),
  risk_rank smallint CHECK (risk_rank > 0),
  pickup_point plain_text,
  pickup_from_minute minute_of_day,
  last_pickup_minute minute_of_day NOT NULL DEFAULT 1020,
  pickup_minutes smallint NOT NULL DEFAULT 5 CHECK (pickup_minutes >= 0),
  collected_by text NOT NULL DEFAULT 'region' CHECK (collected_by IN ('region', 'tcdk', 'municipality')),
  open_from date NOT NULL,
  open_to date,
  note plain_text,
  CHECK (open_to >= open_from),
  CHECK (block_minutes = 0 OR block_minutes >= minutes_per_swab),
  UNIQUE (id, organisation_id, municipality_code),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);
COMMENT ON COLUMN sites.block_minutes IS '0: single times. Else people are told blocks of so many minutes (P13).';
COMMENT ON COLUMN sites.risk_rank IS '1 is placed first when capacity is short (R11).';
COMMENT ON COLUMN sites.p_number IS 'A production unit of the CVR register: ten digits, and no CPR number.';
CREATE INDEX sites_municipality ON sites (municipality_code);
CREATE INDEX sites_organisation ON sites (organisation_id);

ALTER TABLE contacts
  ADD FOREIGN KEY (site_id) REFERENCES sites ON DELETE CASCADE,
  ADD FOREIGN KEY (laboratory_id) REFERENCES laboratories ON DELETE CASCADE;

-- Everything below a site repeats the site's owner, so that row-level security needs no join; the foreign key
-- keeps the copy true.
CREATE TABLE rooms (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  name plain_text NOT NULL,
  lanes smallint NOT NULL CHECK (lanes > 0),
  UNIQUE (site_id, name),
  UNIQUE (id, site_id),
  FOREIGN KEY (site_id, organisation_id, municipality_code)
    REFERENCES sites (id, organisation_id, municipality_code) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE windows (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  room_id uuid NOT NULL,
  name plain_text NOT NULL,
  from_minute minute_of_day NOT NULL,
  to_minute minute_of_day NOT NULL,
  lanes smallint NOT NULL CHECK (lanes > 0),
  weekdays weekdays NOT NULL,
  CHECK (to_minute > from_minute),
  UNIQUE (site_id, name),
  FOREIGN KEY (site_id, organisation_id, municipality_code)
    REFERENCES sites (id, organisation_id, municipality_code) ON UPDATE CASCADE ON DELETE CASCADE,
  FOREIGN KEY (room_id, site_id) REFERENCES rooms (id, site_id),
  CONSTRAINT windows_of_a_room_lie_apart
    EXCLUDE USING gist (room_id WITH =, minutes_of_week(weekdays, from_minute, to_minute) WITH &&)
);

CREATE TABLE site_shifts (
  site_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  shift shift NOT NULL,
  from_minute minute_of_day NOT NULL,
  to_minute minute_of_day NOT NULL,
  PRIMARY KEY (site_id, shift),
  FOREIGN KEY (site_id, organisation_id, municipality_code)
    REFERENCES sites (id, organisation_id, municipality_code) ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON COLUMN site_shifts.to_minute IS 'At or before from_minute: the next day.';

-- Public holidays come from the calendar; here is what a region, municipality, site or laboratory adds.
CREATE TABLE closing_days (
  id uuid PRIMARY KEY,
  region_code text REFERENCES regions,
  municipality_code text REFERENCES municipalities,
  organisation_id text REFERENCES organisations,
  site_id uuid REFERENCES sites ON DELETE CASCADE,
  laboratory_id uuid REFERENCES laboratories ON DELETE CASCADE,
  date date NOT NULL,
  kind text NOT NULL DEFAULT 'closed' CHECK (kind IN ('closed', 'school-holiday')),
  reason plain_text,
  CHECK (num_nonnulls(region_code, municipality_code, organisation_id) > 0)
);
CREATE INDEX closing_days_date ON closing_days (date);
