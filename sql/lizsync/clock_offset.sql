CREATE OR REPLACE FUNCTION lizsync.clock_offset(p_asked timestamptz, p_central timestamptz, p_answered timestamptz DEFAULT clock_timestamp())
RETURNS interval
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
AS $function$
  SELECT CASE WHEN abs(extract(epoch FROM o.measured)) <= greatest(0.5, extract(epoch FROM o.round_trip)) THEN interval '0' ELSE o.measured END
  FROM (SELECT p_asked + (p_answered - p_asked) / 2 - p_central AS measured, p_answered - p_asked AS round_trip) AS o
$function$;
COMMENT ON FUNCTION lizsync.clock_offset(timestamptz, timestamptz, timestamptz) IS
'On a clone: its clock minus central''s, from the middle of the round trip that began at p_asked, ended at p_answered (now) and in which central''s clock said p_central; zero where it is below the round trip or half a second';
REVOKE ALL ON FUNCTION lizsync.clock_offset(timestamptz, timestamptz, timestamptz) FROM PUBLIC;
