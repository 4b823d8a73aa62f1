import { vi } from "vitest";

import { aiSettings } from "#db/tenant/schema";

import { openRouter, type Arrived } from "../../../scripts/stand-ins/openrouter.ts";
import { call } from "../../fixtures/call.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";

export interface AiWorkspace extends TenantFixture {
  /** Whatever left for the provider, the oldest first. */
  readonly arrived: Arrived[];
  readonly numberId: string;
}

/** Stand in for the provider, and keep what arrives there. Restore with `vi.restoreAllMocks()`. */
export function mockProvider(): Arrived[] {
  const { fetch, arrived } = openRouter();
  vi.spyOn(globalThis, "fetch").mockImplementation((url, init) => fetch(url, init));
  return arrived;
}

/** A workspace with a sandbox number that has AI on. */
export async function anAiWorkspace(
  settings: Partial<typeof aiSettings.$inferInsert> = {},
): Promise<AiWorkspace> {
  const tenant = await aTenant();
  await tenant.ctx.db
    .insert(aiSettings)
    .values({ id: 1, enabled: true, monthlyCap: 100, updatedAt: 1, ...settings });
  const { body } = await call(tenant, "POST /numbers", { kind: "sandbox" });
  return { ...tenant, arrived: mockProvider(), numberId: String(body["id"]) };
}

/** A brief; `mood` chooses how the provider behaves. */
export const aBrief = (mood = "good", over: object = {}) => ({
  brief: `Fresh bread every morning stand-in:${mood}`,
  language: "en",
  category: "MARKETING",
  ...over,
});

/** Draft, or fail the test. */
export async function aDraft(tenant: TenantFixture, over: object = {}) {
  const { status, body } = await call(tenant, "POST /drafts", aBrief("good", over));
  if (status !== 201) throw new Error(`no draft: ${JSON.stringify(body)}`);
  return body;
}
