export const fault = {
  promise: "A turn of an automation that two take at once says what it says once.",
  edits: [
    {
      file: "src/features/automations/drive-run.ts",
      find: "const id = sentIdOf(ask.key, atMs + 1 + planned.length);",
      put: 'const id = ctx.newId("message"); sentIdOf(ask.key, atMs);',
    },
    {
      file: "src/features/automations/writes-runs.ts",
      find: "guardTurn(db, row.id, 0),\n      toStatement(db, db.insert(automationRuns).values(row)),",
      put: "toStatement(db, db.insert(automationRuns).values(row).onConflictDoNothing()),",
    },
  ],
  red: [
    {
      tests: "test/faults/automation.test.ts",
      named: "two who take one turn at once write it once",
      says: "Which?",
    },
  ],
};
