-- How the runs of each version of an automation went: JSON of counts by the name of a step, and by ":started" and ":<status>" of
-- those that are over. One row, so that a turn writes one more whatever it counts, and none when it counts nothing.
CREATE TABLE automation_counts (
  automation_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  counts TEXT NOT NULL,
  PRIMARY KEY (automation_id, n)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO automation_counts (automation_id, n, counts)
SELECT automation_id, n, json_group_object(name, runs) FROM (
  SELECT automation_id, n, ':' || status name, count(*) runs FROM automation_runs WHERE status <> 'waiting' GROUP BY 1, 2, 3
  UNION ALL
  SELECT automation_id, n, ':started', count(*) FROM automation_runs
  WHERE status <> 'waiting' OR state->>'$.turn' > 0 GROUP BY 1, 2
  UNION ALL
  SELECT r.automation_id, r.n, t.value->>'step', count(DISTINCT r.id)
  FROM automation_runs r, json_each(r.state, '$.trace') t GROUP BY 1, 2, 3
) GROUP BY 1, 2;
