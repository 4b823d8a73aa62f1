import { exports } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { aTenant, type TenantFixture } from "../fixtures/tenant.ts";
import { call } from "./call.ts";
import { OPERATIONS, resolve, WITH_BODY, type Operation } from "./operations.ts";

const JSON_TYPE = { "content-type": "application/json" };
const bytes = (text: string): Blob => new Blob([text]);
const members = (count: number): string =>
  `{${Array.from({ length: count }, (_, i) => `"k${i}":0`).join(",")}}`;

interface BadBody {
  readonly name: string;
  readonly body: BodyInit;
  readonly status?: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What no operation accepts, and what every operation answers. */
const BAD_BODIES: readonly BadBody[] = [
  { name: "a truncated object", body: "{", code: "malformed_json" },
  { name: "nothing", body: "", code: "body_required" },
  { name: "an array", body: "[]", code: "body_not_object" },
  { name: "a text", body: '"x"', code: "body_not_object" },
  { name: "null", body: "null", code: "body_not_object" },
  { name: "a thousand brackets", body: "[".repeat(1_000), code: "too_deep" },
  { name: "20,000 members", body: members(20_000), code: "too_many_keys" },
  { name: "a prototype", body: '{"__proto__":{"admin":true}}', code: "forbidden_key" },
  { name: "a constructor", body: '{"constructor":{"prototype":{}}}', code: "forbidden_key" },
  { name: "bytes that are no text", body: Uint8Array.of(0x7b, 0xff, 0x7d), code: "invalid_utf8" },
  { name: "a lone surrogate", body: '{"name":"\\ud800"}', code: "invalid_unicode" },
  { name: "a NUL", body: '{"name":"a\\u0000b"}', code: "invalid_unicode" },
  { name: "a number beyond all numbers", body: '{"name":1e999}', code: "out_of_range" },
  { name: "a member nobody knows", body: '{"zz_unknown":1}', code: "invalid_request" },
  {
    name: "plain text",
    body: "{}",
    headers: { "content-type": "text/plain" },
    status: 415,
    code: "unsupported_media_type",
  },
  {
    name: "another charset",
    body: "{}",
    headers: { "content-type": "application/json; charset=utf-16" },
    status: 415,
    code: "unsupported_media_type",
  },
  { name: "no type", body: bytes("{}"), headers: {}, status: 415, code: "unsupported_media_type" },
  {
    name: "compressed bytes",
    body: Uint8Array.of(0x1f, 0x8b),
    headers: { ...JSON_TYPE, "content-encoding": "gzip" },
    status: 415,
    code: "unsupported_media_type",
  },
];

/** Judged before any operation is asked, so one of them answers for all. */
const LARGE_BODIES: readonly BadBody[] = [
  { name: "a million brackets", body: "[".repeat(1_000_000), code: "too_deep" },
  { name: "100,000 members", body: members(100_000).slice(0, 1_000_000), code: "too_many_keys" },
  { name: "2 MiB", body: " ".repeat(2 * 1024 * 1024), status: 413, code: "body_too_large" },
];

/** Whose body is another system's: what may stand in it is said by a schema of the workspace. */
const TAKES_ANYTHING = ["postHook"];
const isOurs = ({ operationId }: { readonly operationId: string }): boolean =>
  !TAKES_ANYTHING.includes(operationId);

/** A workspace for so many tests: together they stay within its limit of calls. */
const TESTS_PER_TENANT = 15;
let tenant: TenantFixture;
let tests = 0;
beforeEach(async () => {
  if (tests++ % TESTS_PER_TENANT === 0) tenant = await aTenant();
});

const authorization = (): { authorization: string } => ({
  authorization: tenant.headers.authorization,
});

describe("every operation with a body", () => {
  test.for(WITH_BODY)(
    "$method $path refuses what is not a good one",
    async (operation, { expect }) => {
      for (const { name, body, status = 400, code, headers = JSON_TYPE } of BAD_BODIES) {
        if (body === "" && !operation.isBodyRequired) continue;
        if (name === "a member nobody knows" && !isOurs(operation)) continue;
        const res = await call({ operation, headers: { ...authorization(), ...headers }, body });
        const problem = await res.json<{ code: string; detail: string }>();
        expect([name, res.status, problem.code]).toEqual([name, status, code]);
        expect(res.headers.get("content-type")).toBe("application/problem+json");
        expect(res.headers.get("x-request-id")).toBeTruthy();
      }
    },
  );

  test.for(LARGE_BODIES)("refuse $name", async ({ body, status = 400, code }, { expect }) => {
    const operation = WITH_BODY.find(({ operationId }) => operationId === "createContact");
    if (operation === undefined) throw new Error("contacts are not created");
    const headers = { ...authorization(), ...JSON_TYPE };
    const res = await call({ operation, headers, body });
    expect([res.status, (await res.json<{ code: string }>()).code]).toEqual([status, code]);
  });

  test.for(WITH_BODY.filter(isOurs))(
    "$method $path names the member that it does not know",
    async (operation, { expect }) => {
      const headers = { ...authorization(), ...JSON_TYPE };
      const res = await call({ operation, headers, body: '{"zz_unknown":1}' });
      const { errors } = await res.json<{ errors: readonly { pointer: string; code: string }[] }>();
      expect(errors.length).toBeLessThanOrEqual(100);
      const pointers = errors.map(({ pointer }) => pointer);
      // A body with variants is refused for its missing kind first.
      expect(pointers).toContain(
        operation.body?.properties === undefined ? pointers[0] : "/zz_unknown",
      );
    },
  );

  test.for(WITH_BODY)(
    "$method $path counts neither texts as numbers nor numbers as texts",
    async (operation, { expect }) => {
      const headers = { ...authorization(), ...JSON_TYPE };
      const names = Object.keys(membersOf(operation));
      for (const value of ['{"a":{}}', "[[]]", "1e308", '"\\ufffe"', "null"]) {
        const body = `{${names.map((name) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
        const res = await call({ operation, headers, body });
        expect([400, 401, 403, 404, 409, 422, 429]).toContain(res.status);
      }
    },
  );
});

/** A template's name is judged by its lint, and a person of the sandbox may be called anything. */
const NAMED_OTHERWISE = [
  "createTemplate",
  "updateTemplate",
  "lintTemplate",
  "acceptDraft",
  "duplicateTemplate",
  "sandboxInbound",
];
const NAMES = ["name", "full_name", "workspace_name"] as const;

/** The operation's example, with the one member changed. */
const exampleWith = ({ example }: Operation, name: string, value: string): string =>
  JSON.stringify({ ...(example as object), [name]: value });

/** The operations whose body has a name, with the member that holds it. */
const NAMED = WITH_BODY.filter(
  ({ operationId }) => !NAMED_OTHERWISE.includes(operationId ?? ""),
).flatMap((operation) => {
  const shape = resolve(operation.body ?? {});
  const { properties = {} } = resolve(shape.oneOf?.[0] ?? shape);
  return NAMES.filter((name) => name in properties).map((name) => ({ ...operation, name }));
});

test.for(NAMED)(
  "$method $path takes no $name that nobody can see",
  async ({ name, ...operation }, { expect }) => {
    const headers = { ...authorization(), ...JSON_TYPE };
    const body = exampleWith(operation, name, "\u200b \u2060");
    const res = await call({ operation, headers, body });
    const problem = await res.json<{ errors?: readonly object[] }>();
    expect([res.status, problem]).toMatchObject([400, { code: "invalid_request" }]);
    expect(problem.errors).toContainEqual(
      expect.objectContaining({ pointer: `/${name}`, code: "blank" }),
    );
  },
);

const membersOf = ({ body }: Operation): object => body?.properties ?? { name: true };

describe("every operation", () => {
  const queryOf = (operation: Operation): boolean =>
    operation.parameters.some((parameter) => parameter.in === "query");

  test.for(OPERATIONS)(
    "$method $path refuses queries, types and methods it does not know",
    async (operation, { expect }) => {
      const ask = async (query: string, headers: Readonly<Record<string, string>> = {}) => {
        const res = await call({
          operation,
          query,
          headers: { ...authorization(), ...JSON_TYPE, ...headers },
        });
        const { code } = await res.json<{ code: string }>();
        return [res.status, code];
      };
      expect(await ask("?zz=1&zz=2")).toEqual([400, "duplicate_parameter"]);
      if (operation.method !== "GET" || !queryOf(operation))
        expect(await ask("?zz=1")).toEqual([400, "unknown_parameter"]);
      expect(await ask("", { accept: "application/xml" })).toEqual([406, "not_acceptable"]);
      expect(await ask(`?zz=${"x".repeat(17_000)}`)).toEqual([414, "uri_too_long"]);
      expect(await ask("", { "x-filler": "x".repeat(8192) })).toEqual([431, "headers_too_large"]);
      expect(await ask(`?q=${tenant.apiKey}`)).toEqual([400, "key_in_url"]);
    },
  );

  test.for([...new Set(OPERATIONS.map(({ path }) => path))])(
    "%s tells the methods that it knows",
    async (path, { expect }) => {
      const known = OPERATIONS.filter((operation) => operation.path === path);
      const res = await exports.default.fetch(
        `https://api.test${path.replaceAll(/\{\w+\}/g, "x")}`,
        { method: "QUERY" },
      );
      expect(res.status).toBe(405);
      const allowed = res.headers.get("allow")?.split(", ") ?? [];
      expect(allowed).toEqual(expect.arrayContaining(known.map(({ method }) => method)));
      expect(await res.json()).toMatchObject({ code: "method_not_allowed" });
    },
  );

  const LISTS = OPERATIONS.filter((o) => o.parameters.some(({ name }) => name === "limit"));

  test.for(LISTS)(
    "$method $path takes no limit out of range and no cursor of another",
    async (operation, { expect }) => {
      const path = operation.path;
      if (path.includes("{")) return;
      const ask = async (query: string) => {
        const res = await call({ operation, headers: tenant.headers, query });
        return (await res.json<{ code: string }>()).code;
      };
      for (const limit of ["0", "-1", "1e3", "101", "abc", ""])
        expect([limit, await ask(`?limit=${limit}`)]).toEqual([limit, "out_of_range"]);
      // An API key has no account: of lists about one it is told so before its cursor is read.
      const refused = (await ask("?limit=1")) === "missing_scope" ? ["missing_scope"] : [];
      const after = await Promise.all(
        ["AAAA", "x", "", "%00"].map((text) => ask(`?after=${text}`)),
      );
      for (const code of after)
        expect(["invalid_cursor", "out_of_range", ...refused]).toContain(code);
    },
  );
});
