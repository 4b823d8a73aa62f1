import { describe, test } from "vitest";

import type { FaultRule } from "#sandbox/faults";

import { aFile } from "../fixtures/files.ts";
import { aSandbox } from "./a-sandbox.ts";

const FILE = aFile("png", 600_000);

/** A sandbox in which these rules are in force. */
async function aFaultyGraph(...rules: readonly FaultRule[]) {
  const sandbox = await aSandbox();
  const { stub, number } = sandbox;
  const headers = { authorization: `Bearer ${number.access_token}` };
  const upload = () => {
    const body = new FormData();
    body.append("messaging_product", "whatsapp");
    body.append("type", "image/png");
    body.append("file", new File([FILE], "a.png", { type: "image/png" }));
    const url = `https://graph.sandbox/v26.0/${number.phone_number_id}/media`;
    return stub.fetch(url, { method: "POST", body, headers });
  };
  const { id } = await (await upload()).json<{ id: string }>();
  await stub.setFaults({ rules });
  const addressOf = async () => (await sandbox.call("GET", id)).json;
  return { ...sandbox, id, upload, addressOf, headers };
}

describe("a fault of media", () => {
  test("refuses an upload, the nth of them, and no message counts", async ({ expect }) => {
    const { upload, send } = await aFaultyGraph({
      match: { call: "media_upload", nth: 2 },
      fault: "error",
      code: 131016,
    });
    const statuses = [(await upload()).status, (await upload()).status, (await upload()).status];
    expect(statuses).toEqual([200, expect.not.toSatisfy((status) => status === 200), 200]);
    const { json } = await send({ to: "+5511987655999", type: "text", text: { body: "x" } });
    expect(json.error?.code).not.toBe(131016);
  });

  test("loses the answer to an upload that was done all the same", async ({ expect }) => {
    const { upload, stub } = await aFaultyGraph({
      match: { call: "media_upload" },
      fault: "lost_response",
    });
    await expect(upload()).rejects.toThrow("connection was lost");
    await stub.clearFaults();
    expect((await upload()).status).toBe(200);
  });

  test("refuses an address, and answers late", async ({ expect }) => {
    const { addressOf, stub } = await aFaultyGraph({
      match: { call: "media_address", nth: 1 },
      fault: "error",
      code: 131000,
    });
    expect(await addressOf()).toMatchObject({ error: { code: 131000 } });
    expect(await addressOf()).toMatchObject({ file_size: "600000" });
    await stub.setFaults({
      rules: [{ match: { call: "media_address" }, fault: "delay", delay_ms: 120 }],
    });
    const beganMs = Date.now();
    await addressOf();
    expect(Date.now() - beganMs).toBeGreaterThanOrEqual(110);
  });

  test("refuses a download, and breaks one off behind its first piece", async ({ expect }) => {
    const { addressOf, stub, headers } = await aFaultyGraph(
      { match: { call: "media_download", nth: 1 }, fault: "error" },
      { match: { call: "media_download", nth: 2 }, fault: "lost_response" },
    );
    const download = async () => stub.fetch(String((await addressOf())["url"]), { headers });
    expect((await download()).status).toBe(503);
    await expect((await download()).arrayBuffer()).rejects.toThrow();
    expect((await (await download()).arrayBuffer()).byteLength).toBe(FILE.length);
  });
});
