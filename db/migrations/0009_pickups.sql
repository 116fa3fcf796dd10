-- Vehicles, routes, stops, kits.

CREATE TABLE depots (
  id uuid PRIMARY KEY,
  region_code text NOT NULL REFERENCES regions,
  laboratory_id uuid REFERENCES laboratories,
  name plain_text NOT NULL,
  lat double precision NOT NULL,
  lon double precision NOT NULL,
  UNIQUE (region_code, name)
);

CREATE TABLE vehicles (
  id uuid PRIMARY KEY,
  region_code text NOT NULL REFERENCES regions,
  depot_id uuid NOT NULL REFERENCES depots,
  operator text NOT NULL DEFAULT 'region' CHECK (operator IN ('region', 'tcdk', 'municipality')),
  name plain_text NOT NULL,
  capacity integer NOT NULL CHECK (capacity > 0),
  speed_class text NOT NULL DEFAULT 'van',
  fixed_cost numeric(10, 2) NOT NULL DEFAULT 0 CHECK (fixed_cost >= 0),
  hourly_rate numeric(10, 2) NOT NULL CHECK (hourly_rate >= 0),
  km_rate numeric(10, 2) NOT NULL CHECK (km_rate >= 0),
  shift_from_minute minute_of_day NOT NULL,
  shift_to_minute minute_of_day NOT NULL,
  break_minutes smallint NOT NULL DEFAULT 0 CHECK (break_minutes >= 0),
  weekdays weekdays NOT NULL DEFAULT '{0,1,2,3,4}',
  from_date date NOT NULL,
  to_date date,
  CHECK (shift_to_minute > shift_from_minute),
  CHECK (to_date >= from_date),
  UNIQUE (region_code, name)
);
COMMENT ON COLUMN vehicles.capacity IS 'Samples and kits together, in samples'' worth of room.';

-- P10: rounds that run anyway.
CREATE TABLE courier_rounds (
  id uuid PRIMARY KEY,
  region_code text NOT NULL REFERENCES regions,
  name plain_text NOT NULL,
  weekdays weekdays NOT NULL,
  capacity integer NOT NULL CHECK (capacity > 0),
  from_date date NOT NULL,
  to_date date,
  UNIQUE (region_code, name)
);

CREATE TABLE courier_round_stops (
  round_id uuid NOT NULL REFERENCES courier_rounds ON DELETE CASCADE,
  region_code text NOT NULL REFERENCES regions,
  position smallint NOT NULL,
  name plain_text NOT NULL,
  site_id uuid REFERENCES sites,
  lat double precision NOT NULL,
  lon double precision NOT NULL,
  minute minute_of_day NOT NULL,
  PRIMARY KEY (round_id, position)
);

CREATE TABLE pickup_plans (
  id uuid PRIMARY KEY,
  region_code text NOT NULL REFERENCES regions,
  date date NOT NULL,
  run_id uuid REFERENCES runs,
  supersedes uuid REFERENCES pickup_plans,
  state text NOT NULL CHECK (state IN ('draft', 'planned', 'frozen', 'superseded')),
  in_force boolean NOT NULL GENERATED ALWAYS AS (state IN ('planned', 'frozen')) STORED,
  policy jsonb NOT NULL DEFAULT '{}',
  problem_hash text NOT NULL,
  seed integer NOT NULL,
  score jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  frozen_at timestamptz,
  note plain_text,
  UNIQUE (id, region_code, date, in_force)
);
CREATE UNIQUE INDEX pickup_plans_one_in_force ON pickup_plans (region_code, date) WHERE in_force;

-- One row per trip: a vehicle's trips of a day are numbered.
CREATE TABLE routes (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL,
  region_code text NOT NULL,
  date date NOT NULL,
  in_force boolean NOT NULL,
  vehicle_id uuid NOT NULL REFERENCES vehicles,
  trip smallint NOT NULL CHECK (trip > 0),
  laboratory_id uuid REFERENCES laboratories,
  start_minute minute_of_day NOT NULL,
  end_minute minute_of_day NOT NULL,
  km double precision NOT NULL CHECK (km >= 0),
  cost numeric(12, 2) NOT NULL CHECK (cost >= 0),
  path jsonb,
  CHECK (end_minute > start_minute),
  UNIQUE (plan_id, vehicle_id, trip),
  UNIQUE (id, region_code),
  FOREIGN KEY (plan_id, region_code, date, in_force)
    REFERENCES pickup_plans (id, region_code, date, in_force) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT vehicle_booked_once EXCLUDE USING gist
    (vehicle_id WITH =, during(date, start_minute, end_minute) WITH &&) WHERE (in_force)
);
COMMENT ON COLUMN routes.path IS 'The line to draw, when the travel source gave one.';

