import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import { aTenant } from "../../fixtures/tenant.ts";

async function aNumber() {
  const tenant = await aTenant();
  const { body } = await call(tenant, "POST /numbers", { kind: "sandbox" });
  const path = `/numbers/${String(body["id"])}/keywords`;
  return {
    tenant,
    id: String(body["id"]),
    read: () => call(tenant, `GET ${path}`),
    put: (words: object) => call(tenant, `PUT ${path}`, words),
  };
}

describe("the words of a number", () => {
  test("are none at first, and those that were put last", async ({ expect }) => {
    const { tenant, read, put } = await aNumber();
    expect((await read()).body).toEqual({ stop: [], start: [] });
    const words = { stop: [" BAJA PROMO "], start: ["Quiero más", "JOIN PIZZA"] };
    const kept = { ...words, stop: ["BAJA PROMO"] };
    expect(await put(words)).toMatchObject({ status: 200, body: kept });
    expect((await read()).body).toEqual(kept);
    const audit = (await tenant.ctx.db.query.auditLogs.findMany()).at(-1);
    expect(audit).toMatchObject({ action: "number.set_keywords", changes: { stop: 1, start: 2 } });
    await put({ stop: [], start: [] });
    expect((await read()).body).toEqual({ stop: [], start: [] });
    expect(await tenant.ctx.db.query.numbers.findFirst()).toMatchObject({ keywords: null });
  });

  test.for([
    [{ stop: ["promo"], start: ["Promó"] }, ["/start/0"]],
    [{ stop: ["?"], start: ["Stop", "hola"] }, ["/stop/0", "/start/0", "/start/1"]],
    [{ stop: ["x".repeat(61)], start: [] }, ["/stop/0"]],
    [{ stop: [], start: Array.from({ length: 51 }, (_, i) => `w${i}`) }, ["/start"]],
    [{ stop: [] }, ["/start"]],
    [{ stop: [], start: [], join: ["x"] }, ["/join"]],
    [{ stop: [""], start: [5] }, ["/stop/0", "/start/0"]],
  ] as const)("are refused at %j", async ([words, pointers], { expect }) => {
    const { read, put } = await aNumber();
    const refused = await put(words);
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    expect(refused.body["errors"]).toMatchObject(pointers.map((pointer) => ({ pointer })));
    expect((await read()).body).toEqual({ stop: [], start: [] });
  });

  test("outlive a disconnection, and are changed of a number in use alone", async ({ expect }) => {
    const { tenant, id, put, read } = await aNumber();
    await put({ stop: ["promo"], start: [] });
    await call(tenant, `DELETE /numbers/${id}`);
    expect((await read()).body).toEqual({ stop: ["promo"], start: [] });
    expect(await put({ stop: [], start: [] })).toMatchObject({ body: { code: "invalid_state" } });
  });
});
