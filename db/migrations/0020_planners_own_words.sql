-- What a planner sets: weights of goals, and the weekdays on which a site always tests (P3). Both dated: a plan reads what
-- was in force on the day it was made for.

CREATE TABLE planning_goals (
  id uuid PRIMARY KEY,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  from_date date NOT NULL,
  weights jsonb NOT NULL,
  set_by plain_text NOT NULL,
  set_at timestamptz NOT NULL,
  FOREIGN KEY (organisation_id, municipality_code) REFERENCES organisations (id, municipality_code)
);
COMMENT ON TABLE planning_goals IS 'Of two from the same day the one set later holds.';
CREATE INDEX planning_goals_organisation ON planning_goals (organisation_id, from_date);

CREATE TABLE site_weekdays (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL,
  organisation_id text NOT NULL,
  municipality_code text NOT NULL,
  from_date date NOT NULL,
  weekdays weekdays NOT NULL,
  set_by plain_text NOT NULL,
  set_at timestamptz NOT NULL,
  FOREIGN KEY (site_id, organisation_id, municipality_code)
    REFERENCES sites (id, organisation_id, municipality_code) ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE site_weekdays IS 'From a day on, until the next line of the site; all seven: any weekday.';
CREATE INDEX site_weekdays_site ON site_weekdays (site_id, from_date);

CALL keep_apart('planning_goals', reads => 'parties', writes => 'own');
CALL keep_apart('site_weekdays', reads => 'parties', writes => 'own');

CREATE UNIQUE INDEX closing_days_once ON closing_days
  (coalesce(region_code, ''), coalesce(municipality_code, ''), coalesce(organisation_id, ''),
   coalesce(site_id::text, ''), coalesce(laboratory_id::text, ''), date, kind);
