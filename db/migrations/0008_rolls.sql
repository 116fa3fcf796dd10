-- From the region's test days to each person's time. Double bookings are judged among published rows only.

CREATE TABLE scenarios (
  id uuid PRIMARY KEY,
  region_code text REFERENCES regions,
  municipality_code text REFERENCES municipalities,
  organisation_id text REFERENCES organisations,
  name plain_text NOT NULL,
  changes jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  CHECK (num_nonnulls(region_code, municipality_code, organisation_id) > 0)
);

-- A region's levelling of one period (R34, P2).
CREATE TABLE allotments (
  id uuid PRIMARY KEY,
  region_code text NOT NULL REFERENCES regions,
  run_id uuid REFERENCES runs,
  scenario_id uuid REFERENCES scenarios ON DELETE CASCADE,
  from_date date NOT NULL,
  to_date date NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'agreed', 'superseded')),
  policy jsonb NOT NULL DEFAULT '{}',
  problem_hash text NOT NULL,
  seed integer NOT NULL,
  score jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  CHECK (to_date >= from_date)
);
CREATE INDEX allotments_region ON allotments (region_code, from_date);

-- How many samples an organisation may send on a day.
CREATE TABLE quotas (
  allotment_id uuid NOT NULL REFERENCES allotments ON DELETE CASCADE,
  region_code text NOT NULL REFERENCES regions,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  laboratory_id uuid NOT NULL REFERENCES laboratories,
  date date NOT NULL,
  people integer NOT NULL CHECK (people >= 0),
  PRIMARY KEY (allotment_id, organisation_id, laboratory_id, date),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);
CREATE INDEX quotas_organisation ON quotas (organisation_id, date);

-- A site's test day: proposed → answered → agreed.
CREATE TABLE test_days (
  id uuid PRIMARY KEY,
  allotment_id uuid NOT NULL REFERENCES allotments ON DELETE CASCADE,
  region_code text NOT NULL REFERENCES regions,
  site_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  laboratory_id uuid NOT NULL REFERENCES laboratories,
  date date NOT NULL,
  people integer NOT NULL CHECK (people >= 0),
  state text NOT NULL CHECK (state IN ('proposed', 'answered', 'agreed', 'withdrawn')),
  answer text CHECK (answer IN ('accepted', 'other-day')),
  wished_date date,
  answered_by text,
  answered_on_behalf_of text,
  answered_at timestamptz,
  agreed_by text,
  agreed_at timestamptz,
  note plain_text,
  UNIQUE (allotment_id, site_id, date),
  CHECK (answer IS DISTINCT FROM 'other-day' OR wished_date IS NOT NULL),
  FOREIGN KEY (site_id, organisation_id, municipality_code)
    REFERENCES sites (id, organisation_id, municipality_code) ON UPDATE CASCADE
);
CREATE INDEX test_days_organisation ON test_days (organisation_id, date);

CREATE TABLE rolls (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  allotment_id uuid REFERENCES allotments,
  scenario_id uuid REFERENCES scenarios ON DELETE CASCADE,
  run_id uuid REFERENCES runs,
  supersedes uuid REFERENCES rolls,
  from_date date NOT NULL,
  to_date date NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'agreed', 'published', 'superseded')),
  policy jsonb NOT NULL DEFAULT '{}',
  problem_hash text NOT NULL,
  seed integer NOT NULL,
  score jsonb NOT NULL,
  bounds jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  agreed_at timestamptz,
  agreed_by text,
  published_at timestamptz,
  published_by text,
  superseded_at timestamptz,
  note plain_text,
  UNIQUE (id, organisation_id, municipality_code),
  CHECK (to_date >= from_date),
  CHECK (scenario_id IS NULL OR state = 'draft'),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);
COMMENT ON COLUMN rolls.policy IS 'Every plan records the versions of the policies it used.';
CREATE INDEX rolls_organisation ON rolls (organisation_id, from_date);
CREATE INDEX rolls_municipality ON rolls (municipality_code, from_date);

-- `published` is what the exclusion constraints look at. It follows the state, and the foreign keys below carry
-- it (with date, times and owner) down to lanes and slots, so that nothing can disagree.
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  roll_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  site_id uuid NOT NULL REFERENCES sites,
  room_id uuid NOT NULL,
  window_id uuid REFERENCES windows ON DELETE SET NULL,
  date date NOT NULL,
  start_minute minute_of_day NOT NULL,
  end_minute minute_of_day NOT NULL,
  lanes smallint NOT NULL CHECK (lanes > 0),
  people integer NOT NULL CHECK (people >= 0),
  drop_in smallint NOT NULL DEFAULT 0 CHECK (drop_in >= 0),
  laboratory_id uuid NOT NULL REFERENCES laboratories,
  lab_date date NOT NULL,
  provisional boolean NOT NULL DEFAULT false,
  state text NOT NULL CHECK (state IN ('draft', 'agreed', 'published', 'superseded', 'cancelled')),
  published boolean NOT NULL GENERATED ALWAYS AS (state = 'published') STORED,
  origin text NOT NULL DEFAULT 'planner' CHECK (origin IN ('planner', 'hand', 'copy')),
  confirmed_at timestamptz,
  confirmed_by text,
  attended integer CHECK (attended >= 0),
  note plain_text,
  CHECK (end_minute > start_minute),
  CHECK (lab_date >= date),
  UNIQUE (id, organisation_id, date, published),
  UNIQUE (id, organisation_id, room_id, date, start_minute, end_minute, published),
  FOREIGN KEY (roll_id, organisation_id, municipality_code)
    REFERENCES rolls (id, organisation_id, municipality_code) ON DELETE CASCADE,
  FOREIGN KEY (room_id, site_id) REFERENCES rooms (id, site_id)
);
COMMENT ON COLUMN sessions.people IS 'How many have a time here: what a region sees (R18).';
COMMENT ON COLUMN sessions.attended IS 'How many came, if anybody counted; never who (A13).';
CREATE INDEX sessions_roll ON sessions (roll_id);
CREATE INDEX sessions_site ON sessions (site_id, date);
CREATE INDEX sessions_lab_date ON sessions (laboratory_id, lab_date) WHERE published;
CREATE INDEX sessions_municipality ON sessions (municipality_code, date) WHERE published;

