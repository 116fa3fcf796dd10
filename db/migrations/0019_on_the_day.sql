-- What changes inside an agreed roll: on the day (P7), by hand, or by taking the roll back. Who has to be told is kept
-- until somebody has told them. No reason for an absence (R57): a swabber's lane has another name, and that is all.

CREATE TABLE roll_changes (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  roll_id uuid NOT NULL REFERENCES rolls,
  session_id uuid REFERENCES sessions,
  kind text NOT NULL CHECK (kind IN ('swap', 'move', 'fill', 'swabber', 'drop-in', 'cancel', 'by-hand', 'withdraw')),
  made_at timestamptz NOT NULL,
  made_by plain_text NOT NULL,
  reason plain_text,
  CHECK (reason IS NULL OR kind IN ('cancel', 'by-hand', 'withdraw')),
  UNIQUE (id, organisation_id),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);
CREATE INDEX roll_changes_session ON roll_changes (session_id);
CREATE INDEX roll_changes_roll ON roll_changes (roll_id);

-- One line per person, or per group of places without names: where they were, where they are now.
CREATE TABLE roll_change_people (
  id uuid PRIMARY KEY,
  change_id uuid NOT NULL,
  organisation_id text NOT NULL,
  staff_id uuid REFERENCES staff ON DELETE CASCADE,
  swabber_id uuid REFERENCES swabbers ON DELETE CASCADE,
  headcount_id uuid REFERENCES headcounts ON DELETE CASCADE,
  people integer NOT NULL DEFAULT 1 CHECK (people > 0),
  before_session uuid REFERENCES sessions,
  before_minute minute_of_day,
  after_session uuid REFERENCES sessions,
  after_minute minute_of_day,
  told_at timestamptz,
  told_by plain_text,
  CHECK (num_nonnulls(staff_id, swabber_id, headcount_id) = 1),
  CHECK (num_nonnulls(before_session, after_session) > 0),
  CHECK ((told_at IS NULL) = (told_by IS NULL)),
  FOREIGN KEY (change_id, organisation_id) REFERENCES roll_changes (id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX roll_change_people_untold ON roll_change_people (organisation_id) WHERE told_at IS NULL;
CREATE INDEX roll_change_people_change ON roll_change_people (change_id);

CALL keep_apart('roll_changes', reads => 'own', writes => 'own');
CALL keep_apart('roll_change_people', reads => 'own', writes => 'own');
