import { eq } from "drizzle-orm";

import type { Id } from "#core/ids";
import { imports } from "#db/tenant/schema";
import { runImport } from "#features/imports/index";
import type { ScopedContext } from "#platform/context";

import { ask, call, type Body } from "../../fixtures/call.ts";
import type { TenantFixture } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";
import { fetchApi } from "../../http/fetch-api.ts";

/** What a form says beside its file; objects and lists become JSON. */
export type Fields = Readonly<Record<string, unknown>>;

export const MAPPING = { Phone: "phone", Name: "name" };

export const CONSENT = {
  purpose: "marketing",
  statement: "I agree to offers on WhatsApp.",
  source: "Paper form at the counter",
  declared_by: "Ana Almeida",
};

/** Send a file to be imported. A text is sent in UTF-8. */
export async function upload(
  { headers }: TenantFixture,
  file: string | Uint8Array<ArrayBuffer>,
  fields: Fields = { mapping: MAPPING },
  more: Readonly<Record<string, string>> = { "idempotency-key": crypto.randomUUID() },
): Promise<{ readonly status: number; readonly body: Body; readonly headers: Headers }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    form.append(name, typeof value === "string" ? value : JSON.stringify(value));
  form.append("file", new File([file], "clients.csv", { type: "text/csv" }));
  const response = await fetchApi("https://waqtor.test/v1/imports", {
    method: "POST",
    body: form,
    headers: { authorization: headers.authorization, ...more },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Send a file, and wait until nothing more becomes of it. */
export async function imported(
  tenant: TenantFixture,
  file: string | Uint8Array<ArrayBuffer>,
  fields: Fields = { mapping: MAPPING },
): Promise<Body> {
  const { status, body } = await upload(tenant, file, fields);
  if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
  return settled(tenant, String(body["id"]));
}

/** Wait until nothing more becomes of an import. */
export const settled = (tenant: TenantFixture, id: string): Promise<Body> =>
  until(async () => {
    const { body } = await call(tenant, `GET /imports/${id}`);
    return ["completed", "failed", "undone"].includes(String(body["status"])) && body;
  });

/** The lines of an import's error file, without its line of names. */
export async function reportsOf(tenant: TenantFixture, id: unknown): Promise<readonly string[]> {
  const text = await (await ask(tenant, `GET /imports/${String(id)}/errors`)).text();
  return text
    .replace(/^\ufeff/, "")
    .split("\r\n")
    .slice(1, -1);
}

/** Everything there is of an import but when it happened and under which ids. */
export async function outcomeOf({ ctx }: TenantFixture, id: Id<"import">) {
  const row = await ctx.db.select().from(imports).where(eq(imports.id, id)).get();
  const contacts = await ctx.db.query.contacts.findMany();
  const consents = await ctx.db.query.consents.findMany();
  return {
    counts: [row?.created, row?.updated, row?.unchanged, row?.rejected, row?.reported, row?.slices],
    contacts: contacts
      .map(({ phone, name, tags, marketing }) => JSON.stringify([phone, name, tags, marketing]))
      .toSorted(),
    consents: consents.map(({ source }) => `${source}`.replace(/^imp_\w+/, "")).toSorted(),
  };
}

/** Whether a run was killed; what a query throws is wrapped. */
const isDeath = (error: unknown): boolean =>
  error instanceof Error && (error.message === "dead" || isDeath(error.cause));

/** Run an import to its end, again whenever a run is killed. */
export async function runToEnd(
  ctx: ScopedContext,
  id: Id<"import">,
  dying: (ctx: ScopedContext) => ScopedContext,
): Promise<number> {
  for (let deaths = 0; ; deaths++) {
    try {
      await runImport(dying(ctx), id);
      const row = await ctx.db.select().from(imports).where(eq(imports.id, id)).get();
      if (row?.status === "completed") return deaths;
    } catch (error) {
      if (!isDeath(error)) throw error;
    }
  }
}
