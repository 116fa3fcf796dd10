-- The life of a stop (R56): what drivers tick off, and a fixed list that a telephone call changes in place.

-- A driver without coverage ticks now and sends later, perhaps twice: the key is the client's own, so that a tick
-- counts once. What came in is a record of the past, a conflict as well.
CREATE TABLE stop_ticks (
  key uuid PRIMARY KEY,
  stop_id uuid NOT NULL REFERENCES stops ON DELETE CASCADE,
  region_code text NOT NULL REFERENCES regions,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  event text NOT NULL CHECK (event IN ('pick-up', 'deliver', 'miss', 'refuse', 'undo')),
  happened_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  made_by plain_text NOT NULL,
  samples integer CHECK (samples >= 0),
  kits integer CHECK (kits >= 0),
  note plain_text,
  outcome text NOT NULL CHECK (outcome IN ('recorded', 'repeated', 'conflict')),
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);
CREATE INDEX stop_ticks_stop ON stop_ticks (stop_id);
COMMENT ON COLUMN stop_ticks.made_by IS 'The car, not the driver: no staff names on lists.';

CALL keep_apart('stop_ticks', reads => 'parties', writes => 'agreeing');
REVOKE UPDATE, DELETE ON stop_ticks FROM podeplan_serving;

-- Who, when, how many.
ALTER TABLE stops ADD CONSTRAINT a_pickup_says_who_when_and_how_many CHECK (
  state NOT IN ('picked-up', 'delivered')
  OR num_nonnulls(picked_up_at, picked_up_by, samples_collected, kits_delivered) = 4);
ALTER TABLE stops ADD CONSTRAINT a_delivery_says_when CHECK (state <> 'delivered' OR delivered_at IS NOT NULL);

-- A list is re-planned in place, so that the pages and phones that know its stops keep them. In between two statements
-- positions and times of cars may cross.
ALTER TABLE stops DROP CONSTRAINT stops_route_id_position_key;
ALTER TABLE stops ADD CONSTRAINT stops_route_id_position_key UNIQUE (route_id, position) DEFERRABLE;
ALTER TABLE routes DROP CONSTRAINT vehicle_booked_once;
ALTER TABLE routes ADD CONSTRAINT vehicle_booked_once EXCLUDE USING gist
  (vehicle_id WITH =, during(date, start_minute, end_minute) WITH &&) WHERE (in_force) DEFERRABLE;
