import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, test } from "vitest";

/** Who writes a table of a tenant: a slice, through its `writes` files, or the commit that stands beside every act. */
const OWNERS: Readonly<Record<string, string>> = {
  numbers: "numbers",
  blocked_people: "numbers",
  contacts: "contacts",
  identities: "contacts",
  contact_tags: "contacts",
  contact_merges: "contacts",
  contact_words: "contacts",
  consents: "consent",
  ledger_heads: "consent",
  withdrawn_identities: "consent",
  suppressions: "suppressions",
  suppressed_identities: "suppressions",
  privacy_requests: "privacy",
  erased_messages: "messages",
  templates: "templates",
  drafts: "drafts",
  ai_settings: "drafts",
  ai_usage: "drafts",
  ai_ledger: "drafts",
  template_history: "templates",
  gone_opt_out_buttons: "templates",
  conversations: "conversations",
  conversation_counts: "conversations",
  contact_notes: "contacts",
  conversation_notes: "conversations",
  note_mentions: "conversations",
  mention_marks: "conversations",
  messages: "messages",
  scheduled_messages: "messages",
  quick_replies: "quick-replies",
  opt_in_links: "opt-in-links",
  segments: "segments",
  contact_fields: "fields",
  tag_changes: "contacts",
  assignment_rules: "assignment",
  window_marks: "conversations",
  search_backfill: "search",
  orphan_statuses: "messages",
  media: "media",
  exports: "exports",
  imports: "imports",
  import_slices: "imports",
  campaigns: "campaigns",
  campaign_lists: "campaigns",
  business_hours: "hours",
  automations: "automations",
  automation_versions: "automations",
  automation_runs: "automations",
  automation_counts: "automations",
  triggers: "automations",
  seen_changes: "inbound",
  activity: "analytics",
  alerts: "alerts",
  webhooks: "webhooks",
  archive_objects: "archive",
  archive_threads: "archive",
  retention_settings: "retention",
  retention_sweeps: "retention",
  legal_holds: "retention",
  webhook_log: "webhooks",
  webhook_retries: "webhooks",
  events: "the commit",
  audit_logs: "the commit",
  audit_seals: "audit",
  idempotency: "the commit",
};

