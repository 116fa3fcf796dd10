-- Timetables of ferries, and which ferries a trip takes (R55).

-- A period's line: the departures of a link in one direction on some weekdays. The newest period that has begun holds.
CREATE TABLE ferry_sailings (
  id uuid PRIMARY KEY,
  link text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('there', 'back')),
  from_harbour plain_text NOT NULL,
  to_harbour plain_text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  weekdays weekdays NOT NULL,
  departures smallint[] NOT NULL,
  minutes smallint NOT NULL CHECK (minutes > 0),
  check_in_minutes smallint NOT NULL CHECK (check_in_minutes >= 0),
  fare numeric(10, 2) NOT NULL CHECK (fare >= 0),
  source plain_text NOT NULL,
  CHECK (valid_to >= valid_from),
  CHECK (0 <= ALL (departures) AND 1440 > ALL (departures)),
  UNIQUE (link, direction, valid_from, weekdays)
);
COMMENT ON COLUMN ferry_sailings.link IS 'A link of the travel estimate, such as fanoe-esbjerg.';
CALL keep_apart('ferry_sailings', reads => 'anyone', writes => 'system');

ALTER TABLE routes ADD COLUMN ferries jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN routes.ferries IS 'In order: link, harbours, departure and arrival in minutes, and the site that they lead to.';
