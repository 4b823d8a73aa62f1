import { test, vi } from "vitest";

import { fetchApi } from "./fetch-api.ts";
import { DOCUMENTED } from "./operations.ts";

/** What is told without a look at the configuration: that the Worker runs. */
const NEEDS_NONE = "getHealth";

test.for(DOCUMENTED.filter((each) => !each.isSecured && each.operationId !== NEEDS_NONE))(
  "$method $path is unavailable, as its contract tells, while the configuration is wrong",
  async ({ method, path, body, example }, { expect }) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const init =
      body === undefined
        ? { method }
        : {
            method,
            headers: { "content-type": "application/json" },
            body: JSON.stringify(example),
          };
    const res = await fetchApi(`https://api.test${path}`, init, { PASSWORD_PEPPER: "short" });
    expect([res.status, await res.json()]).toMatchObject([503, { code: "unavailable" }]);
    logged.mockRestore();
  },
);
