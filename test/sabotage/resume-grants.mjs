export const fault = {
  promise: "A resumption in WhatsApp's own settings never grants.",
  edits: [
    {
      file: "src/features/inbound/read-act.ts",
      find: 'if (item.kind !== "preference" || item.value !== "stop") return null;',
      put: 'if (item.kind === "preference" && item.value === "resume")\n    return {\n      action: "grant",\n      method: "inbound",\n      statement: "resume",\n      source: "whatsapp_preferences",\n      capturedAtMs: item.atMs,\n    };\n  if (item.kind !== "preference" || item.value !== "stop") return null;',
    },
  ],
  red: [
    {
      tests: "test/features/inbound/resume.test.ts",
      named: "lifts no stop",
      says: "expected 'granted' to be 'withdrawn'",
    },
  ],
};
