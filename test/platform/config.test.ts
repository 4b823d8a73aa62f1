import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import { AppError } from "#core/errors";
import { configFaults, configOf, VARIABLES } from "#platform/config";

/** The bindings with other values, as another deployment has them; `undefined` leaves one out. */
function deployment(change: Readonly<Record<string, unknown>>): Env {
  const other = { ...env, ...change };
  for (const [name, value] of Object.entries(change))
    if (value === undefined) Reflect.deleteProperty(other, name);
  return other;
}
const key = (kid: string, fill: number) => `${kid}:${new Uint8Array(32).fill(fill).toBase64()}`;
const LONG = "x".repeat(32);

test("is read once for each deployment", ({ expect }) => {
  expect(configOf(env)).toBe(configOf(env));
  expect(configOf(env)).toMatchObject({
    publicUrl: env.PUBLIC_URL,
    metaGraphUrl: "https://graph.facebook.com",
    metaGraphVersion: "v26.0",
    metaAppId: null,
    openRouterUrl: "https://openrouter.ai/api/v1",
    openRouterKey: env.OPENROUTER_API_KEY,
    aiModels: ["google/gemini-2.5-flash", "qwen/qwen3-235b-a22b-2507"],
    supportEmail: env.SUPPORT_EMAIL,
    privacyUrl: null,
    clientIpHeader: "cf-connecting-ip",
    registration: "open",
    hasSandbox: true,
    metaAppSecrets: [env.META_APP_SECRET],
    metaVerifyToken: env.META_VERIFY_TOKEN,
    jwtKeys: { current: "t1" },
    encryptionKeys: { current: "e1" },
    passwordPepper: env.PASSWORD_PEPPER,
    passwordCost: { m: 64, t: 1, p: 1 },
  });
});

test("takes what has more than one spelling in one", ({ expect }) => {
  const config = configOf(
    deployment({
      PUBLIC_URL: "https://WaQtor.example/",
      META_GRAPH_URL: "http://127.0.0.1:9000/graph/",
      META_APP_ID: "4242",
      OPENROUTER_URL: "http://127.0.0.1:9001/api/v1/",
      OPENROUTER_API_KEY: "",
      AI_MODELS: " qwen/qwen3:free , google/gemini-3",
      META_APP_SECRET: ` ${LONG} , old-${LONG}`,
      JWT_KEYS: `${key("b", 2)}, ${key("a", 1)}`,
      SANDBOX: "off",
      CLIENT_IP_HEADER: "",
    }),
  );
  expect(config).toMatchObject({
    publicUrl: "https://waqtor.example",
    metaGraphUrl: "http://127.0.0.1:9000/graph",
    metaAppId: "4242",
    openRouterUrl: "http://127.0.0.1:9001/api/v1",
    openRouterKey: null,
    aiModels: ["qwen/qwen3:free", "google/gemini-3"],
    metaAppSecrets: [LONG, `old-${LONG}`],
    hasSandbox: false,
    clientIpHeader: null,
    passwordCost: null,
  });
  expect([...config.jwtKeys.keys.keys()]).toEqual(["b", "a"]);
});

