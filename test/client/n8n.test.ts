import { describe, test } from "vitest";

import answering from "../../client/n8n/answer-messages.json";
import reminding from "../../client/n8n/send-reminders.json";
import { call, type Caller } from "../fixtures/call.ts";
import { chainOf, filled, type Node, type Outputs, type Workflow } from "../fixtures/n8n.ts";
import { aTenant } from "../fixtures/tenant.ts";
import { until } from "../fixtures/until.ts";
import { aHost, aWebhook } from "../fixtures/webhooks.ts";
import { fetchApi } from "../http/fetch-api.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * Play a workflow: HTTP nodes call the Worker, lists are split, and what the others give is told.
 *
 * @param given Items by node, in the place of what the node would give.
 */
async function play(
  workflow: Workflow,
  { headers }: Caller,
  given: Readonly<Record<string, Json>>,
): Promise<Outputs> {
  const outputs: Outputs = new Map();
  let items: readonly Json[] = [{}];
  for (const node of chainOf(workflow)) {
    const told = given[node.name];
    if (told !== undefined) items = [told];
    else if (node.type === "n8n-nodes-base.httpRequest")
      items = await Promise.all(items.map((item) => request(node, item, outputs, headers)));
    else if (node.type === "n8n-nodes-base.splitOut")
      items = items.flatMap((item) => item[node.parameters.fieldToSplitOut ?? ""] as Json[]);
    outputs.set(node.name, items);
  }
  return outputs;
}

/** What an HTTP node does for one item. */
async function request(
  { name, parameters }: Node,
  item: Json,
  outputs: Outputs,
  headers: Readonly<Record<string, string>>,
): Promise<Json> {
  const fill = (text: string) => filled(text, item, outputs);
  const url = new URL(fill(parameters.url ?? ""));
  for (const query of parameters.queryParameters?.parameters ?? [])
    url.searchParams.set(query.name, fill(query.value));
  const { jsonBody } = parameters;
  const response = await fetchApi(url.href, {
    method: parameters.method ?? "GET",
    headers: {
      ...headers,
      ...Object.fromEntries(
        (parameters.headerParameters?.parameters ?? []).map((each) => [
          each.name,
          fill(each.value),
        ]),
      ),
    },
    ...(jsonBody !== undefined && { body: JSON.stringify(JSON.parse(fill(jsonBody))) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name}: ${response.status} ${text}`);
  return JSON.parse(text) as Json;
}

/** The settings of a workflow as its owner changes them. */
const settingsOf = (workflow: Workflow, changed: Json): Json => ({
  ...Object.fromEntries(
    workflow.nodes
      .flatMap(({ parameters }) => parameters.assignments?.assignments ?? [])
      .map(({ name, value }) => [name, value]),
  ),
  url: "https://waqtor.test",
  ...changed,
});

describe("the workflows for n8n", () => {
  test("answer a message that a webhook tells of, once", async ({ expect }) => {
    const tenant = await aTenant();
    const host = aHost();
    const { secret } = await aWebhook(tenant, host, { types: ["message.received"] });
    const { body: number } = await call(tenant, "POST /numbers", {
      kind: "sandbox",
      latency_ms: 0,
    });
    await call(tenant, `POST /sandbox/numbers/${String(number["id"])}/inbound`, {
      from: "+5511987655001",
      type: "text",
      text: { body: 'Are you "open"?' },
    });
    const post = await until(() => host.posts[0]);
    const given = {
      Webhook: { headers: Object.fromEntries(post.headers) },
      Settings: settingsOf(answering, { secret, answer: 'Yes, until "six".' }),
      Verify: { valid: true, event: JSON.parse(post.body) as Json },
    };
    const first = (await play(answering, tenant, given)).get("Answer");
    const again = (await play(answering, tenant, given)).get("Answer");
    expect(first).toMatchObject([
      { direction: "outbound", content: { body: 'Yes, until "six".' }, purpose: "service" },
    ]);
    expect(again?.[0]?.["id"]).toBe(first?.[0]?.["id"]);
  });

  test("send a template to whoever has a tag, once a day", async ({ expect }) => {
    const tenant = await aTenant();
    const { body: number } = await call(tenant, "POST /numbers", {
      kind: "sandbox",
      latency_ms: 0,
    });
    const { body: template } = await call(tenant, "POST /templates", {
      number_id: number["id"],
      name: "reminder",
      language: "en",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Your order is still waiting for you at the counter." }],
    });
    const path = `/templates/${String(template["id"])}`;
    await call(tenant, `POST ${path}/submit`);
    await until(async () => (await call(tenant, `GET ${path}`)).body["status"] === "approved");
    for (const [phone, tags] of [
      ["+5511987655001", ["reminder"]],
      ["+5511987655002", ["reminder", "vip"]],
      ["+5511987655003", ["vip"]],
    ] as const)
      await call(tenant, "POST /contacts", { phone, tags });
    const given = { Settings: settingsOf(reminding, {}) };
    const first = (await play(reminding, tenant, given)).get("Send the template");
    await play(reminding, tenant, given);
    expect(first).toMatchObject([{ type: "template" }, { type: "template" }]);
    const { body: sent } = await call(tenant, "GET /messages?direction=outbound");
    expect(sent.data?.map(({ id }) => id).toSorted()).toEqual(
      first?.map(({ id }) => id).toSorted(),
    );
  });

  test.for([answering, reminding] as readonly Workflow[])(
    "can be imported: every node is known by its name once, and leads to one that is there",
    ({ nodes, connections }, { expect }) => {
      const names = nodes.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const targets = Object.values(connections).flatMap(({ main }) => main.flat());
      for (const { node } of targets) expect(names).toContain(node);
      for (const name of Object.keys(connections)) expect(names).toContain(name);
      expect(JSON.stringify(nodes)).not.toMatch(/"credentials"/);
    },
  );
});
