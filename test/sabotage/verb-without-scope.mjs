export const fault = {
  promise: "Nothing reaches a workspace's data for a caller whose scope was not asked for.",
  edits: [
    {
      file: "src/features/quick-replies/list-quick-replies.ts",
      find: '  requireScope(ctx, "inbox:read");\n',
      put: "",
    },
    {
      file: "src/features/quick-replies/list-quick-replies.ts",
      find: "import { requireScope, type TenantContext }",
      put: "import type { TenantContext }",
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
    { script: "lint", says: "`listQuickReplies` takes a TenantContext" },
    { script: "lint", says: "`peek` takes a TenantContext" },
  ],
};
