-- P10: a courier's round with fixed times may be driven by a car of ours; its list is then planned within them.

ALTER TABLE courier_rounds ADD COLUMN vehicle_id uuid REFERENCES vehicles;
COMMENT ON COLUMN courier_rounds.vehicle_id IS 'Lists keep to the times of its stops. Null: a round to compare with.';
