import { describe, test } from "vitest";

import type { MessageView } from "#features/messages/schemas";
import { sha256Hex } from "#platform/hash";

import { aKey, call } from "../../fixtures/call.ts";
import { aFile } from "../../fixtures/files.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";
import { fetchApi } from "../../http/fetch-api.ts";
import { get, hashOf, uploaded } from "./fixture.ts";

const FROM = "+5511987655200";

async function aNumber() {
  const tenant = await aTenant();
  const created = await call(tenant, "POST /numbers", { kind: "sandbox", latency_ms: 20 });
  const id = String(created.body["id"]);
  const say = async (body: object) => {
    const answer = await call(tenant, `POST /sandbox/numbers/${id}/inbound`, {
      from: FROM,
      ...body,
    });
    if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
    return String(answer.body["wamid"]);
  };
  const shown = async (query: string) =>
    (await call<{ data: MessageView[] }>(tenant, `GET /messages?${query}`)).body.data;
  /** The message of a wamid, once its file is here. */
  const arrived = (wamid: string) =>
    until(async () => {
      const [message] = await shown(`wamid=${encodeURIComponent(wamid)}`);
      return message?.media?.status === "stored" && message;
    });
  return { tenant, id, say, shown, arrived };
}

describe("files through the sandbox", () => {
  test.for([
    ["image", "image/png"],
    ["audio", "audio/ogg; codecs=opus"],
    ["document", "application/pdf"],
    ["video", "video/mp4"],
    ["sticker", "image/webp"],
  ] as const)(
    "a person sends a small %s when nobody says which",
    async ([type, mime], { expect }) => {
      const { say, arrived } = await aNumber();
      const message = await arrived(await say({ type }));
      expect(message.media).toMatchObject({ mime_type: mime });
      const file = await fetchApi(message.media?.url ?? "");
      expect(file.headers.get("content-type")).toBe(mime.split(";")[0]);
      const bytes = new Uint8Array(await file.arrayBuffer());
      expect(bytes.length).toBe(message.media?.size);

      expect([...bytes.subarray(0, 4)]).toEqual(HEADS[type]);
    },
  );

  test("a person sends a file of ours, and what we send by its id is read", async ({ expect }) => {
    const { tenant, id, say, shown, arrived } = await aNumber();
    const bytes = aFile("pdf", 3 * 1024 * 1024 + 7);
    const medium = await uploaded(tenant, bytes, "application/pdf");
    const came = await arrived(
      await say({ type: "document", document: { id: medium.id, filename: "x.pdf" } }),
    );
    expect(came.media).toMatchObject({ size: bytes.length, filename: "x.pdf" });
    const file = await get(tenant, `/media/${came.media?.id ?? ""}/content`);
    expect(await hashOf(file)).toBe(await sha256Hex(bytes));
    const sent = await call<MessageView>(
      tenant,
      "POST /messages",
      { from: id, to: FROM, document: { id: medium.id, filename: "offer.pdf" } },
      aKey(),
    );
    expect([sent.status, sent.body]).toMatchObject([
      202,
      { content: { id: medium.id }, media: { id: medium.id, url: null } },
    ]);
    const read = await until(async () => {
      const [message] = await shown("direction=outbound");
      return message?.status === "read" && message;
    });
    expect(read).toMatchObject({ content: { id: medium.id }, media: { status: "stored" } });
    const row = await tenant.ctx.db.query.media.findFirst();
    expect(row?.metaUploads).toMatchObject({ [id]: { id: expect.stringMatching(/^\d+$/) } });
  });
});

const HEADS = {
  image: [0x89, 0x50, 0x4e, 0x47],
  audio: [0x4f, 0x67, 0x67, 0x53],
  document: [0x25, 0x50, 0x44, 0x46],
  video: [0, 0, 0, 0x1c],
  sticker: [0x52, 0x49, 0x46, 0x46],
} as const;
