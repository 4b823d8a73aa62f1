import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { media } from "#db/tenant/schema";
import { fetchMedia } from "#features/media/index";
import type { ScopedContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";

import { call } from "../../fixtures/call.ts";
import { aFile } from "../../fixtures/files.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";
import { uploaded } from "./fixture.ts";

const BYTES = aFile("jpeg", 700_000);
const HOUR_MS = 60 * 60 * 1000;

const later = (ctx: ScopedContext): ScopedContext => ({
  ...ctx,
  nowMs: () => Date.now() + HOUR_MS,
});

/** A picture that a person sends while this befalls its file once. */
async function aPicture(rule: { readonly call: string; readonly fault: string }) {
  const tenant = await aTenant();
  const { body } = await call(tenant, "POST /numbers", { kind: "sandbox" });
  const { id } = await uploaded(tenant, BYTES, "image/jpeg");
  const faults = { rules: [{ match: { call: rule.call, nth: 1 }, fault: rule.fault }] };
  const set = await call(tenant, "PUT /sandbox/faults", faults);
  if (set.status !== 200) throw new Error(JSON.stringify(set.body));
  await call(tenant, `POST /sandbox/numbers/${String(body["id"])}/inbound`, {
    from: "+5511987655700",
    type: "image",
    image: { id },
  });
  const rowOf = async () =>
    (await tenant.ctx.db.query.media.findMany()).find(({ messageId }) => messageId !== null);
  return { tenant, rowOf };
}

describe("the file of a person's message", () => {
  test.for([
    ["its download is refused", { call: "media_download", fault: "error" }, "http_503"],
    ["its download breaks off", { call: "media_download", fault: "lost_response" }, "broken_off"],
    ["its address is refused", { call: "media_address", fault: "error" }, "meta_131000"],
    [
      "the answer with its address is lost",
      { call: "media_address", fault: "lost_response" },
      "unreachable",
    ],
  ] as const)(
    "comes whole after %s, and nothing of before is left",
    async ([, rule, error], { expect }) => {
      const { tenant, rowOf } = await aPicture(rule);
      await until(async () => (await rowOf())?.error === error);
      const { ctx } = tenant;
      const id = (await rowOf())?.id as Id<"media">;
      expect(await rowOf()).toMatchObject({ status: "pending", objectKey: null });
      await fetchMedia(later(ctx), id);
      const row = await rowOf();
      expect(row).toMatchObject({
        status: "stored",
        size: BYTES.length,
        sha256: await sha256Hex(BYTES),
      });
      const kept = (await ctx.db.select().from(media)).map(
        ({ objectKey }) => `t/${tenant.tenant.id}/${objectKey}`,
      );
      const { objects } = await env.MEDIA.list({ prefix: `t/${tenant.tenant.id}/media/` });
      expect(objects.map(({ key }) => key).toSorted()).toEqual(kept.toSorted());
    },
  );
});
