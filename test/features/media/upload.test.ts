import { env } from "cloudflare:workers";
import { describe, test, type ExpectStatic } from "vitest";

import { sha256Hex } from "#platform/hash";

import { aFile, aPng, asStream, HEADS } from "../../fixtures/files.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { get, uploadForm, uploadRaw } from "./fixture.ts";

const PNG = { "content-type": "image/png" };
const MIB = 1024 * 1024;

/** What of a workspace's media is in the bucket. */
const objects = async ({ tenant }: TenantFixture): Promise<readonly R2Object[]> =>
  (await env.MEDIA.list({ prefix: `t/${tenant.id}/media/` })).objects;

async function refused(
  expect: ExpectStatic,
  response: Response,
  wanted: readonly [number, string],
): Promise<{ readonly detail: string; readonly errors?: readonly object[] }> {
  const problem = await response.json<{ code: string; detail: string }>();
  expect([response.status, problem.code]).toEqual(wanted);
  return problem;
}

describe("POST /v1/media", () => {
  test.for([
    ["a body of a known length", (bytes: Uint8Array<ArrayBuffer>) => bytes],
    ["a body of an unknown length", (bytes: Uint8Array<ArrayBuffer>) => asStream(bytes, 777)],
  ] as const)("stores %s, and tells its hash", async ([, bodyOf], { expect }) => {
    const tenant = await aTenant();
    const bytes = aFile("png", 100_001);
    const res = await uploadRaw(tenant, bodyOf(bytes), PNG);
    const medium = await res.json<Record<string, unknown>>();
    expect([res.status, medium]).toMatchObject([
      201,
      {
        id: expect.stringMatching(/^med_/),
        mime_type: "image/png",
        size: 100_001,
        sha256: await sha256Hex(bytes),
        status: "stored",
        message_id: null,
      },
    ]);
    const again = await get(tenant, `/media/${String(medium["id"])}/content`);
    expect(await sha256Hex(await again.arrayBuffer())).toBe(medium["sha256"]);
  });

  test("stores in parts what is longer than one", async ({ expect }) => {
    const tenant = await aTenant();
    const bytes = aFile("pdf", 11 * MIB + 5);
    const res = await uploadRaw(tenant, asStream(bytes, 70_001), {
      "content-type": "application/pdf",
    });
    expect(await res.json()).toMatchObject({ size: bytes.length, sha256: await sha256Hex(bytes) });
    const [object] = await objects(tenant);
    expect(object?.size).toBe(bytes.length);
  });

  test("takes a form as browsers send it, and Meta's own", async ({ expect }) => {
    const tenant = await aTenant();
    const bytes = aFile("jpeg", 200_000);
    const browser = await uploadForm(tenant, bytes, { type: "image/jpeg", name: "Ana é.jpg" });
    expect(await browser.json()).toMatchObject({
      filename: "Ana é.jpg",
      size: bytes.length,
      sha256: await sha256Hex(bytes),
    });
    const form = new FormData();
    form.append("messaging_product", "whatsapp");
    // The form's own word counts more than its part's.
    form.append("type", "image/jpeg");
    form.append("file", new File([bytes], "x", { type: "application/octet-stream" }));
    const meta = await uploadRaw(tenant, form, {});
    expect(meta.status).toBe(201);
  });

  test.for([
    ["a script in a drawing", "image/png", "<svg><script>1</script></svg>", 415, "type_mismatch"],
    ["a page called a picture", "image/jpeg", "<!doctype html><p>x", 415, "type_mismatch"],
    ["a drawing", "image/svg+xml", "<svg/>", 415, "unsupported_media_type"],
    ["a GIF that is a script", "image/gif", "GIF89a=1;", 415, "unsupported_media_type"],
    ["what has no type", "", "x", 415, "unsupported_media_type"],
    ["a program", "text/plain", "MZ\u0000\u0000", 415, "type_mismatch"],
    ["nothing", "text/plain", "", 422, "unsupported_media"],
    ["a form without a boundary", "multipart/form-data", "x", 400, "invalid_request"],
    ["a form that is none", "multipart/form-data; boundary=b", "x", 400, "invalid_request"],
    [
      "a form inside a form",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--\r\n',
      415,
      "unsupported_media_type",
    ],
    [
      "a part without a name",
      "multipart/form-data; boundary=b",
      "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n",
      400,
      "invalid_request",
    ],
    [
      "a form that breaks off",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: text/plain\r\n\r\nx',
      400,
      "invalid_request",
    ],
    [
      "a form without a file",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="type"\r\n\r\ntext/plain\r\n--b--\r\n',
      400,
      "invalid_request",
    ],
    [
      "a form with a field that nobody knows",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="zz"\r\n\r\n1\r\n--b--\r\n',
      400,
      "invalid_request",
    ],
    [
      "an empty file in a form",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: text/plain\r\n\r\n\r\n--b--\r\n',
      422,
      "unsupported_media",
    ],
    [
      "two files",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="b"\r\nContent-Type: text/plain\r\n\r\ny\r\n--b--\r\n',
      400,
      "invalid_request",
    ],
  ] as const)(
    "refuses %s, and keeps nothing of it",
    async ([, type, body, status, code], { expect }) => {
      const tenant = await aTenant();
      const res = await uploadRaw(tenant, body, { "content-type": type });
      await refused(expect, res, [status, code]);
      expect(await objects(tenant)).toEqual([]);
      expect(await tenant.ctx.db.query.media.findMany()).toEqual([]);
    },
  );

  test.for([
    ["image/png", "png", 5 * MIB],
    ["image/webp", "webp", 100 * 1024],
    ["audio/ogg", "ogg", 16 * MIB],
    ["video/mp4", "mp4", 16 * MIB],
  ] as const)(
    "takes %s up to Meta's limit and no byte more",
    async ([type, sign, max], { expect }) => {
      const tenant = await aTenant();
      const bytes = aFile(sign, max + 1);
      for (const body of [bytes, asStream(bytes, 65_536)]) {
        const res = await uploadRaw(tenant, body, { "content-type": type });
        const { detail } = await refused(expect, res, [413, "body_too_large"]);
        expect(detail).toContain(String(max));
      }
      expect(await objects(tenant)).toEqual([]);
      const res = await uploadRaw(tenant, bytes.subarray(0, max), { "content-type": type });
      expect(res.status).toBe(201);
    },
  );

  test("refuses a picture that nobody could show, and compressed bytes", async ({ expect }) => {
    const tenant = await aTenant();
    const bomb = await uploadRaw(tenant, aPng(50_000, 50_000), PNG);
    await refused(expect, bomb, [422, "unsupported_media"]);
    const packed = await uploadRaw(tenant, HEADS.png, { ...PNG, "content-encoding": "gzip" });
    await refused(expect, packed, [415, "unsupported_media_type"]);
    expect(await objects(tenant)).toEqual([]);
  });

  test("gives a repeated call the first answer without its link, and stores the file once", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const ask = (bytes: Uint8Array<ArrayBuffer>) =>
      uploadRaw(tenant, bytes, { ...PNG, "idempotency-key": "once" });
    const bytes = aFile("png", 5_000);
    const first = await (await ask(bytes)).json<Record<string, unknown>>();
    const second = await ask(bytes);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(await second.json()).toEqual({ ...first, url: null });
    const other = await ask(aFile("png", 5_001));
    await refused(expect, other, [422, "idempotency_mismatch"]);
    expect(await objects(tenant)).toHaveLength(1);
    expect(await tenant.ctx.db.query.media.findMany()).toHaveLength(1);
  });
});
