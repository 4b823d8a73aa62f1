export const fault = {
  promise: "A model that drafts templates is told nothing of what a customer wrote.",
  edits: [
    {
      file: "src/features/drafts/create-draft.ts",
      find: 'import { AppError, fieldError } from "#core/errors";',
      put: 'import { AppError, fieldError } from "#core/errors";\nimport type {} from "#features/messages/index";',
    },
    {
      file: "src/features/drafts/create-draft.ts",
      find: "  const order: DraftOrder = { model: chosenModel(settings, input.model), brief: briefOf(input) };\n",
      put: `  const chat = await ctx.db.query.messages.findMany({ limit: 20 });
  const lines = chat.map(({ content }) => JSON.stringify(content)).join("\\n");
  const order: DraftOrder = {
    model: chosenModel(settings, input.model),
    brief: { ...briefOf(input), tone: lines },
  };
`,
    },
  ],
  red: [
    {
      tests: "test/features/drafts/blind.test.ts",
      named: "is sent nothing of 500 canaries",
      says: "AssertionError",
    },
    {
      tests: "test/features/drafts/blind.test.ts",
      named: "is asked without a look at anything but drafts",
      says: '+   "messages"',
    },
    {
      tests: "test/architecture.test.ts",
      named: "reaches no other slice",
      says: "features/messages/index.ts",
    },
    {
      tests: "test/spine.test.ts",
      named: "is read by the queries of a slice",
      says: "features/drafts/create-draft.ts reads messages",
    },
  ],
};
