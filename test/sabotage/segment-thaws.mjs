export const fault = {
  promise: "A campaign to a segment goes to whoever was in it at the launch.",
  edits: [
    {
      file: "src/features/campaigns/launch-campaign.ts",
      find: "...freezeSegment(ctx.db, campaign),",
      put: "...freezeSegment(ctx.db, { ...campaign, audience: { ...campaign.audience, filter: {} } }),",
    },
  ],
  red: [
    {
      tests: "test/features/campaigns/segment-audience.test.ts",
      named: "goes to whoever is in it at the launch",
      says: "AssertionError",
    },
  ],
};
