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

  test.for(["/", "/docs"])(
    "%s loads nothing from elsewhere and runs nothing inline",
    async (path, { expect }) => {
      const res = await get(path);
      const page = await res.text();
      expect(res.headers.get("content-type")).toMatch(/^text\/html/);
      expect(res.headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';/,
      );
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
