import { beforeAll, test } from "vitest";

import { control, register, type Registered } from "../features/accounts/fixture.ts";
import { call } from "./call.ts";
import { SECURED } from "./operations.ts";

let person: Registered;
beforeAll(async () => {
  person = await register();
});

/** One's session ends with it. */
const LAST = "logout";
const asked = SECURED.toSorted(
  (a, b) => Number(a.operationId === LAST) - Number(b.operationId === LAST),
);

test.for(asked)(
  "$method $path needs a database, or needs none, as its contract tells",
  async (operation, { expect }) => {
    await control("UPDATE pool SET tenant_id = 'held-' || binding WHERE tenant_id IS NULL");
    try {
      const headers = {
        authorization: `Bearer ${person.accessToken}`,
        "content-type": "application/json",
      };
      const res = await call({ operation, headers });
      const { code = "" } = res.status < 400 ? {} : await res.json<{ code?: string }>();
      const needsOne = operation.responses["503"]?.["x-codes"]?.includes("capacity_exhausted");
      expect([code, code === "capacity_exhausted"]).toEqual([code, needsOne]);
    } finally {
      await control("UPDATE pool SET tenant_id = NULL WHERE tenant_id LIKE 'held-%'");
    }
  },
);
