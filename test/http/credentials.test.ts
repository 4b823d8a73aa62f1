import { eq } from "drizzle-orm";
import { beforeAll, describe, test } from "vitest";

import { formatApiKey } from "#core/api-key";
import { ROLE_SCOPES, ROLES, SCOPES, type Role, type Scope } from "#core/scopes";
import { memberships } from "#db/control/schema";
import { newId } from "#platform/ids";

import { aSignedInMember } from "../fixtures/member.ts";
import { COLLECTIONS, isCollection } from "../fixtures/one-of-each.ts";
import { aTenant, byAnotherKey, type TenantFixture } from "../fixtures/tenant.ts";
import { call, pathOf } from "./call.ts";
import { SECURED, type Operation } from "./operations.ts";

const MINUTE_MS = 60_000;

const named = ({ method, path }: Operation): string => `${method} ${path}`;

const pathTo = (operation: Operation): string =>
  pathOf(operation, (collection) =>
    isCollection(collection) ? newId(COLLECTIONS[collection]) : "x",
  );

/** The scope that the contract names; undefined where the caller's own person is all that is asked for. */
const scopeOf = ({ description = "" }: Operation): Scope | undefined =>
  SCOPES.find((scope) => scope === /Requires `([\w:]+)`/.exec(description)?.[1]);

interface Problem {
  readonly code: string;
  readonly detail: string;
}

async function answerOf(operation: Operation, headers: Readonly<Record<string, string>>) {
  const res = await call({ operation, headers, path: pathTo(operation) });
  const { code, detail } = await res.json<Problem>();
  return { operation: named(operation), status: res.status, code, detail };
}

describe("every secured route, by a credential that was good once", () => {
  let tenant: TenantFixture;
  beforeAll(async () => {
    tenant = await aTenant();
  });

  /** How a credential ends, and one that ended so. */
  const ENDED: Readonly<Record<string, () => Promise<{ readonly authorization: string }>>> = {
    "an access token of eleven minutes ago": async () =>
      (await aSignedInMember(tenant, "owner", { issuedAt: Date.now() - 11 * MINUTE_MS })).headers,
    "an access token of a session that was ended": async () =>
      (await aSignedInMember(tenant, "owner", { revokedAt: Date.now() - MINUTE_MS })).headers,
    "an access token of a session that is over": async () =>
      (await aSignedInMember(tenant, "owner", { expiresAt: Date.now() - 1 })).headers,
    "an access token of somebody who is no member any more": async () => {
      const { userId, headers } = await aSignedInMember(tenant, "owner");
      await tenant.ctx.control.delete(memberships).where(eq(memberships.userId, userId));
      return headers;
    },
    "an access token whose workspace was changed": async () => {
      const { headers } = await aSignedInMember(tenant, "owner");
      const [header, payload = "", signature] = headers.authorization.split(".");
      const claims = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as object;
      const other = btoa(JSON.stringify({ ...claims, tid: newId("tenant") })).replace(/=+$/, "");
      return { authorization: `${header}.${other}.${signature}` };
    },
    "an API key that has expired": async () =>
      (await byAnotherKey(tenant, SCOPES, { expiresAt: Date.now() - 1 })).headers,
    "an API key that was deleted": async () =>
      (await byAnotherKey(tenant, SCOPES, { revokedAt: Date.now() - 1 })).headers,
    "an API key with another secret": async () => {
      const { apiKey } = await byAnotherKey(tenant);
      const forged = formatApiKey(apiKey.slice(3, 29), new Uint8Array(32));
      return { authorization: `Bearer ${forged}` };
    },
  };

  test.for(Object.entries(ENDED))("refuses %s", async ([, make], { expect }) => {
    const { authorization } = await make();
    const headers = { authorization, "content-type": "application/json" };
    const answers = await Promise.all(SECURED.map((operation) => answerOf(operation, headers)));
    const letIn = answers.filter(({ status, code }) => status !== 401 || code !== "invalid_token");
    expect(letIn).toEqual([]);
  });
});

describe("every secured route that names a scope", () => {
  let tenant: TenantFixture;
  beforeAll(async () => {
    tenant = await aTenant();
  });

  const scoped = SECURED.flatMap((operation) => {
    const scope = scopeOf(operation);
    return scope === undefined ? [] : [{ operation, scope }];
  });

  /** What was not answered by naming the scope that is missing. */
  const letIn = async (
    asked: readonly { readonly operation: Operation; readonly scope: Scope }[],
    headers: Readonly<Record<string, string>>,
  ) => {
    const answers = await Promise.all(
      asked.map(async ({ operation, scope }) => ({
        ...(await answerOf(operation, headers)),
        scope,
      })),
    );
    return answers.filter(
      ({ status, code, detail, scope }) =>
        status !== 403 || code !== "missing_scope" || !detail.endsWith(`the scope ${scope}.`),
    );
  };

  test("is known from the contract", ({ expect }) => {
    expect(scoped.length).toBeGreaterThan(200);
  });

  test.for<Role>(ROLES.filter((role) => ROLE_SCOPES[role].length < SCOPES.length))(
    "refuses a member who is %s and may not",
    async (role, { expect }) => {
      const { headers } = await aSignedInMember(tenant, role);
      const beyond = scoped.filter(({ scope }) => !ROLE_SCOPES[role].includes(scope));
      expect(beyond.length).toBeGreaterThan(0);
      expect(await letIn(beyond, headers)).toEqual([]);
    },
  );

  test.for<Scope>([...new Set(scoped.map(({ scope }) => scope))])(
    "refuses a key that has every scope but %s",
    async (scope, { expect }) => {
      const { headers } = await byAnotherKey(
        tenant,
        SCOPES.filter((one) => one !== scope),
      );
      const asked = scoped.filter((one) => one.scope === scope);
      expect(await letIn(asked, headers)).toEqual([]);
    },
  );

  test("lets nobody but an owner close the workspace", async ({ expect }) => {
    const close = SECURED.find(({ operationId }) => operationId === "closeWorkspace");
    if (close === undefined) throw new Error("no workspace can be closed");
    for (const role of ROLES.filter((one) => one !== "owner")) {
      const { headers } = await aSignedInMember(tenant, role);
      expect([role, await answerOf(close, headers)]).toMatchObject([role, { status: 403 }]);
    }
    expect(await answerOf(close, tenant.headers)).toMatchObject({ status: 403 });
  });
});
