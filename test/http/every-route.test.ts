import { beforeAll, beforeEach, describe, test } from "vitest";

import { newId } from "#platform/ids";

import { COLLECTIONS, isCollection, oneOfEach, type Collection } from "../fixtures/one-of-each.ts";
import { aTenant, byAnotherKey, type TenantFixture } from "../fixtures/tenant.ts";
import { call, pathOf } from "./call.ts";
import { SECURED, type Operation } from "./operations.ts";

/** Whoever may sign in may call these: they concern the caller alone. */
const NEEDS_NO_SCOPE = [
  "getMe",
  "exportMe",
  "getMyAlerts",
  "setMyAlerts",
  "updateMe",
  "resendVerification",
  "changePassword",
  "changeEmail",
  "listMySessions",
  "endMySession",
  "startSecondStep",
  "listMyWorkspaces",
  "createWorkspace",
  "switchWorkspace",
  "confirmSecondStep",
  "removeSecondStep",
  "deleteMe",
  "logout",
  "acceptInvitation",
  "listScopes",
  "listEventTypes",
];

const named = ({ method, path }: Operation): string => `${method} ${path}`;

let mine: TenantFixture;
let theirs: Record<Collection, string>;
let own: Record<Collection, string>;
beforeAll(async () => {
  mine = await aTenant();
  own = await oneOfEach(mine);
  theirs = await oneOfEach(await aTenant());
});

/** A key of its own for each test, so that no test uses up another's limit of calls. */
beforeEach(async () => {
  mine = await byAnotherKey(mine);
});

/** The operation's path with these ids; parts that are no id of a collection are well formed and mean nothing. */
const withIds = (operation: Operation, ids: (collection: Collection) => string): string =>
  pathOf(operation, (collection) => (isCollection(collection) ? ids(collection) : "x"));
const unknown = (collection: Collection): string => newId(COLLECTIONS[collection]);

/** What an answer says, without what names the request. */
async function told(response: Response): Promise<unknown> {
  const { instance: _, request_id: __, ...rest } = await response.json<Record<string, unknown>>();
  return { status: response.status, ...rest };
}

describe("every secured route", () => {
  test.for(SECURED)(
    "$method $path refuses a caller without a credential",
    async (operation, { expect }) => {
      for (const headers of [{}, { authorization: "" }, { authorization: "Basic dTpw" }]) {
        const res = await call({ operation, headers, body: null });
        expect([res.status, await res.json()]).toMatchObject([401, { code: "unauthenticated" }]);
      }
    },
  );

  test.for(SECURED)(
    "$method $path refuses a credential that is none",
    async (operation, { expect }) => {
      for (const secret of ["x", "wq_x_y", "a.b.c", "..", "wq_".padEnd(4000, "0")]) {
        const headers = { authorization: `Bearer ${secret}` };
        const res = await call({ operation, headers, body: null });
        expect([res.status, await res.json()]).toMatchObject([401, { code: "invalid_token" }]);
      }
    },
  );

  test("refuses a key without scopes, whatever it asks for, and tells the scope", async ({
    expect,
  }) => {
    const { headers } = await aTenant({ scopes: [] });
    for (const operation of SECURED) {
      if (NEEDS_NO_SCOPE.includes(operation.operationId)) continue;
      const res = await call({ operation, headers, path: withIds(operation, unknown) });
      const problem = await res.json<{ code?: string; detail: string }>();
      expect([named(operation), res.status, problem.code]).toEqual([
        named(operation),
        403,
        "missing_scope",
      ]);
      const scope = /the scope (\S+)\.$/.exec(problem.detail)?.[1];
      expect(operation.description).toContain(`Requires \`${scope}\``);
    }
  });

  /** What belongs to a person is asked for by people alone: features/accounts has its tests. */
  const withResource = SECURED.filter(
    ({ path }) => path.includes("{") && !path.startsWith("/v1/me/"),
  );

  test.for(withResource)(
    "$method $path answers another workspace's id as if it did not exist",
    async (operation, { expect }) => {
      const ask = (path: string) => call({ operation, headers: mine.headers, path });
      const foreign = await told(await ask(withIds(operation, (name) => theirs[name])));
      const missing = await told(await ask(withIds(operation, unknown)));
      expect(foreign).toMatchObject({ status: 404, code: "not_found" });
      expect(foreign).toEqual(missing);
    },
  );

  test.for(withResource)(
    "$method $path answers an id that is none as unknown",
    async (operation, { expect }) => {
      const missing = await told(
        await call({ operation, headers: mine.headers, path: withIds(operation, unknown) }),
      );
      for (const id of [
        "x",
        "😀",
        "%F0%9F%98%80",
        "..%2F..",
        "%00",
        "%E0%A4",
        "a".repeat(5_000),
        "aud_01k9zq3v6m8r2t4w6y8a0c2e4g",
      ]) {
        const path = withIds(operation, () => id);
        const res = await told(await call({ operation, headers: mine.headers, path }));
        expect([id.slice(0, 40), res]).toEqual([id.slice(0, 40), missing]);
      }
    },
  );

  test("finds the workspace's own resources by the same calls", async ({ expect }) => {
    const ETAG = expect.stringMatching(/^"[\w.:-]+"$/);
    const reads = SECURED.filter(
      ({ method, path }) =>
        method === "GET" &&
        /\}|workspace$/.test(path) &&
        !path.includes("consents") &&
        // The one request is an erasure, which has a certificate and no copy.
        !path.endsWith("/requests/{id}/download"),
    );
    for (const operation of reads) {
      const path = withIds(operation, (name) => own[name]);
      const res = await call({ operation, headers: mine.headers, path });
      expect([named(operation), res.status]).toEqual([named(operation), 200]);
      const isSingle = operation.path.endsWith("}") || operation.path === "/v1/workspace";
      if (isSingle) expect([path, res.headers.get("etag")]).toEqual([path, ETAG]);
    }
  });

  test("changes nothing that has changed since it was read", async ({ expect }) => {
    const tags = SECURED.filter(({ parameters }) => parameters.some((p) => p.name === "If-Match"));
    // One's own account is a person's; the caller here is a key.
    for (const operation of tags.filter(({ path }) => path !== "/v1/me")) {
      const path = withIds(operation, (name) => own[name]);
      const ask = async (headers: Readonly<Record<string, string>>) =>
        (await call({ operation, headers: { ...mine.headers, ...headers }, path })).status;
      expect([named(operation), await ask({ "If-Match": '"stale"' })]).toEqual([
        named(operation),
        412,
      ]);
      if ("428" in operation.responses)
        expect([named(operation), await ask({})]).toEqual([named(operation), 428]);
    }
  });

  test("stays within its collection when the path climbs", async ({ expect }) => {
    for (const operation of withResource) {
      const path = pathOf(operation, () => "%2e%2e");
      const res = await call({ operation, headers: {}, path });
      expect([401, 404, 405]).toContain(res.status);
    }
  });
});
