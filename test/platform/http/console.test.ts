import { describe, test } from "vitest";

import { fetchApi } from "../../http/fetch-api.ts";

const get = (path: string) => fetchApi(`https://waqtor.test${path}`);

describe("the console", () => {
  test.for(["/console", "/console/", "/console/inbox/cnv_1", "/console/contacts?tag=vip"])(
    "is one page, also at %s, that runs nothing but its own files",
    async (path, { expect }) => {
      const page = await get(path);
      expect(page.status).toBe(200);
      expect(page.headers.get("content-type")).toMatch(/^text\/html/);
      expect(page.headers.get("cache-control")).toBe("no-cache");
      const policy = page.headers.get("content-security-policy") ?? "";
      expect(policy.split("; ")).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "connect-src 'self'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'",
        ]),
      );
      expect(policy).not.toMatch(/unsafe|https?:/);
      const html = await page.text();
      expect(html).not.toMatch(/<script>|<style|style="|\son\w+=|https?:\/\//);
    },
  );

  test("has files that may be kept for ever, for their names change with them", async ({
    expect,
  }) => {
    const html = await (await get("/console")).text();
    const files = [...html.matchAll(/"(\/console\/assets\/[^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const answer = await get(file);
      await answer.arrayBuffer();
      expect([answer.status, answer.headers.get("cache-control")], file).toEqual([
        200,
        "public, max-age=31536000, immutable",
      ]);
    }
  });

  test.for([
    "/console/assets/",
    "/console/assets/gone-0123abcd.js",
    "/console/assets/..%2findex.html",
    "/console/assets/a/b.js",
  ])("has no file %s, and answers a problem instead of the page", async (path, { expect }) => {
    const answer = await get(path);
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: "not_found" }]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});