test("has Meta's own address and version unless it says otherwise", ({ expect }) => {
  const bare = deployment({
    META_GRAPH_URL: undefined,
    META_GRAPH_VERSION: undefined,
    META_APP_ID: undefined,
    OPENROUTER_URL: undefined,
    OPENROUTER_API_KEY: undefined,
    AI_MODELS: undefined,
    ARCHIVE_FROM_MB: undefined,
    REGISTRATIONS_PER_DAY: undefined,
    PASSWORD_COST: undefined,
  });
  expect(configOf(bare)).toMatchObject({
    archiveFromBytes: 7_000_000_000,
    registrationsPerDay: 10,
    openRouterUrl: "https://openrouter.ai/api/v1",
    openRouterKey: null,
    aiModels: [expect.stringMatching(/^google\/gemini/), expect.stringMatching(/^qwen\//)],
    passwordCost: null,
    metaGraphUrl: "https://graph.facebook.com",
    metaGraphVersion: "v26.0",
    metaAppId: null,
  });
});

const MALFORMED: Readonly<Record<string, readonly unknown[]>> = {
  PUBLIC_URL: [
    "",
    "waqtor.example",
    "ftp://a.b",
    "https://a.b/path",
    "https://a.b?q",
    "https://u:p@a.b",
  ],
  META_GRAPH_URL: ["", "graph.facebook.com", "https://a.b?q=1", "https://u@a.b", "data:,x"],
  META_GRAPH_VERSION: ["", "26.0", "v26", "v26.0/x"],
  META_APP_ID: ["app", "12 34", 4242],
  OPENROUTER_URL: ["", "openrouter.ai", "https://a.b?q=1", "https://u@a.b"],
  OPENROUTER_API_KEY: ["short", "k".repeat(513), "ä".repeat(40), `${LONG} ${LONG}`, 1],
  AI_MODELS: ["", "gemini", "a/b,", "a/b,a/b", "a/b c", "a/b/c", Array(21).fill("a/b").join()],
  SUPPORT_EMAIL: ["", "support", "a@b@c", '"><script>@x', undefined],
  PRIVACY_URL: ["privacy", "http://a.b", "javascript:alert(1)", 'https://a.b/"><script>', 1],
  CLIENT_IP_HEADER: ["x real ip", "x-real-ip: 1", "x".repeat(65), undefined],
  REGISTRATION: ["", "Open", "on", undefined],
  ARCHIVE_FROM_MB: ["", "0", "-1", "1.5", "7 GB", "9001", 7000],
  REGISTRATIONS_PER_DAY: ["", "0", "-1", "1.5", "ten", "1e3", "100001", 10],
  SANDBOX: ["", "true", true, undefined],
  WEBHOOK_ALLOW_LOOPBACK: ["", "true", true],
  D1_SESSIONS: ["", "true", 1],
  META_APP_SECRET: ["", ",", "short", `${LONG},short`, undefined],
  META_VERIFY_TOKEN: ["", "short", undefined],
  JWT_KEYS: ["", "k1", `${key("a", 1)},`, `a:${btoa("short")}`, `${key("a", 1)},${key("a", 2)}`],
  ENCRYPTION_KEYS: ["", "k1:", `:${key("a", 1)}`, `${key("a", 1)};${key("b", 2)}`, undefined],
  PASSWORD_PEPPER: ["", "short", undefined],
};

describe("a malformed variable", () => {
  test("is listed here for each that there is", ({ expect }) => {
    expect(VARIABLES.filter((name) => !(name in MALFORMED))).toEqual(["PASSWORD_COST"]);
  });

  test.for(Object.entries(MALFORMED))(
    "%s is told by its name, and by nothing of its value",
    ([name, values], { expect }) => {
      const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
      for (const value of values) {
        const broken = deployment({ [name]: value });
        expect([value, configFaults(broken)]).toEqual([
          value,
          [
            {
              pointer: name,
              code: value === undefined ? "missing" : "malformed",
              message: expect.stringMatching(new RegExp(`^${name} (must be .+|is missing)\\.$`)),
            },
          ],
        ]);
        expect(() => configOf(broken)).toThrow(AppError);
      }
      const lines = logged.mock.calls.flat().map(String);
      logged.mockRestore();
      expect(lines.map((line) => JSON.parse(line))).toEqual(
        values.map(() => ({ event: "config.invalid", variables: name })),
      );
    },
  );

  test("does not hide another, and the answer to a call names both", ({ expect }) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const broken = deployment({ SANDBOX: "canary-7731", PASSWORD_PEPPER: "canary-7731" });
    let thrown: unknown;
    try {
      configOf(broken);
    } catch (error) {
      thrown = error;
    }
    logged.mockRestore();
    expect(thrown).toMatchObject({ code: "unavailable" });
    const told = JSON.stringify([thrown, String(thrown), configFaults(broken)]);
    expect(told).not.toContain("canary");
    expect(configFaults(broken).map(({ pointer }) => pointer)).toEqual([
      "SANDBOX",
      "PASSWORD_PEPPER",
    ]);
  });
});
