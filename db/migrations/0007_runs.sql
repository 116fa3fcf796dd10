-- Planning runs (the row is the truth, the queue only delivers), notices, and what happened.

CREATE TABLE runs (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  key text NOT NULL,
  region_code text REFERENCES regions,
  municipality_code text REFERENCES municipalities,
  organisation_id text REFERENCES organisations,
  for_date date,
  inputs jsonb NOT NULL DEFAULT '{}',
  policy jsonb NOT NULL DEFAULT '{}',
  seed integer NOT NULL DEFAULT 1,
  step text NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'running', 'waiting', 'done', 'failed', 'stopped')),
  progress double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  message text,
  error jsonb,
  attempts integer NOT NULL DEFAULT 0,
  requested_by text NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz,
  UNIQUE (kind, key)
);
COMMENT ON COLUMN runs.key IS 'Says what the run is about, such as a date or a region and a date: the same request is one run.';
COMMENT ON COLUMN runs.inputs IS 'Versions of what was read: release, rolls, agreements.';
CREATE INDEX runs_unfinished ON runs (created_at) WHERE state IN ('queued', 'running', 'waiting');

-- A step saves its result and this row in one transaction: done twice, it is done once.
CREATE TABLE run_steps (
  run_id uuid NOT NULL REFERENCES runs ON DELETE CASCADE,
  step text NOT NULL,
  region_code text REFERENCES regions,
  municipality_code text REFERENCES municipalities,
  organisation_id text REFERENCES organisations,
  result jsonb NOT NULL DEFAULT '{}',
  finished_at timestamptz NOT NULL,
  PRIMARY KEY (run_id, step)
);

CREATE TABLE installation (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  changed_at timestamptz NOT NULL
);

CREATE TABLE notices (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE,
  template text NOT NULL,
  language text NOT NULL DEFAULT 'da' CHECK (language IN ('da', 'en')),
  region_code text REFERENCES regions,
  municipality_code text REFERENCES municipalities,
  organisation_id text REFERENCES organisations,
  recipients text[] NOT NULL,
  facts jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  read_at timestamptz,
  CHECK (num_nonnulls(region_code, municipality_code, organisation_id) > 0)
);
COMMENT ON COLUMN notices.key IS 'What it is about and for whom: nothing is sent twice.';
CREATE INDEX notices_unsent ON notices (created_at) WHERE sent_at IS NULL;

CREATE TABLE notice_deliveries (
  id uuid PRIMARY KEY,
  notice_id uuid NOT NULL REFERENCES notices ON DELETE CASCADE,
  region_code text REFERENCES regions,
  municipality_code text REFERENCES municipalities,
  organisation_id text REFERENCES organisations,
  recipient text NOT NULL,
  attempted_at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('sent', 'refused', 'failed')),
  detail text
);

-- Who changed what, in words the owner may read. Append-only.
CREATE TABLE audit_log (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  on_behalf_of text,
  region_code text REFERENCES regions,
  municipality_code text REFERENCES municipalities,
  organisation_id text REFERENCES organisations,
  action text NOT NULL,
  subject text NOT NULL,
  subject_id text,
  facts jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_subject ON audit_log (subject, subject_id);
