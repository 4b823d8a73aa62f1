import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { anApp } from "../fixtures/meta-app.ts";
import {
  aConnectedNumber,
  aStatus,
  aText,
  change,
  deliver,
  deliverBy,
  drain,
  envelope,
  mailIn,
  metaId,
  sign,
  type ConnectedNumber,
} from "../fixtures/webhooks/meta-webhook.ts";
import { fetchApi } from "../http/fetch-api.ts";
import { anAsker, type Asker } from "./caller.ts";

const HOOK = "https://waqtor.test/webhooks/meta";

interface Connected extends Asker {
  readonly number: ConnectedNumber;
}

async function connected(): Promise<Connected> {
  const asker = await anAsker();
  return { ...asker, number: await aConnectedNumber(asker.tenant.ctx) };
}

const rowsOf = (answer: { readonly body: Readonly<Record<string, unknown>> }) =>
  answer.body["data"] as readonly Readonly<Record<string, unknown>>[];

/** Rows 30 to 45: webhooks of Meta. */
describe("B", () => {
  let one: Connected;
  beforeAll(async () => {
    one = await connected();
  });
  const post = async (body: string, signature: string) => {
    const headers: Record<string, string> =
      signature === "" ? {} : { "x-hub-signature-256": signature };
    return (await fetchApi(HOOK, { method: "POST", headers, body })).status;
  };
  const textFrom = ({ number }: Connected, over: Readonly<Record<string, unknown>> = {}) =>
    envelope(number.wabaId, change(number, { messages: [aText(over)] }));
  const apply = async (at: Connected, value: object) => {
    expectOk(await deliver(envelope(at.number.wabaId, change(at.number, value))));
    await drain(at.tenant.ctx);
  };
  const expectOk = ({ status }: Response) => {
    if (status !== 200) throw new Error(`answered ${status}`);
  };

  test("30: no signature, a short one, one in capitals and sha1 are 401, and nothing is kept", async ({
    expect,
  }) => {
    const body = JSON.stringify(textFrom(one));
    const good = await sign(body);
    const bad = ["", good.slice(0, -2), good.toUpperCase(), good.replace("sha256", "sha1"), "x"];
    expect(await Promise.all(bad.map((each) => post(body, each)))).toEqual(bad.map(() => 401));
    expect(await mailIn(one.tenant.ctx)).toBe(0);
  });

  test("31: the secret of another app of a workspace signs nothing here", async ({ expect }) => {
    const app = await anApp(one.tenant);
    const body = JSON.stringify(textFrom(one));
    expect(await post(body, await sign(body, app.secret))).toBe(401);
  });

  test("32: the bytes are signed, not what they say", async ({ expect }) => {
    const body = JSON.stringify(textFrom(one, { text: { body: "olá 🎉" } }));
    const escaped = body.replaceAll(
      /[^\x20-\x7e]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    expect(JSON.parse(escaped)).toEqual(JSON.parse(body));
    expect(await post(escaped, await sign(body))).toBe(401);
    expect(await post(escaped, await sign(escaped))).toBe(200);
    await drain(one.tenant.ctx);
  });

  test("33: one delivery a hundred times at once is 200 each time and has one effect", async ({
    expect,
  }) => {
    const at = await connected();
    const body = textFrom(at);
    const answers = await Promise.all(Array.from({ length: 100 }, () => deliver(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await drain(at.tenant.ctx);
    expect(rowsOf(await at.say("GET /messages"))).toHaveLength(1);
  });

  test("34: of a batch of two workspaces each gets its own, all of it", async ({ expect }) => {
    const [a, b] = [await connected(), await connected()];
    const changesOf = ({ number }: Connected) =>
      [1, 2, 3].map(() => change(number, { messages: Array.from({ length: 50 }, () => aText()) }));
    const entry = [a, b].map((each) => ({ id: each.number.wabaId, changes: changesOf(each) }));
    expectOk(await deliver({ object: "whatsapp_business_account", entry }));
    for (const each of [a, b]) {
      await drain(each.tenant.ctx);
      const [{ n } = { n: 0 }] = (
        await each.tenant.ctx.db.$client
          .prepare("SELECT count(*) n FROM messages")
          .all<{ n: number }>()
      ).results;
      expect(n).toBe(150);
    }
  });

  /** A message of the business that Meta has taken; without an id of Meta nobody knows whether it did. */
  const sent = async (at: Connected, wamid: string | null) => {
    await apply(at, { messages: [aText()] });
    const { ctx } = at.tenant;
    const message = rowsOf(await at.say("GET /messages"))[0] ?? {};
    await ctx.db.$client
      .prepare(
        "UPDATE messages SET direction = 'outbound', state = iif(?2 IS NULL, 'unknown', 'accepted'), wamid = ?2 WHERE id = ?1",
      )
      .bind(message["id"], wamid)
      .run();
    return String(message["id"]);
  };

  test("35: whatever the order of statuses, the state is the furthest that was told", async ({
    expect,
  }) => {
    const orders = [["read", "sent", "delivered"], ["read"], ["sent", "read", "sent", "delivered"]];
    for (const order of orders) {
      const at = await connected();
      const wamid = `wamid.${metaId()}`;
      const id = await sent(at, wamid);
      for (const status of order) await apply(at, { statuses: [aStatus({ id: wamid, status })] });
      const { body } = await at.say(`GET /messages/${id}`);
      expect([order, body["status"]]).toEqual([order, "read"]);
    }
  });

  test("36: a status with our id finds its row, one with neither is let be", async ({ expect }) => {
    const at = await connected();
    const id = await sent(at, null);
    await apply(at, {
      statuses: [
        aStatus({ status: "delivered", biz_opaque_callback_data: id }),
        aStatus({ status: "read" }),
      ],
    });
    const { body } = await at.say(`GET /messages/${id}`);
    expect(body["status"]).toBe("delivered");
  });

  test("37: an id of another workspace's message moves nothing there", async ({ expect }) => {
    const at = await connected();
    const id = await sent(at, `wamid.${metaId()}`);
    await apply(one, { statuses: [aStatus({ status: "read", biz_opaque_callback_data: id })] });
    const { body } = await at.say(`GET /messages/${id}`);
    expect(body["status"]).toBe("accepted");
  });

  test("38: a person without a phone is kept by their user id", async ({ expect }) => {
    const at = await connected();
    const user_id = "BR.13491208650042918";
    const { from: _, ...nameless } = aText();
    await apply(at, {
      contacts: [{ user_id, profile: { name: "Ana" } }],
      messages: [{ ...nameless, from_user_id: user_id }],
    });
    expect(rowsOf(await at.say("GET /contacts"))).toMatchObject([{ phone: null, bsuid: user_id }]);
  });

  test.for([
    { type: "unsupported", errors: [{ code: 131051, title: "Unsupported" }], text: undefined },
    { type: "of_tomorrow", of_tomorrow: { n: 1 }, text: undefined },
    { type: "reaction", reaction: { message_id: "wamid.nobody", emoji: "👍" }, text: undefined },
    { type: "system", system: { type: "of_tomorrow" }, text: undefined },
  ])("39: $type is kept as it came, and fails nothing", async (over, { expect }) => {
    const at = await connected();
    expectOk(await deliver(textFrom(at, over)));
    await drain(at.tenant.ctx);
    const changes = rowsOf(await at.say("GET /inbound-changes"));
    expect(changes).toHaveLength(1);
    expect(JSON.stringify(changes)).toContain(over.type);
  });

  test.for(["0", "4070908800", "x"])(
    "40: for the time %j the time of receipt is taken",
    async (timestamp, { expect }) => {
      const at = await connected();
      await apply(at, { messages: [aText({ timestamp })] });
      const [message] = rowsOf(await at.say("GET /messages"));
      const at_ = Date.parse(String(message?.["created_at"]));
      expect(Math.abs(Date.now() - at_)).toBeLessThan(3_600_000);
    },
  );

  test.for([
    ["long", "x".repeat(65_536)],
    ["emoji", "👩‍👩‍👧‍👦".repeat(1_000)],
    ["right to left", "\u202etxt.exe"],
  ])("41: a %s text is kept as it is", async ([, body], { expect }) => {
    const at = await connected();
    await apply(at, { messages: [aText({ text: { body } })] });
    const [message] = rowsOf(await at.say("GET /messages"));
    expect(message?.["content"]).toEqual({ body });
  });

  test.for([{ object: "page", entry: [] }, { object: "whatsapp_business_account", entry: [] }, {}])(
    "42: %j is 200 and let be",
    async (body, { expect }) => {
      expect((await deliver(body)).status).toBe(200);
    },
  );

  test("43: the handshake wants the token and a challenge, and says it as text", async ({
    expect,
  }) => {
    const ask = (query: Readonly<Record<string, string>>) =>
      fetchApi(`${HOOK}?${new URLSearchParams({ "hub.mode": "subscribe", ...query }).toString()}`);
    const token = { "hub.verify_token": env.META_VERIFY_TOKEN };
    expect((await ask({ "hub.verify_token": "x", "hub.challenge": "1" })).status).toBe(403);
    expect((await ask(token)).status).toBe(400);
    const html = await ask({ ...token, "hub.challenge": "<b>1</b>" });
    expect([html.headers.get("content-type"), html.headers.get("x-content-type-options")]).toEqual([
      expect.stringMatching(/^text\/plain/),
      "nosniff",
    ]);
  });

  test("44: nobody's webhooks but Meta's are taken (there is no Stripe here)", async ({
    expect,
  }) => {
    const response = await fetchApi("https://waqtor.test/webhooks/stripe", {
      method: "POST",
      body: "{}",
    });
    expect(response.status).toBe(404);
  });

  test("45: a number that is nobody's is 200, and its mail is set aside", async ({ expect }) => {
    const nobody = { id: one.number.id, wabaId: metaId(), phoneNumberId: metaId() };
    expect((await deliver(textFrom({ ...one, number: nobody }))).status).toBe(200);
    const kept = await env.CONTROL_DB.prepare(
      "SELECT count(*) n FROM quarantine WHERE waba_id = ?1",
    )
      .bind(nobody.wabaId)
      .first<{ n: number }>();
    expect(kept?.n).toBe(1);
    expect((await deliverBy({ appId: metaId(), secret: "x" }, textFrom(one))).status).toBe(401);
  });
});
