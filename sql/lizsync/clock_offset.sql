CREATE OR REPLACE FUNCTION lizsync.clock_offset(p_asked timestamptz, p_central timestamptz)
RETURNS interval
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
AS $function$
  SELECT CASE WHEN abs(extract(epoch FROM o.measured)) <= greatest(0.5, extract(epoch FROM o.round_trip)) THEN interval '0' ELSE o.measured END
  FROM (SELECT p_asked + (c.now - p_asked) / 2 - p_central AS measured, c.now - p_asked AS round_trip
        FROM (SELECT clock_timestamp() AS now) AS c) AS o
$function$;
COMMENT ON FUNCTION lizsync.clock_offset(timestamptz, timestamptz) IS
'On a clone: its clock minus central''s, from the middle of the round trip that began at p_asked and in which central''s clock said p_central; zero where it is below the round trip or half a second';
REVOKE ALL ON FUNCTION lizsync.clock_offset(timestamptz, timestamptz) FROM PUBLIC;