CREATE TABLE stops (
  id uuid PRIMARY KEY,
  route_id uuid NOT NULL,
  region_code text NOT NULL,
  position smallint NOT NULL CHECK (position > 0),
  site_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  arrival_minute minute_of_day NOT NULL,
  departure_minute minute_of_day NOT NULL,
  samples integer NOT NULL CHECK (samples >= 0),
  kits integer NOT NULL CHECK (kits >= 0),
  state text NOT NULL CHECK (state IN ('planned', 'frozen', 'picked-up', 'delivered', 'missed', 'refused', 'cancelled')),
  locked boolean NOT NULL DEFAULT false,
  picked_up_at timestamptz,
  picked_up_by plain_text,
  samples_collected integer CHECK (samples_collected >= 0),
  kits_delivered integer CHECK (kits_delivered >= 0),
  delivered_at timestamptz,
  note plain_text,
  CHECK (departure_minute >= arrival_minute),
  UNIQUE (route_id, position),
  FOREIGN KEY (route_id, region_code) REFERENCES routes (id, region_code) ON DELETE CASCADE,
  FOREIGN KEY (site_id, organisation_id, municipality_code)
    REFERENCES sites (id, organisation_id, municipality_code) ON UPDATE CASCADE
);
CREATE INDEX stops_site ON stops (site_id);
CREATE INDEX stops_municipality ON stops (municipality_code);

-- A vehicle, time or position that a stop of a day shall keep, whatever the planner would rather.
CREATE TABLE stop_locks (
  id uuid PRIMARY KEY,
  region_code text NOT NULL REFERENCES regions,
  site_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  date date NOT NULL,
  vehicle_id uuid REFERENCES vehicles,
  arrival_minute minute_of_day,
  position smallint CHECK (position > 0),
  reason plain_text,
  CHECK (num_nonnulls(vehicle_id, arrival_minute, position) > 0),
  UNIQUE (site_id, date),
  FOREIGN KEY (site_id, organisation_id, municipality_code)
    REFERENCES sites (id, organisation_id, municipality_code) ON UPDATE CASCADE ON DELETE CASCADE
);

-- Which sessions' samples a stop takes.
CREATE TABLE stop_sessions (
  stop_id uuid NOT NULL REFERENCES stops ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES sessions,
  region_code text NOT NULL REFERENCES regions,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  PRIMARY KEY (stop_id, session_id),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);
CREATE INDEX stop_sessions_session ON stop_sessions (session_id);

-- R56: what changed after the list was fixed, and who was telephoned.
CREATE TABLE stop_changes (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES pickup_plans ON DELETE CASCADE,
  stop_id uuid REFERENCES stops ON DELETE SET NULL,
  region_code text NOT NULL REFERENCES regions,
  organisation_id text REFERENCES organisations,
  municipality_code text REFERENCES municipalities,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL,
  phone text,
  change text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE unserved (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES pickup_plans ON DELETE CASCADE,
  region_code text NOT NULL REFERENCES regions,
  site_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  samples integer NOT NULL CHECK (samples >= 0),
  kits integer NOT NULL CHECK (kits >= 0),
  limit_kind text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}',
  message plain_text NOT NULL,
  fix plain_text NOT NULL,
  FOREIGN KEY (site_id, organisation_id, municipality_code)
    REFERENCES sites (id, organisation_id, municipality_code) ON UPDATE CASCADE
);
CREATE INDEX unserved_plan ON unserved (plan_id);

-- The balance of a site is the sum of its movements (R46).
CREATE TABLE kit_movements (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  date date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('seed', 'delivered', 'used', 'counted', 'lost')),
  kits integer NOT NULL CHECK (kits <> 0),
  stop_id uuid REFERENCES stops,
  session_id uuid REFERENCES sessions,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL,
  FOREIGN KEY (site_id, organisation_id, municipality_code)
    REFERENCES sites (id, organisation_id, municipality_code) ON UPDATE CASCADE
);
CREATE INDEX kit_movements_site ON kit_movements (site_id, date);
CREATE UNIQUE INDEX kit_movements_used_once ON kit_movements (session_id) WHERE kind = 'used';
CREATE UNIQUE INDEX kit_movements_delivered_once ON kit_movements (stop_id) WHERE kind = 'delivered';

-- Answers of a travel-time source, kept. Coordinates in 1e-5 degrees, about a metre.
CREATE TABLE travel_cache (
  source text NOT NULL,
  from_lat integer NOT NULL,
  from_lon integer NOT NULL,
  to_lat integer NOT NULL,
  to_lon integer NOT NULL,
  seconds integer NOT NULL CHECK (seconds >= 0),
  metres integer NOT NULL CHECK (metres >= 0),
  fetched_at timestamptz NOT NULL,
  PRIMARY KEY (source, from_lat, from_lon, to_lat, to_lon)
);
