import { beforeAll, describe, test } from "vitest";

import { aFile, aPng } from "../fixtures/files.ts";
import { fetchApi } from "../http/fetch-api.ts";
import { anAsker, type Asker } from "./caller.ts";

const MIB = 1024 * 1024;

/** Rows 87 to 94, 96 and 97: files. */
describe("F", () => {
  let asker: Asker;
  beforeAll(async () => {
    asker = await anAsker();
  });
  const upload = (body: unknown, headers: Readonly<Record<string, string>>) =>
    asker.say("POST /media", { body, headers });

  test.for([
    [87, "a script in a drawing", "image/png", "<svg><script>1</script></svg>", 415],
    [88, "a page called a picture", "image/jpeg", "<!doctype html><p>x", 415],
    [88, "a picture that is a script", "image/gif", "GIF89a=1;", 415],
    [91, "nothing", "text/plain", "", 422],
    [94, "a form without a boundary", "multipart/form-data", "x", 400],
    [94, "a form that is none", "multipart/form-data; boundary=b", "x", 400],
    [
      94,
      "a part without a name",
      "multipart/form-data; boundary=b",
      "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n",
      400,
    ],
  ] as const)("%i: %s is refused", async ([, , type, body, status], { expect }) => {
    const answer = await upload(body, { "content-type": type });
    expect(answer.status).toBe(status);
  });

  test("88, 89, 90: what is no picture is saved, under a name that says nothing to a header or a shell", async ({
    expect,
  }) => {
    for (const name of [
      "a%22%0D%0ASet-Cookie%3A%20x%3D1.html",
      "..%2F..%2Fx",
      "photo%E2%80%AEgpj.exe",
      "...",
      "x".repeat(300),
    ]) {
      const made = await upload("hello", {
        "content-type": "text/plain",
        "content-disposition": `attachment; filename*=UTF-8''${name}`,
      });
      expect([name, made.status]).toEqual([name, 201]);
      const { headers } = await asker.say(`GET /media/${String(made.body["id"])}/content`);
      const shown = headers.get("content-disposition") ?? "";
      expect(shown).toMatch(/^attachment; filename="[\w.-]+"/);
      expect(shown).not.toMatch(/[\r\n\u202e]|\.\.\//);
      expect([headers.has("set-cookie"), headers.get("x-content-type-options")]).toEqual([
        false,
        "nosniff",
      ]);
      expect(headers.get("content-security-policy")).toContain("sandbox");
    }
  });

  test.for([
    ["image/png", "png", 5 * MIB],
    ["image/webp", "webp", 100 * 1024],
    ["audio/ogg", "ogg", 16 * MIB],
  ] as const)(
    "91, 92: %s beyond Meta's limit is 413, and the limit is told",
    async ([type, sign, max], { expect }) => {
      const answer = await upload(aFile(sign, max + 1), { "content-type": type });
      expect([answer.status, answer.code]).toEqual([413, "body_too_large"]);
      expect(answer.body["detail"]).toContain(String(max));
    },
  );

  test("93: a picture of 50,000 by 50,000 is refused by its head", async ({ expect }) => {
    const answer = await upload(aPng(50_000, 50_000), { "content-type": "image/png" });
    expect([answer.status, answer.code]).toEqual([422, "unsupported_media"]);
  });

  test("94: two files in a form are 400", async ({ expect }) => {
    const part = (name: string) =>
      `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\nx\r\n`;
    const answer = await upload(`${part("a")}${part("b")}--b--\r\n`, {
      "content-type": "multipart/form-data; boundary=b",
    });
    expect([answer.status, answer.code]).toEqual([400, "invalid_request"]);
  });

  test("96, 97: bytes come in one range, and by a link to nobody but its medium's", async ({
    expect,
  }) => {
    const made = await upload(aFile("png", 1_000), { "content-type": "image/png" });
    const content = `GET /media/${String(made.body["id"])}/content`;
    const ranged = async (range: string) =>
      (await asker.say(content, { headers: { range } })).status;
    expect([await ranged("bytes=0-"), await ranged("bytes=9-1")]).toEqual([206, 416]);
    const url = String(made.body["url"]);
    const head = await fetchApi(url, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const changed = await fetchApi(url.replace(/.$/, (last) => (last === "A" ? "B" : "A")));
    expect(changed.status).toBeGreaterThanOrEqual(403);
    const other = await anAsker();
    expect((await other.say(content)).status).toBe(404);
  });
});
