import { describe, test } from "vitest";

import { sha256Hex } from "#platform/hash";

import { aFile } from "../fixtures/files.ts";
import { aSandbox } from "./a-sandbox.ts";

const PNG = aFile("png", 600_000);

/** A sandbox to which files are uploaded as any client would. */
async function aGraph() {
  const sandbox = await aSandbox();
  const { stub, number } = sandbox;
  const authorization = `Bearer ${number.access_token}`;
  const upload = async (
    file: Uint8Array<ArrayBuffer> | null,
    fields: Readonly<Record<string, string>> = { messaging_product: "whatsapp", type: "image/png" },
  ) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    if (file !== null) form.append("file", new File([file], "a.png", { type: "image/png" }));
    const response = await stub.fetch(
      `https://graph.sandbox/v26.0/${number.phone_number_id}/media`,
      { method: "POST", body: form, headers: { authorization } },
    );
    return { status: response.status, json: await response.json<Record<string, unknown>>() };
  };
  const download = (url: string, headers: Readonly<Record<string, string>> = { authorization }) =>
    stub.fetch(url, { headers });
  return { ...sandbox, upload, download };
}

describe("Graph's media endpoints", () => {
  test("keep a file, tell where it is, and give it to whoever has the token", async ({
    expect,
  }) => {
    const { call, upload, download, number } = await aGraph();
    const { json } = await upload(PNG);
    const id = String(json["id"]);
    const told = await call("GET", `${id}?phone_number_id=${number.phone_number_id}`);
    expect(told.json).toMatchObject({
      id,
      mime_type: "image/png",
      sha256: await sha256Hex(PNG),
      file_size: "600000",
    });
    const url = String(told.json["url"]);
    const file = await download(url);
    expect(await sha256Hex(await file.arrayBuffer())).toBe(await sha256Hex(PNG));
    const stranger = await download(url, {});
    expect([stranger.status, await stranger.text()]).toEqual([401, "Unauthorized"]);
  });

  test("let an address run out after five minutes, and a file after thirty days", async ({
    expect,
  }) => {
    const { call, stub, upload, download } = await aGraph();
    const id = String((await upload(PNG)).json["id"]);
    const url = String((await call("GET", id)).json["url"]);
    await stub.moveClock({ advanceMs: 5 * 60 * 1000 });
    const late = await download(url);
    expect([late.status, await late.text()]).toEqual([404, "Not found"]);
    expect((await call("GET", id)).status).toBe(200);
    await stub.moveClock({ advanceMs: 30 * 24 * 60 * 60 * 1000 });
    expect((await call("GET", id)).json.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  test("refuse what Meta refuses", async ({ expect }) => {
    const { upload } = await aGraph();
    const product = { messaging_product: "whatsapp" };
    const refusals = [
      await upload(PNG, { type: "image/png" }),
      await upload(null, product),
      await upload(new Uint8Array(0), product),
      await upload(PNG, { ...product, type: "image/gif" }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    const large = await upload(aFile("png", 5 * 1024 * 1024 + 1));
    expect(large.json["error"]).toMatchObject({ code: 131_053 });
  });

  test("delete a file, and know only their owner's", async ({ expect }) => {
    const { call, upload } = await aGraph();
    const id = String((await upload(PNG)).json["id"]);
    expect((await call("GET", `${id}?phone_number_id=1`)).status).toBe(400);
    expect((await call("DELETE", `${id}?phone_number_id=1`)).status).toBe(400);
    expect((await call("DELETE", id)).json).toEqual({ success: true });
    expect((await call("DELETE", id)).status).toBe(400);
    expect((await call("GET", id)).json.error).toMatchObject({ error_subcode: 33 });
  });
});
