-- What people decide about a municipality. Only a decision moves a roll (R6).

CREATE TABLE follow_ups (
  id uuid PRIMARY KEY,
  municipality_code text NOT NULL REFERENCES municipalities,
  opened_on date NOT NULL,
  release_id uuid REFERENCES releases,
  closed_on date,
  closed_by uuid,
  CHECK (closed_on >= opened_on),
  CHECK ((closed_on IS NULL) = (closed_by IS NULL))
);
COMMENT ON TABLE follow_ups IS 'Dipping and re-crossing meanwhile is the same follow-up (R5).';
CREATE UNIQUE INDEX follow_ups_one_open ON follow_ups (municipality_code) WHERE closed_on IS NULL;

CREATE TABLE contact_log (
  id uuid PRIMARY KEY,
  municipality_code text NOT NULL REFERENCES municipalities,
  follow_up_id uuid REFERENCES follow_ups,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL,
  parties text[] NOT NULL,
  circumstances plain_text,
  note plain_text
);
CREATE INDEX contact_log_municipality ON contact_log (municipality_code, made_at);

CREATE TABLE decisions (
  id uuid PRIMARY KEY,
  number integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  municipality_code text NOT NULL REFERENCES municipalities,
  follow_up_id uuid REFERENCES follow_ups,
  kind text NOT NULL CHECK (
    kind IN ('colour', 'suspension', 'closing', 'intensity', 'prioritisation', 'withdrawal')
  ),
  colour colour,
  scope text NOT NULL DEFAULT 'whole' CHECK (scope IN ('whole', 'partial')),
  decided_on date NOT NULL,
  effective_from date NOT NULL,
  effective_to date,
  first_test_week iso_week,
  interval_weeks smallint CHECK (interval_weeks BETWEEN 1 AND 26),
  review_on date,
  reason plain_text NOT NULL CHECK (reason <> ''),
  parties text[] NOT NULL,
  registered_by text NOT NULL,
  on_behalf_of text NOT NULL,
  registered_at timestamptz NOT NULL,
  contact_id uuid REFERENCES contact_log,
  release_id uuid REFERENCES releases,
  supersedes uuid REFERENCES decisions,
  facts jsonb NOT NULL DEFAULT '{}',
  note plain_text,
  UNIQUE (id, municipality_code),
  CHECK (effective_to >= effective_from),
  CHECK (kind NOT IN ('colour', 'suspension') OR colour IS NOT NULL),
  CHECK (kind <> 'suspension' OR (colour = 'green' AND review_on IS NOT NULL)),
  CHECK (kind <> 'intensity' OR (interval_weeks IS NOT NULL AND effective_to IS NOT NULL)),
  CHECK (kind <> 'colour' OR colour <> 'red' OR first_test_week IS NOT NULL)
);
COMMENT ON COLUMN decisions.number IS 'The order of registration; of two decisions for a day the later one holds.';
COMMENT ON COLUMN decisions.release_id IS 'The newest release known when it was registered.';
COMMENT ON COLUMN decisions.facts IS 'What was shown when it was confirmed: figures and consequences.';
CREATE INDEX decisions_municipality ON decisions (municipality_code, effective_from, number);

ALTER TABLE follow_ups ADD FOREIGN KEY (closed_by) REFERENCES decisions;

-- One row per named part of a partial red (R9, R10, A18).
CREATE TABLE decision_scopes (
  id uuid PRIMARY KEY,
  decision_id uuid NOT NULL,
  municipality_code text NOT NULL,
  area_id uuid REFERENCES areas,
  site_id uuid REFERENCES sites,
  care_team_id uuid REFERENCES care_teams,
  CHECK (num_nonnulls(area_id, site_id, care_team_id) = 1),
  FOREIGN KEY (decision_id, municipality_code) REFERENCES decisions (id, municipality_code) ON DELETE CASCADE
);
CREATE INDEX decision_scopes_decision ON decision_scopes (decision_id);

CREATE TABLE red_periods (
  id uuid PRIMARY KEY,
  municipality_code text NOT NULL REFERENCES municipalities,
  begun_by uuid NOT NULL UNIQUE REFERENCES decisions,
  ended_by uuid REFERENCES decisions,
  first_test_week iso_week NOT NULL,
  ended_on date
);
CREATE UNIQUE INDEX red_periods_one_open ON red_periods (municipality_code) WHERE ended_by IS NULL;

-- The red flow by week (R24): test weeks and their Wednesdays' word.
CREATE TABLE red_weeks (
  red_period_id uuid NOT NULL REFERENCES red_periods ON DELETE CASCADE,
  municipality_code text NOT NULL REFERENCES municipalities,
  week iso_week NOT NULL,
  state text NOT NULL CHECK (state IN ('provisional', 'confirmed', 'cancelled', 'held')),
  settled_by uuid REFERENCES decisions,
  PRIMARY KEY (red_period_id, week)
);

-- R12: at least every seven days while red.
CREATE TABLE reviews (
  id uuid PRIMARY KEY,
  municipality_code text NOT NULL REFERENCES municipalities,
  follow_up_id uuid REFERENCES follow_ups,
  due_on date NOT NULL,
  held_on date,
  held_by text,
  parties text[],
  decision_id uuid REFERENCES decisions,
  note plain_text
);
CREATE INDEX reviews_due ON reviews (municipality_code, due_on) WHERE held_on IS NULL;

-- R16: a recorded local agreement overrides one practical rule; never a colour, a scope or voluntariness.
CREATE TABLE local_agreements (
  id uuid PRIMARY KEY,
  municipality_code text NOT NULL REFERENCES municipalities,
  organisation_id text REFERENCES organisations,
  area_id uuid REFERENCES areas,
  site_id uuid REFERENCES sites,
  rule text NOT NULL,
  params jsonb NOT NULL,
  parties text[] NOT NULL,
  from_date date NOT NULL,
  to_date date,
  reason plain_text NOT NULL,
  registered_by text NOT NULL,
  registered_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK (to_date >= from_date),
  CHECK (num_nonnulls(area_id, site_id) <= 1),
  CHECK (rule <> 'interval' OR 'stps' = ANY (parties))
);
CREATE INDEX local_agreements_municipality ON local_agreements (municipality_code, from_date);
