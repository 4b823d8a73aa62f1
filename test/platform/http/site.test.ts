import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import { app } from "#app";

import { fetchApi } from "../../http/fetch-api.ts";

const get = (path: string, init: RequestInit = {}) => fetchApi(`https://waqtor.test${path}`, init);

describe("the site", () => {
  test("tells that it runs, that it is ready and what it is", async ({ expect }) => {
    expect(await (await get("/healthz")).json()).toEqual({ status: "ok" });
    expect(await (await get("/readyz")).json()).toEqual({ status: "ready" });
    expect(await (await get("/version")).json()).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      graph_version: env.META_GRAPH_VERSION,
      registration: "open",
      support_email: env.SUPPORT_EMAIL,
      privacy_url: `${env.PUBLIC_URL}/privacy`,
    });
  });

  test("is not ready when the control database does not answer", async ({ expect }) => {
    const CONTROL_DB = {
      prepare: () => ({
        bind: () => {
          throw new Error("gone");
        },
      }),
    };
    const res = await app.fetch(
      new Request("https://waqtor.test/readyz"),
      { ...env, CONTROL_DB },
      createExecutionContext(),
    );
    expect([res.status, await res.json()]).toMatchObject([
      503,
      { code: "unavailable", retryable: true, errors: [{ pointer: "CONTROL_DB" }] },
    ]);
  });

  test("is not ready when a variable is wrong, and tells which without its value", async ({
    expect,
  }) => {
    const wrong = { JWT_KEYS: "canary-7731", SANDBOX: "canary-7731" };
    const ask = (path: string) => fetchApi(`https://waqtor.test${path}`, {}, wrong);
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const res = await ask("/readyz");
    const text = await res.text();
    expect([res.status, JSON.parse(text)]).toMatchObject([
      503,
      { code: "unavailable", errors: [{ pointer: "SANDBOX" }, { pointer: "JWT_KEYS" }] },
    ]);
    expect([(await ask("/healthz")).status, (await ask("/version")).status]).toEqual([200, 503]);
    expect(text + logged.mock.calls.join()).not.toContain("canary");
    expect(logged.mock.calls.join()).toContain("SANDBOX,JWT_KEYS");
    logged.mockRestore();
  });

  test.for([
    ["/", /^default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri/],
    ["/pt-BR", /^default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri/],
    ["/docs", /^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;/],
  ] as const)(
    "%s loads nothing from elsewhere and runs nothing inline",
    async ([path, policy], { expect }) => {
      const res = await get(path);
      const page = await res.text();
      expect(res.headers.get("content-type")).toMatch(/^text\/html/);
      expect(res.headers.get("content-security-policy")).toMatch(policy);
      expect(page).not.toMatch(/https?:\/\//);
      expect(page).not.toMatch(/<script>|<style|style=|\son\w+=/);
      const links = [...page.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map((match) => match[1] ?? "");
      expect(links.length).toBeGreaterThan(2);
      for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200]);
    },
  );

  test("names the address for questions on its first page", async ({ expect }) => {
    expect(await (await get("/")).text()).toContain(`mailto:${env.SUPPORT_EMAIL}`);
  });

  test("runs nothing and keeps nothing on its first page", async ({ expect }) => {
    const res = await get("/");
    expect(res.headers.get("set-cookie")).toBeNull();
    expect(await res.text()).not.toContain("<script");
  });

  test.for([
    ["pt-PT,pt;q=0.9,en;q=0.8", "pt-BR", "Entrar"],
    ["fr-FR, de;q=0.5, es;q=0.7", "es", "Iniciar sesión"],
    ["de-AT", "de", "Anmelden"],
    ["es;q=0, *", "en", "Sign in"],
    ["ja", "en", "Sign in"],
    [";;q=x,", "en", "Sign in"],
  ])("answers %s in %s", async ([wanted = "", language = "", word = ""], { expect }) => {
    const res = await get("/", { headers: { "accept-language": wanted } });
    const page = await res.text();
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(word);
    expect(res.headers.get("content-language")).toBe(language);
    expect(res.headers.get("vary")).toMatch(/accept-language/i);
  });

  test("links each of its languages, whatever the browser asks for", async ({ expect }) => {
    for (const language of ["en", "pt-BR", "es", "de"]) {
      const res = await get(`/${language}`, { headers: { "accept-language": "en" } });
      expect(await res.text()).toContain(`<html lang="${language}">`);
    }
  });

  test("offers an account, and the policy, only as the deployment does", async ({ expect }) => {
    const page = async (vars: Record<string, string>) =>
      (await fetchApi("https://waqtor.test/en", {}, vars)).text();
    const open = await page({});
    expect(open).toContain('href="/console/register"');
    expect(open).toContain('href="/privacy"');
    const invited = await page({
      REGISTRATION: "invite",
      PRIVACY_URL: "https://waqtor.example/privacy",
    });
    expect(invited).toContain("by invitation");
    expect(invited).not.toContain('href="/console/register"');
    expect(invited).toContain('href="https://waqtor.example/privacy"');
    const closed = await page({ REGISTRATION: "closed" });
    expect(closed).not.toMatch(/by invitation|\/console\/register/);
  });

  test.for(["/privacy", "/data-deletion"])(
    "says on %s what is done with data, in each language, without cookie, script or foreign host",
    async (path, { expect }) => {
      const titles = new Set<string>();
      for (const language of ["en", "pt-BR", "es", "de"]) {
        const res = await get(`${path}?lang=${language}`, { headers: { "accept-language": "ja" } });
        const page = await res.text();
        expect([res.status, res.headers.get("content-language")]).toEqual([200, language]);
        expect(res.headers.get("set-cookie")).toBeNull();
        expect(res.headers.get("content-security-policy")).toMatch(
          /^default-src 'none'; style-src 'self'/,
        );
        expect(page).toContain(env.SUPPORT_EMAIL);
        expect(page).not.toMatch(/<script|<img|<iframe|style=/);
        expect(page).not.toMatch(/(?:href|src)="(?!\/|mailto:)/);
        titles.add(/<h1>(.*?)<\/h1>/s.exec(page)?.[1] ?? "");
      }
      expect(titles.size).toBe(4);
      const spoken = await get(path, { headers: { "accept-language": "de-AT" } });
      expect(spoken.headers.get("content-language")).toBe("de");
    },
  );

  test("serves the reference's own files with their types, and again as not modified", async ({
    expect,
  }) => {
    const script = await get("/docs/swagger-ui-bundle.js");
    expect(script.headers.get("content-type")).toMatch(/javascript/);
    expect(await script.text()).toContain("SwaggerUIBundle");
    const etag = script.headers.get("etag") ?? "";
    expect(
      (await get("/docs/swagger-ui-bundle.js", { headers: { "if-none-match": etag } })).status,
    ).toBe(304);
  });

  test.for([
    "/docs/",
    "/docs/index.html",
    "/.gitkeep",
    "/docs/nothing.js",
    "/wrangler.toml",
    "/index.html",
  ])("%s is not there", async (path, { expect }) => {
    const res = await get(path);
    expect([res.status, await res.json()]).toMatchObject([404, { code: "not_found" }]);
  });

  test("tells its contract as OpenAPI 3.1 with the deployment's own address", async ({
    expect,
  }) => {
    const document = await (await get("/openapi.json")).json<Record<string, unknown>>();
    expect(document).toMatchObject({
      openapi: "3.1.0",
      servers: [{ url: env.PUBLIC_URL }],
      components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
    });
    expect(JSON.stringify(document)).not.toContain('"description":""');
  });
});