/** What several slices write goes through one function of `db/tenant`, which is as good as the owner's. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  "db/tenant/apply-facts.ts": ["messages"],
  "db/tenant/campaign-counts.ts": ["campaigns"],
  "db/tenant/pause-campaign.ts": ["campaigns"],
  "db/tenant/consent-head.ts": ["contacts"],
  "db/tenant/suppressed-contacts.ts": ["contacts"],
  "db/tenant/scrub-names.ts": [
    "campaigns",
    "automations",
    "automation_versions",
    "assignment_rules",
    "quick_replies",
    "segments",
  ],
  "db/tenant/touch-conversation.ts": ["conversations"],
  "db/tenant/merge-conversations.ts": ["conversations"],
  "db/tenant/append-events.ts": ["events"],
  "db/tenant/forget-events.ts": ["events"],
  "db/forget-audit.ts": ["audit_logs"],
  "platform/commit.ts": ["audit_logs"],
  "platform/idempotency.ts": ["idempotency"],
};

const COMMENTS = /\/\*[\s\S]*?\*\/|(?<![:"'`])\/\/.*$/gm;

const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/^(?:sandbox|console)\//.test(file))
    .map((file) => [file, readFileSync(join("src", file), "utf8").replaceAll(COMMENTS, "")]),
);

/** The tables of `db/tenant/schema*.ts`, by the name of drizzle's object. */
const TABLES = new Map(
  [...FILES]
    .filter(([file]) => /^db\/tenant\/schema(?:-[a-z-]+)?\.ts$/.test(file))
    .flatMap(([, code]) => [...code.matchAll(/const (\w+) = sqliteTable\(\s*"(\w+)"/g)])
    .map((match) => [match[1] ?? "", match[2] ?? ""]),
);

const WRITTEN_IN_SQL =
  /\b(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|DELETE FROM|UPDATE(?: OR \w+)?)\s+"?([a-z_]+)"?(?=[\s(])(?! = )/g;
const WRITTEN_BY_DRIZZLE = /\.(?:insert|update|delete)\(\s*(\w+)\s*\)/g;

/** Whether a file speaks to tenants' databases, by what it imports: the control plane has tables of its own. */
const isOfControl = (file: string, code: string): boolean =>
  file.startsWith("db/control/") ||
  (/#db\/control\/schema|\bctx\.control\b/.test(code) && !/#db\/tenant\/|\bctx\.db\b/.test(code));

function tablesWritten(code: string): readonly string[] {
  const raw = [...code.matchAll(WRITTEN_IN_SQL)].map((match) => match[1] ?? "");
  const built = [...code.matchAll(WRITTEN_BY_DRIZZLE)].map(
    (match) => TABLES.get(match[1] ?? "") ?? "",
  );
  return [...new Set([...raw, ...built])].filter((table) => table in OWNERS);
}

const READ_IN_SQL = /\b(?:FROM|JOIN)\s+([a-z_]+)\b/g;
const READ_BY_DRIZZLE = /\.from\(\s*(\w+)\s*\)|\.query\.(\w+)\b/g;

function tablesRead(code: string): readonly string[] {
  const raw = [...code.matchAll(READ_IN_SQL)].map((match) => match[1] ?? "");
  const built = [...code.matchAll(READ_BY_DRIZZLE)].map(
    (match) => TABLES.get(match[1] ?? match[2] ?? "") ?? "",
  );
  return [...new Set([...raw, ...built])].filter((table) => table in OWNERS);
}

const QUERIES = /^features\/[\w-]+\/queries(?:-[a-z-]+)?\.ts$/;
const WRITES = /^features\/[\w-]+\/writes(?:-[a-z-]+)?\.ts$/;

const mayWrite = (file: string, table: string): boolean =>
  SHARED[file]?.includes(table) === true ||
  new RegExp(`^features/${OWNERS[table]}/writes(?:-[a-z-]+)?\\.ts$`).test(file);

describe("every table of a tenant", () => {
  test("has an owner", ({ expect }) => {
    expect(Object.keys(OWNERS).toSorted()).toEqual([...TABLES.values()].toSorted());
  });

  test("is written by its owner alone", ({ expect }) => {
    const strangers = [...FILES]
      .filter(([file, code]) => !isOfControl(file, code))
      .flatMap(([file, code]) =>
        tablesWritten(code)
          .filter((table) => !mayWrite(file, table))
          .map((table) => `${file} writes ${table}`),
      );
    expect(strangers).toEqual([]);
  });

  test("is read by the queries of a slice, or by what it writes", ({ expect }) => {
    const strangers = [...FILES]
      .filter(([file]) => file.startsWith("features/"))
      .filter(
        ([file, code]) => !QUERIES.test(file) && !WRITES.test(file) && !isOfControl(file, code),
      )
      .flatMap(([file, code]) => tablesRead(code).map((table) => `${file} reads ${table}`));
    expect(strangers).toEqual([]);
  });

  test("is written somewhere", ({ expect }) => {
    const written = new Set([...FILES.values()].flatMap(tablesWritten));
    // Triggers keep it, in the statement that changes what it counts.
    expect(Object.keys(OWNERS).filter((table) => !written.has(table))).toEqual([
      "conversation_counts",
    ]);
  });
});

describe("every event", () => {
  const NAMED =
    /["'`](?:message|contact|consent|conversation|campaign|template|draft|number|inbound|automation|webhook|alert|workspace)\.(?:\w+|\$\{[^}]+\})["'`]/;

  test("is made by a builder of its noun", ({ expect }) => {
    const types = [
      ...["catalogue", "catalogue-messages"]
        .map((name) => FILES.get(`core/event/${name}.ts`) ?? "")
        .join("\n")
        .matchAll(/^ {2}"(\w+(?:\.\w+)+)": event\(/gm),
    ].map((match) => match[1] ?? "");
    expect(types.length).toBeGreaterThan(25);
    const builders = /^features\/\w+\/events\.ts$/;
    const strangers = [...FILES]
      .filter(([file]) => file.startsWith("features/") && !builders.test(file))
      .flatMap(([file, code]) =>
        [...code.matchAll(/\btype:\s*(["'`][^"'`]+["'`])/g)]
          .filter((match) => NAMED.test(match[1] ?? ""))
          .map((match) => `${file} makes ${match[1]}`),
      );
    expect(strangers).toEqual([]);
  });

  test("enters the ledger through the one commit", ({ expect }) => {
    const users = [...FILES]
      .filter(([, code]) => /\bappendEvents\b/.test(code))
      .map(([file]) => file);
    expect(users.toSorted()).toEqual(["db/tenant/append-events.ts", "platform/commit.ts"]);
  });
});

describe("what is written to a tenant's database", () => {
  /**
   * `idempotency.ts` drops what is too old, day by day; `migrate.ts` applies migrations, and `empty-database.ts` takes a whole
   * database that belongs to nobody any more.
   */
  const RUNNERS = [
    "db/empty-database.ts",
    "db/migrate.ts",
    "platform/commit-control.ts",
    "platform/commit.ts",
    "platform/idempotency.ts",
  ];
  const RUNS =
    /\.batch\s*(?:<[^(]*>)?\(|\.run\(\)|\bawait\s+(?:ctx\.)?db\s*\.(?:insert|update|delete)\(/;

  test("is run by the one commit", ({ expect }) => {
    const strangers = [...FILES].filter(
      ([file, code]) =>
        RUNS.test(code) &&
        !RUNNERS.includes(file) &&
        !QUERIES.test(file) &&
        !isOfControl(file, code),
    );
    expect(strangers.map(([file]) => file)).toEqual([]);
    expect(RUNNERS.filter((file) => !RUNS.test(FILES.get(file) ?? ""))).toEqual([]);
  });

  test("does not stand in queries, which may run batches", ({ expect }) => {
    const strangers = [...FILES].filter(
      ([file, code]) =>
        QUERIES.test(file) && (/\/writes\b/.test(code) || tablesWritten(code).length > 0),
    );
    expect(strangers.map(([file]) => file)).toEqual([]);
  });
});
