import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";

import type { CreatedNumber, NewNumber } from "#sandbox/numbers";
import type { Sandbox } from "#sandbox/sandbox.object";

import { until } from "../fixtures/until.ts";

/** A webhook that the sandbox posted, as the route would have seen it. */
export interface Posted {
  readonly signature: string | null;
  readonly raw: string;
  readonly body: Envelope;
}

interface Envelope {
  readonly object: string;
  readonly entry: readonly {
    readonly id: string;
    readonly changes: readonly { readonly field: string; readonly value: Value }[];
  }[];
}

export interface Value {
  readonly [member: string]: unknown;
  readonly metadata?: { readonly phone_number_id: string };
  readonly contacts?: readonly Record<string, unknown>[];
  readonly messages?: readonly Record<string, unknown>[];
  readonly statuses?: readonly Status[];
}

export interface Status {
  readonly id: string;
  readonly status: string;
  readonly timestamp: string;
  readonly recipient_id?: string;
  readonly recipient_user_id?: string;
  readonly biz_opaque_callback_data?: string;
  readonly pricing?: Record<string, unknown>;
  readonly errors?: readonly { readonly code: number }[];
}

export interface Reply {
  readonly contacts: readonly { readonly input: string; readonly wa_id?: string }[];
  readonly messages: readonly { readonly id: string; readonly message_status?: string }[];
  readonly error: {
    readonly code: number;
    readonly type: string;
    readonly message: string;
    readonly error_subcode?: number;
    readonly fbtrace_id: string;
    readonly error_data?: { readonly details: string };
  };
  readonly [member: string]: unknown;
}

/** A sandbox that no other test shares, with one number, whose webhooks are collected instead of posted. */
export async function aSandbox(input: NewNumber = {}, answer: () => number = () => 200) {
  const stub = env.SANDBOX_META.getByName(crypto.randomUUID());
  const number = await stub.createNumber({ latency_ms: 20, ...input });
  const posted = await listen(stub, answer);
  return { stub, number, posted, ...graphOf(stub, number) };
}

/** Collect what the object posts instead of posting it. */
export async function listen(stub: Stub, answer: () => number = () => 200): Promise<Posted[]> {
  const posted: Posted[] = [];
  await runInDurableObject(stub, (instance: Sandbox) => {
    instance.posts.platform = async (request) => {
      const status = answer();
      const raw = await request.text();
      if (status === 200)
        posted.push({
          signature: request.headers.get("x-hub-signature-256"),
          raw,
          body: JSON.parse(raw) as Envelope,
        });
      return new Response(null, { status });
    };
  });
  return posted;
}

/** Nothing is left to be told: every webhook was answered 200. */
export const allTold = (stub: Stub): Promise<true> =>
  until(() =>
    runInDurableObject(
      stub,
      (_instance, { storage }) => storage.sql.exec("SELECT 1 FROM outbox").toArray().length === 0,
    ),
  );

type Stub = ReturnType<typeof env.SANDBOX_META.getByName>;

function graphOf(stub: Stub, number: CreatedNumber) {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    token: string | null = number.access_token,
  ) => {
    const response = await stub.fetch(`https://graph.sandbox/v26.0/${path}`, {
      method,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: await response.json<Reply>() };
  };
  const send = (body: object) =>
    call("POST", `${number.phone_number_id}/messages`, {
      messaging_product: "whatsapp",
      ...body,
    });
  /** Open the window of a person, so that free-form messages reach them. */
  const openWindow = (from: string) =>
    stub.inbound({
      phone_number_id: number.phone_number_id,
      from,
      type: "text",
      object: { body: "hi" },
    });
  const approvedTemplate = async (draft: object = {}) => {
    const created = await call("POST", `${number.waba_id}/message_templates`, {
      name: "order_update",
      language: "en_US",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Your order has been shipped." }],
      ...draft,
    });
    if (created.status !== 200) throw new Error(JSON.stringify(created.json));
    const id = String(created.json["id"]);
    await stub.reviewTemplate({ template_id: id, event: "APPROVED" });
    return id;
  };
  return { call, send, openWindow, approvedTemplate };
}

export const statusesIn = (posted: readonly Posted[]): readonly Status[] =>
  posted.flatMap(({ body }) =>
    body.entry.flatMap((entry) => entry.changes.flatMap((change) => change.value.statuses ?? [])),
  );

export const valuesOf = (posted: readonly Posted[], field: string): readonly Value[] =>
  posted.flatMap(({ body }) =>
    body.entry.flatMap((entry) =>
      entry.changes.filter((change) => change.field === field).map((change) => change.value),
    ),
  );

export const TEMPLATE = {
  type: "template",
  template: { name: "order_update", language: { code: "en_US" } },
};
