// Runs against Meta's specification when `META_SPEC_FILE` names it; it is not part of this repository.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { Validator } from "@cfworker/json-schema";
import fc, { type Arbitrary } from "fast-check";
import { describe, test } from "vitest";

import { outboundBody, receiptBody } from "#core/whatsapp/outbound";
import { OUTGOING, OUTGOING_TYPES, type OutgoingType } from "#core/whatsapp/outgoing/content";

import { corrected, OVERLAY } from "./meta-spec-overlay.ts";

const file = process.env["META_SPEC_FILE"];

type Schemas = Readonly<Record<string, unknown>>;

/** The specification's schemas: YAML, which the contract's linter reads. */
function schemasOf(spec: string): Schemas {
  const folder = mkdtempSync(path.join(tmpdir(), "waqtor-spec-"));
  try {
    const out = path.join(folder, "spec.json");
    const { status, stderr } = spawnSync(
      "node_modules/.bin/redocly",
      ["bundle", spec, "--ext", "json", "-o", out],
      { env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" } },
    );
    if (status !== 0) throw new Error(String(stderr));
    const read = JSON.parse(readFileSync(out, "utf8"), withoutExamples) as {
      components: { schemas: Schemas };
    };
    return read.components.schemas;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Examples hold members that a validator would take for its own (`id`). */
const withoutExamples = (name: string, value: unknown): unknown =>
  name === "example" || name === "examples" ? undefined : value;

/** What of a body does not fit; `receipt` is the body of a read receipt. */
type Judge = (name: OutgoingType | "receipt", body: object) => readonly string[];

/** Judges by the specification's own table of types. */
function judgeOf(schemas: Schemas): Judge {
  const { discriminator } = schemas["Message"] as {
    discriminator: { mapping: Readonly<Record<string, string>> };
  };
  const refOf = (name: string) =>
    name === "receipt"
      ? "#/components/schemas/MarkMessageRequestPayload"
      : discriminator.mapping[name];
  const validators = new Map(
    ["receipt", ...OUTGOING_TYPES].map((name) => [
      name,
      new Validator({ $ref: refOf(name), components: { schemas } } as object, "2020-12", false),
    ]),
  );
  return (name, body) =>
    validators
      .get(name)
      ?.validate(body)
      .errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`) ?? [
      "no schema",
    ];
}

const word = (max: number): Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom("a", "é", "😀", "漢"), fc.integer({ min: 1, max }))
    .map(([letter, length]) => letter.repeat(length));
const link = fc.stringMatching(/^https:\/\/[a-z]{1,9}\.example\/[a-z\d]{0,9}$/);
const source = fc.oneof(fc.record({ id: word(255) }), fc.record({ link }));
const withWords = (words: object): Arbitrary<object> =>
  fc
    .tuple(source, fc.record(words as Record<string, Arbitrary<unknown>>, { requiredKeys: [] }))
    .map(([medium, more]) => ({ ...medium, ...more }));
const some = <T>(one: Arbitrary<T>, min: number, max: number) =>
  fc.array(one, { minLength: min, maxLength: max });
const maybe = (members: Record<string, Arbitrary<unknown>>, requiredKeys: string[] = []) =>
  fc.record(members, { requiredKeys });

const media = {
  image: withWords({}),
  video: withWords({}),
  document: withWords({ filename: word(255) }),
};
const header = fc.oneof(
  word(60).map((text) => ({ type: "text", text })),
  ...Object.entries(media).map(([type, medium]) => medium.map((one) => ({ type, [type]: one }))),
);
const textHeader = word(60).map((text) => ({ type: "text", text }));
const bodyOf = (max: number) => fc.record({ text: word(max) });
const body = bodyOf(1024);
const footer = fc.record({ text: word(60) });
const numbered = (count: number) => Array.from({ length: count }, (_, i) => i);
const kind = (
  type: string,
  action: Arbitrary<unknown>,
  around: Record<string, Arbitrary<unknown>> = { header, footer },
  body_: Arbitrary<unknown> = body,
) => maybe({ type: fc.constant(type), body: body_, action, ...around }, ["type", "body", "action"]);
const named = (name: string) => fc.constant({ name });
const cta = fc.record({
  name: fc.constant("cta_url"),
  parameters: fc.record({ display_text: word(20), url: link }),
});
const products = fc.integer({ min: 1, max: 10 }).map((count) =>
  numbered(count).map((i) => ({
    title: `T${i}`,
    product_items: numbered(3).map((n) => ({ product_retailer_id: `sku-${n}` })),
  })),
);

const INTERACTIVE: readonly Arbitrary<unknown>[] = [
  kind(
    "button",
    fc.integer({ min: 1, max: 3 }).map((count) => ({
      buttons: numbered(count).map((i) => ({
        type: "reply",
        reply: { id: `${i}`, title: `T${i}` },
      })),
    })),
  ),
  kind(
    "list",
    fc
      .tuple(word(20), fc.integer({ min: 1, max: 10 }), word(72))
      .map(([button, count, description]) => ({
        button,
        sections: numbered(count).map((i) => ({
          title: `T${i}`,
          rows: [{ id: `${i}`, title: "R", description }],
        })),
      })),
    { header: textHeader, footer },
    bodyOf(4096),
  ),
  kind("cta_url", cta),
  kind(
    "flow",
    fc
      .tuple(
        fc.constantFrom({ flow_id: "1" }, { flow_name: "a" }),
        maybe({
          mode: fc.constantFrom("draft", "published"),
          flow_token: word(100),
          flow_action: fc.constant("navigate"),
          flow_action_payload: fc.constant({ screen: "A", data: { a: 1 } }),
        }),
      )
      .map(([which, more]) => ({
        name: "flow",
        parameters: { flow_message_version: "3", flow_cta: "Go", ...which, ...more },
      })),
  ),
  kind("product", fc.record({ catalog_id: word(20), product_retailer_id: word(20) }), { footer }),
  kind("product_list", fc.record({ catalog_id: word(20), sections: products }), {
    header: textHeader,
    footer,
  }).map((one) => ({ header: { type: "text", text: "T" }, ...one })),
  kind(
    "catalog_message",
    fc.oneof(
      named("catalog_message"),
      fc.record({
        name: fc.constant("catalog_message"),
        parameters: fc.record({ thumbnail_product_retailer_id: word(20) }),
      }),
    ),
    { footer },
  ),
  kind("location_request_message", named("send_location"), {}),
  kind(
    "address_message",
    fc.record({
      name: fc.constant("address_message"),
      parameters: fc.constant({ country: "IN", values: { name: "Ana" } }),
    }),
  ),
  kind("request_contact_info", named("request_contact_info"), {}),
  kind("call_permission_request", named("call_permission_request"), {}),
  kind(
    "carousel",
    fc.tuple(fc.integer({ min: 2, max: 10 }), cta, media.image).map(([count, action, image]) => ({
      cards: numbered(count).map((card_index) => ({
        card_index,
        type: "cta_url",
        header: { type: "image", image },
        action,
      })),
    })),
    {},
  ),
];

const parameter = fc.constantFrom(
  { type: "text", text: "A" },
  { type: "text", text: "A", parameter_name: "a" },
  { type: "image", image: { link: "https://a.b/c" } },
  { type: "location", location: { latitude: "1", longitude: "2", name: "A", address: "B" } },
  { type: "currency", currency: { fallback_value: "$1", code: "USD", amount_1000: 1000 } },
);
const component = fc.oneof(
  fc.record({ type: fc.constantFrom("header", "body"), parameters: some(parameter, 1, 3) }),
  fc.record({
    type: fc.constant("button"),
    sub_type: fc.constantFrom(
      "url",
      "quick_reply",
      "copy_code",
      "flow",
      "catalog",
      "CATALOG",
      "mpm",
    ),
    index: fc.constantFrom(0, "0", 9, "9"),
    parameters: fc.constant([{ type: "payload", payload: "A" }]),
  }),
  fc.constant({
    type: "limited_time_offer",
    parameters: [{ type: "limited_time_offer", limited_time_offer: { expiration_time_ms: 1 } }],
  }),
  fc.constant({ type: "carousel", cards: [{ card_index: 0, components: [] }] }),
);

const label = fc.constantFrom("HOME", "WORK", "CELL");
const card = maybe(
  {
    name: fc.record({ formatted_name: word(50), first_name: word(50) }),
    addresses: some(
      maybe({ street: word(50), country_code: fc.constant("us"), type: label }),
      0,
      2,
    ),
    birthday: fc.constant("1990-08-18"),
    emails: some(fc.record({ email: fc.constant("ana@shop.example"), type: label }), 0, 2),
    org: maybe({ company: word(50), title: word(50) }),
    phones: some(maybe({ phone: word(20), wa_id: word(15), type: label }, ["phone"]), 0, 2),
    urls: some(fc.record({ url: fc.constant("https://shop.example"), type: label }), 0, 2),
  },
  ["name"],
);

const CONTENTS: Readonly<Record<OutgoingType, Arbitrary<unknown>>> = {
  text: maybe({ body: word(4096), preview_url: fc.boolean() }, ["body"]),
  image: withWords({ caption: word(1024) }),
  video: withWords({ caption: word(1024) }),
  document: withWords({ caption: word(1024), filename: word(255) }),
  audio: withWords({ voice: fc.boolean() }),
  sticker: source,
  location: maybe(
    {
      latitude: fc.constantFrom(1.5, "1.5"),
      longitude: fc.constantFrom(-2, "-2"),
      name: word(99),
      address: word(99),
    },
    ["latitude", "longitude"],
  ),
  contacts: some(card, 1, 5),
  reaction: fc.record({ message_id: fc.constant("wamid.x"), emoji: fc.constantFrom("👍", "") }),
  interactive: fc.oneof(...INTERACTIVE),
  template: maybe(
    {
      name: word(512),
      language: maybe({ code: fc.constant("en_US"), policy: fc.constant("deterministic") }, [
        "code",
      ]),
      components: some(component, 0, 4),
    },
    ["name", "language"],
  ),
};

const address = fc.constantFrom(
  { phone: "+34600111222", waId: null, bsuid: null },
  { phone: null, waId: "34600111222", bsuid: null },
  { phone: null, waId: null, bsuid: "US.1349" },
);

/** What the client posts for a content, to any kind of person, quoting or not. */
const posts = (type: OutgoingType): Arbitrary<object> =>
  fc.tuple(CONTENTS[type], address, fc.constantFrom(null, "wamid.y")).map(([content, to, quoted]) =>
    outboundBody({
      id: "msg_01k9zq3v6m8r2t4w6y8a0c2e4g",
      to,
      type,
      content,
      contextWamid: type === "reaction" ? null : quoted,
    }),
  );

describe.skipIf(!file)("Meta's specification", () => {
  const schemas = file ? schemasOf(file) : {};
  const judge = file ? judgeOf(corrected(schemas, OVERLAY)) : () => [];

  test.for(OUTGOING_TYPES)("takes every %s that the client posts", (type, { expect }) => {
    fc.assert(
      fc.property(CONTENTS[type], (content) => {
        expect(OUTGOING[type].safeParse(content).error?.issues).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(posts(type), (body) => {
        expect(judge(type, body)).toEqual([]);
      }),
    );
  });

  test("takes a read receipt, with and without typing", ({ expect }) => {
    for (const typing of [true, false])
      expect(judge("receipt", receiptBody("wamid.x", { typing }))).toEqual([]);
  });

  test("refuses what is none", ({ expect }) => {
    const to = { phone: "+34600111222", waId: null, bsuid: null };
    for (const type of OUTGOING_TYPES) {
      const content = type === "contacts" ? [] : { shoe_size: 1 };
      const body = { ...outboundBody({ id: "msg_x", to, type, content, contextWamid: null }) };
      const broken = { ...body, recipient_type: "crowd" };
      expect([type, judge(type, broken).length > 0]).toEqual([type, true]);
    }
  });

  test.for(OVERLAY)("is corrected where it must be: $why", ({ why }, { expect }) => {
    const without = judgeOf(
      corrected(
        schemas,
        OVERLAY.filter((one) => one.why !== why),
      ),
    );
    const refused = OUTGOING_TYPES.flatMap((type) =>
      fc.sample(posts(type), { numRuns: 300, seed: 1 }).flatMap((body) => without(type, body)),
    );
    expect(refused.length).toBeGreaterThan(0);
  });
});
