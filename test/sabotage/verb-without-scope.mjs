export const fault = {
  promise: "Nothing reaches a workspace's data for a caller whose scope was not asked for.",
  edits: [
    {
      file: "src/features/messages/get-message.ts",
      find: '  requireScope(ctx, "inbox:read");\n',
      put: "",
    },
    {
      file: "src/features/contacts/view.ts",
      find: "/**\n * The wire shape of a contact.",
      put: `/** Reads past every scope. */
export const peek = (ctx: Pick<import("#platform/context").TenantContext, "db">) =>
  ctx.db.query.contacts.findMany();

/**
 * The wire shape of a contact.`,
    },
  ],
  red: [
    { script: "lint", says: "`getMessage` takes a TenantContext" },
    { script: "lint", says: "`peek` takes a TenantContext" },
  ],
};