CREATE TABLE session_lanes (
  session_id uuid NOT NULL,
  lane smallint NOT NULL CHECK (lane >= 0),
  organisation_id text NOT NULL,
  room_id uuid NOT NULL,
  date date NOT NULL,
  start_minute minute_of_day NOT NULL,
  end_minute minute_of_day NOT NULL,
  published boolean NOT NULL,
  swabber_id uuid REFERENCES swabbers,
  pool_id uuid REFERENCES workstation_pools,
  workstation smallint CHECK (workstation > 0),
  PRIMARY KEY (session_id, lane),
  UNIQUE (session_id, swabber_id),
  CHECK ((pool_id IS NULL) = (workstation IS NULL)),
  FOREIGN KEY (session_id, organisation_id, room_id, date, start_minute, end_minute, published)
    REFERENCES sessions (id, organisation_id, room_id, date, start_minute, end_minute, published)
    ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT lane_booked_once EXCLUDE USING gist
    (room_id WITH =, lane WITH =, during(date, start_minute, end_minute) WITH &&) WHERE (published),
  CONSTRAINT swabber_booked_once EXCLUDE USING gist
    (swabber_id WITH =, during(date, start_minute, end_minute) WITH &&) WHERE (published),
  CONSTRAINT workstation_booked_once EXCLUDE USING gist
    (pool_id WITH =, workstation WITH =, during(date, start_minute, end_minute) WITH &&) WHERE (published)
);
COMMENT ON COLUMN session_lanes.workstation IS 'Number within the pool, from 1: two sessions never share one.';

CREATE TABLE slots (
  id uuid PRIMARY KEY,
  session_id uuid NOT NULL,
  organisation_id text NOT NULL,
  date date NOT NULL,
  published boolean NOT NULL,
  lane smallint NOT NULL CHECK (lane >= 0),
  start_minute minute_of_day NOT NULL,
  lane_minute minute_of_day NOT NULL,
  minutes smallint NOT NULL CHECK (minutes > 0),
  people integer NOT NULL DEFAULT 1 CHECK (people > 0),
  staff_id uuid REFERENCES staff,
  headcount_id uuid REFERENCES headcounts,
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'superseded', 'cancelled')),
  CHECK (num_nonnulls(staff_id, headcount_id) > 0),
  CHECK (staff_id IS NULL OR people = 1),
  CHECK (lane_minute >= start_minute),
  FOREIGN KEY (session_id, organisation_id, date, published)
    REFERENCES sessions (id, organisation_id, date, published) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT person_booked_once EXCLUDE USING gist
    (staff_id WITH =, during(date, start_minute, lane_minute + minutes) WITH &&)
    WHERE (published AND state = 'planned' AND staff_id IS NOT NULL),
  CONSTRAINT lane_serves_one_at_a_time EXCLUDE USING gist
    (session_id WITH =, lane WITH =, int4range(lane_minute, lane_minute + minutes) WITH &&)
    WHERE (published AND state = 'planned')
);
COMMENT ON COLUMN slots.start_minute IS 'What the person is told; with blocks (P13) the start of the block.';
COMMENT ON COLUMN slots.lane_minute IS 'When the lane serves them; differs from start_minute only with blocks.';
COMMENT ON COLUMN slots.staff_id IS 'With headcount_id as well: a name given later to a place of the headcount (P1).';
CREATE INDEX slots_session ON slots (session_id);
CREATE INDEX slots_staff ON slots (staff_id, date) WHERE staff_id IS NOT NULL;
CREATE INDEX slots_headcount ON slots (headcount_id, date) WHERE headcount_id IS NOT NULL;

CREATE TABLE unplaced (
  id uuid PRIMARY KEY,
  roll_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  staff_id uuid REFERENCES staff,
  headcount_id uuid REFERENCES headcounts,
  people integer NOT NULL DEFAULT 1 CHECK (people > 0),
  earliest date NOT NULL,
  due date NOT NULL,
  limit_kind text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}',
  message plain_text NOT NULL,
  fix plain_text NOT NULL,
  CHECK (num_nonnulls(staff_id, headcount_id) > 0),
  FOREIGN KEY (roll_id, organisation_id, municipality_code)
    REFERENCES rolls (id, organisation_id, municipality_code) ON DELETE CASCADE
);
CREATE INDEX unplaced_roll ON unplaced (roll_id);

-- R43, A12: who performed the swabs, confirmed afterwards. The plan (session_lanes) stays beside it.
CREATE TABLE performed_swabs (
  session_id uuid NOT NULL REFERENCES sessions,
  lane smallint NOT NULL,
  organisation_id text NOT NULL REFERENCES organisations,
  swabber_id uuid NOT NULL REFERENCES swabbers,
  confirmed_by text NOT NULL,
  confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (session_id, lane, swabber_id)
);

-- R42: who keeps the register during a session, if anybody is named.
CREATE TABLE session_key_persons (
  session_id uuid PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
  organisation_id text NOT NULL REFERENCES organisations,
  label plain_text NOT NULL
);
