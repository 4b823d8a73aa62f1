import { createHmac } from "node:crypto";

import { describe, test } from "vitest";

import { withExamples } from "../../src/console/api/reply-text.ts";
import { staleBy } from "../../src/console/api/stale-by.ts";
import { framesIn } from "../../src/console/api/stream-frames.ts";
import { membersLike, mentionAt, mentionedIn } from "../../src/console/screens/inbox/mentions.ts";
import { headersOf } from "../../src/console/screens/webhooks/values.ts";
import { laterTimes } from "../../src/console/ui/later-times.ts";
import { markedParts } from "../../src/console/ui/marked.ts";

const timesOf = (now: Date) =>
  Object.fromEntries(
    laterTimes(now).map(({ name, at }) => [name, [at.getDate(), at.getHours(), at.getMinutes()]]),
  );

describe("what is put off", () => {
  test("comes back three hours on, tomorrow at nine, or on Monday at nine", ({ expect }) => {
    // A Wednesday.
    expect(timesOf(new Date(2026, 10, 25, 10, 40))).toEqual({
      today: [25, 13, 0],
      tomorrow: [26, 9, 0],
      week: [30, 9, 0],
    });
  });

  test("is not put off until the night, and a Monday's next week is the next Monday", ({
    expect,
  }) => {
    expect(timesOf(new Date(2026, 10, 30, 19, 30))).toEqual({
      tomorrow: [1, 9, 0],
      week: [7, 9, 0],
    });
    expect(timesOf(new Date(2026, 10, 29, 23, 30))["week"]).toEqual([30, 9, 0]);
  });
});

describe("a mention", () => {
  const members = [
    { id: "usr_1" as const, full_name: "Ana" },
    { id: "usr_2" as const, full_name: "Ana Almeida" },
    { id: "usr_3" as const, full_name: "José Lima" },
  ];

  test("is what stands behind an @ that begins a word", ({ expect }) => {
    expect(mentionAt("Falar com @jo")).toBe("jo");
    expect(mentionAt("@")).toBe("");
    expect(mentionAt("ana@example")).toBeUndefined();
    expect(mentionAt("Sem ninguém")).toBeUndefined();
  });

  test("offers those of whose name a word begins so", ({ expect }) => {
    expect(membersLike(members, "al").map(({ id }) => id)).toEqual(["usr_2"]);
    expect(membersLike(members, "").length).toBe(3);
  });

  test("means the longer of two names", ({ expect }) => {
    expect(mentionedIn("@Ana Almeida, veja", members)).toEqual(["usr_2"]);
    expect(mentionedIn("@Ana Almeida e @Ana", members)).toEqual(["usr_2", "usr_1"]);
    expect(mentionedIn("Ana Almeida", members)).toEqual([]);
  });
});

test("a search marks the words that it begins, whatever their accents and case", ({ expect }) => {
  const found = markedParts("Pão francês, PAO de queijo e opaco", "pao fran");
  expect(found.filter(({ isFound }) => isFound).map(({ text }) => text)).toEqual([
    "Pão",
    "francês",
    "PAO",
  ]);
  expect(found.map(({ text }) => text).join("")).toBe("Pão francês, PAO de queijo e opaco");
});

test("a stream is read frame by frame, however it is cut", ({ expect }) => {
  const event = {
    id: "evt_1",
    seq: 8,
    type: "message.read",
    created_at: "",
    data: { a: "b\n\nc" },
  };
  const text = `retry: 2000\nid: 7\n\n: here\n\nid: 8\nevent: message.read\ndata: ${JSON.stringify(event)}\n\n`;
  for (let cut = 0; cut <= text.length; cut += 1) {
    const first = framesIn(text.slice(0, cut));
    const second = framesIn(first.left + text.slice(cut));
    expect([...first.frames, ...second.frames]).toEqual([
      { seq: 7, event: null },
      { seq: null, event: null },
      { seq: 8, event },
    ]);
    expect(second.left).toBe("");
  }
});

test("a quick reply shows examples, or what stands behind the bar", ({ expect }) => {
  expect(
    withExamples("Oi {{contact.name|você}}, {{contact.fields.x|nada}}{{y}}", {
      "contact.name": "Ana $&",
    }),
  ).toBe("Oi Ana $&, nada");
});

test("headers are read a line each", ({ expect }) => {
  expect(headersOf("Authorization: Bearer a:b\n\n X-Shop :1 \nbroken")).toEqual({
    Authorization: "Bearer a:b",
    "X-Shop": "1",
    broken: "",
  });
});

test("the check that we show takes what we sign, and nothing else", async ({ expect }) => {
  const secret = Buffer.from("k".repeat(32)).toString("base64");
  process.env["WEBHOOK_SECRET"] = `whsec_${secret}`;
  const { VERIFY } = await import("../../src/console/screens/webhooks/verify.ts");
  const isOurs = (
    (await import(`data:text/javascript,${encodeURIComponent(VERIFY)}`)) as {
      isOurs: (headers: Record<string, string>, body: string) => boolean;
    }
  ).isOurs;
  const at = String(Math.floor(Date.now() / 1000));
  const sign = (body: string) =>
    createHmac("sha256", "k".repeat(32)).update(`evt_1.${at}.${body}`).digest("base64");
  const headers = (signature: string, timestamp = at) => ({
    "webhook-id": "evt_1",
    "webhook-timestamp": timestamp,
    "webhook-signature": signature,
  });
  expect(isOurs(headers(`v1,${sign("{}")}`), "{}")).toBe(true);
  expect(isOurs(headers(`v1,${sign("old")} v1,${sign("{}")}`), "{}")).toBe(true);
  expect(isOurs(headers(`v1,${sign("{}")}`), "{ }")).toBe(false);
  expect(isOurs(headers(`v1,${sign("{}")}`, "1"), "{}")).toBe(false);
});

test("an event makes its own talk old, and lists too unless a campaign sent it", ({ expect }) => {
  const about = (type: string, data: object) =>
    staleBy({ type, data: { ...data } }).map((key) => key.slice(0, 2).join(" "));
  const talk = { conversation_id: "cnv_1" };
  const one = ["conversations thread", "conversations one"];
  expect(about("message.received", { ...talk, campaign_id: null })).toEqual([
    ...one,
    "conversations list",
    "conversations counts",
  ]);
  expect(about("message.read", { ...talk, campaign_id: "cmp_1" })).toEqual(one);
  expect(about("conversation.note_added", talk)).toEqual(["notes cnv_1"]);
  expect(about("message.sent", { conversation_id: null })).toEqual([]);
  expect(about("export.ready", { export_id: "exp_1" })).toEqual(["exports"]);
  expect(about("import.progress", { import_id: "imp_1" })).toEqual(["imports"]);
  expect(about("consent.held", { contact_id: "con_1" })).toEqual(["contacts one"]);
  expect(about("campaign.started", {})).toEqual([]);
});
