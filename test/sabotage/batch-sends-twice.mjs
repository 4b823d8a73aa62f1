export const fault = {
  promise: "A batch that was cut short and is made again sends no item twice.",
  edits: [
    {
      file: "src/features/messages/send-batch.ts",
      find: "const of = { ...ctx, idempotency: partKey(key, index), enqueue };",
      put: "const of = { ...ctx, idempotency: partKey(key, `${index}.${ctx.nowMs()}`), enqueue };",
    },
  ],
  red: [
    {
      tests: "test/faults/message-batch.test.ts",
      named: "has sent nothing twice, and the call made again sends what is left",
      says: "AssertionError",
    },
  ],
};
