import { call, type Body } from "../../fixtures/call";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import { until } from "../../fixtures/until";

type Json = Readonly<Record<string, unknown>>;

/** A workspace with a sandbox number, in which automations are published and people write. */
export interface Shop {
  readonly tenant: TenantFixture;
  readonly numberId: string;
  /** Publish an automation; it answers at once unless it says otherwise. */
  readonly publish: (definition: Json) => Promise<string>;
  /** Somebody writes to the number. */
  readonly hears: (text: string, from?: string) => Promise<void>;
  /** Somebody sends what is not a text. */
  readonly receives: (message: Json, from?: string) => Promise<void>;
  /** Texts that automations had sent, oldest first. */
  readonly said: () => Promise<readonly string[]>;
  /** Wait until automations have said so much. */
  readonly saysSoMuch: (count: number) => Promise<readonly string[]>;
  readonly runs: () => Promise<readonly Json[]>;
  /** Wait until every run is over or waits, and no lane holds anything. */
  readonly run: (is: (run: Json) => boolean) => Promise<Json>;
  readonly events: () => Promise<readonly string[]>;
}

export const ANA = "+5511912340001";

export async function aShop(): Promise<Shop> {
  const tenant = await aTenant();
  const number = await call(tenant, "POST /numbers", { kind: "sandbox", name: "Shop" });
  const numberId = String(number.body["id"]);
  const receives = async (message: Json, from = ANA) => {
    const answer = await call(tenant, `POST /sandbox/numbers/${numberId}/inbound`, {
      from,
      ...message,
    });
    if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  };
  const said = async () => {
    const { body } = await call(tenant, "GET /messages?direction=outbound&limit=100");
    return (body.data ?? [])
      .filter((message) => (message["sent_by"] as Json | null)?.["kind"] === "automation")
      .map(textOf)
      .toReversed();
  };
  const runs = async () => (await call(tenant, "GET /runs?limit=100")).body.data ?? [];
  return {
    tenant,
    numberId,
    receives,
    said,
    runs,
    hears: (text, from) => receives({ type: "text", text: { body: text } }, from),
    publish: async (definition) => {
      const settings = { debounce_ms: 0, ...(definition["settings"] as Json | undefined) };
      const made = await call(tenant, "POST /automations", {
        name: "Test",
        ...definition,
        settings,
      });
      const published = await call(tenant, `POST /automations/${String(made.body["id"])}/publish`);
      if (published.status !== 200) throw new Error(JSON.stringify([made.body, published.body]));
      return String(made.body["id"]);
    },
    saysSoMuch: (count) =>
      until(async () => {
        const texts = await said();
        return texts.length >= count && texts;
      }),
    run: (is) => until(async () => (await runs()).find(is)),
    events: async () => {
      const { body } = await call(tenant, "GET /events?limit=100");
      return (body.data ?? []).map((event) => String(event["type"]));
    },
  };
}

/** What a message says in words, or its type. */
function textOf(message: Json): string {
  const content = message["content"] as Body;
  const body = (message["type"] === "interactive" ? content["body"] : content) as Json;
  return String(body["body"] ?? body["text"] ?? message["type"]);
}

export const text = (words: string, next?: string) => ({
  type: "message",
  text: words,
  ...(next === undefined ? {} : { next }),
});
