-- Releases, what each of them said, and the colour measured from it. Nothing is ever overwritten (R3).

CREATE TABLE releases (
  id uuid PRIMARY KEY,
  source text NOT NULL,
  released_on date NOT NULL,
  sequence smallint NOT NULL DEFAULT 1 CHECK (sequence > 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  fetched_at timestamptz NOT NULL,
  last_sample_date date,
  state text NOT NULL CHECK (state IN ('applied', 'quarantined', 'rejected')),
  findings jsonb NOT NULL DEFAULT '[]',
  judged_at timestamptz,
  judged_by text,
  judgement plain_text,
  UNIQUE (source, released_on, sequence)
);
COMMENT ON COLUMN releases.sequence IS 'A second release of a day is a second release.';
COMMENT ON COLUMN releases.sha256 IS 'Over the raw files, in the order of their names.';
CREATE UNIQUE INDEX releases_same_content ON releases (source, released_on, sha256) WHERE state <> 'rejected';
CREATE INDEX releases_in_order ON releases (released_on, sequence) WHERE state = 'applied';

CREATE TABLE release_files (
  release_id uuid NOT NULL REFERENCES releases ON DELETE CASCADE,
  name text NOT NULL,
  sha256 text NOT NULL,
  bytes bigint NOT NULL CHECK (bytes >= 0),
  PRIMARY KEY (release_id, name)
);

-- The two time axes: the sample date is the place in the array, what was known when is the release. One row per
-- municipality and release instead of one per day: a release is 98 rows, and "as known on release R" is one
-- primary-key range, whatever order the releases were imported in.
CREATE TABLE figures (
  release_id uuid NOT NULL REFERENCES releases ON DELETE CASCADE,
  municipality_code text NOT NULL REFERENCES municipalities,
  first_date date NOT NULL,
  cases integer[] NOT NULL CHECK (0 <= ALL (cases)),
  population integer CHECK (population > 0),
  PRIMARY KEY (release_id, municipality_code)
);
COMMENT ON COLUMN figures.cases IS 'cases[1] are those of first_date, cases[2] of the day after …';

-- When the measured figure itself is published (A2), it is kept beside our own.
CREATE TABLE published_incidence (
  source text NOT NULL,
  as_of date NOT NULL,
  municipality_code text NOT NULL REFERENCES municipalities,
  incidence numeric(8, 2) NOT NULL CHECK (incidence >= 0),
  cases integer CHECK (cases >= 0),
  sha256 text NOT NULL,
  fetched_at timestamptz NOT NULL,
  PRIMARY KEY (source, as_of, municipality_code)
);

-- Thresholds, windows, intervals, cycles, rates: dated data with names (never literals in code).
CREATE TABLE policies (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  from_date date NOT NULL,
  to_date date,
  params jsonb NOT NULL,
  source plain_text,
  CHECK (to_date >= from_date),
  UNIQUE (kind, name, version),
  CONSTRAINT one_policy_of_a_kind_at_a_time
    EXCLUDE USING gist (kind WITH =, daterange(from_date, to_date, '[]') WITH &&)
);

CREATE TABLE measured_colours (
  release_id uuid NOT NULL REFERENCES releases ON DELETE CASCADE,
  municipality_code text NOT NULL REFERENCES municipalities,
  window_name text NOT NULL,
  measured_on date NOT NULL,
  cases integer NOT NULL CHECK (cases >= 0),
  population integer NOT NULL CHECK (population > 0),
  colour colour NOT NULL,
  policy text NOT NULL,
  in_force boolean NOT NULL,
  PRIMARY KEY (release_id, window_name, municipality_code)
);
COMMENT ON COLUMN measured_colours.in_force IS 'Whether this window was the policy''s on that day, or its control.';
CREATE INDEX measured_colours_municipality ON measured_colours (municipality_code, measured_on);
