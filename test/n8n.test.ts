import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";

import { Webhook } from "standardwebhooks";
import { describe, test } from "vitest";

import workflow from "../client/n8n/answer-messages.json";

const SECRET = `whsec_${Buffer.from("a secret of the tests, 32 bytes.").toString("base64")}`;
const OTHER = `whsec_${Buffer.from("another secret of them, 32 bytes").toString("base64")}`;
const EVENT = { id: "evt_1", type: "message.received", data: { message_id: "msg_1" } };
const BODY = JSON.stringify(EVENT);

const code = workflow.nodes.find(({ name }) => name === "Verify")?.parameters.jsCode ?? "";

interface Delivery {
  readonly body?: string;
  readonly signedBy?: readonly string[];
  readonly at?: Date;
}

/** Run the node's code on a delivery, as n8n's node `Webhook` hands it on. */
function verify({ body = BODY, signedBy = [SECRET], at = new Date() }: Delivery): unknown {
  const headers = {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signedBy
      .map((each) => new Webhook(each).sign("evt_1", at, BODY))
      .join(" "),
  };
  const nodes: Readonly<Record<string, object>> = {
    Webhook: {
      json: { headers },
      binary: { data: { data: Buffer.from(body).toString("base64") } },
    },
    Settings: { json: { secret: SECRET } },
  };
  const $ = (name: string) => ({ first: () => nodes[name] });
  const globals = { $, Buffer, require: createRequire(import.meta.url) };
  const items: unknown = runInNewContext(`(() => {${code}})()`, globals);
  return JSON.parse(JSON.stringify(items));
}

const REFUSED = [{ json: { valid: false, event: null } }];
const FIVE_MINUTES_MS = 5 * 60_000;

describe("the node of n8n that verifies", () => {
  test("takes what was signed by our secret, also beside another while it rotates", ({
    expect,
  }) => {
    const taken = [{ json: { valid: true, event: EVENT } }];
    expect(verify({})).toEqual(taken);
    expect(verify({ signedBy: [OTHER, SECRET] })).toEqual(taken);
  });

  test.for([
    ["was changed", { body: BODY.replace("msg_1", "msg_2") }],
    ["is signed by another secret", { signedBy: [OTHER] }],
    ["is not signed", { signedBy: [] }],
    ["is old", { at: new Date(Date.now() - FIVE_MINUTES_MS - 5_000) }],
    ["is of the future", { at: new Date(Date.now() + FIVE_MINUTES_MS + 5_000) }],
  ] as const)("refuses what %s", ([, delivery], { expect }) => {
    expect(verify(delivery)).toEqual(REFUSED);
  });
});
