export const fault = {
  promise: "A stranger's registrations do not use up the pool of databases.",
  edits: [
    {
      file: "src/features/accounts/register.ts",
      find: "attempts: configOf(ctx.env).registrationsPerDay,",
      put: "attempts: 100_000,",
    },
  ],
  red: [
    {
      tests: "test/features/accounts/register-limits.test.ts",
      named: "leave the pool alone",
      says: "// Object.is equality",
    },
  ],
};
