import { describe, test } from "vitest";

import { newClient, parseResponse } from "#client";

import { until } from "../fixtures/until.ts";
import { fetchApi } from "../http/fetch-api.ts";

const url = "https://api.test";
const visitor = newClient({ url, fetch: fetchApi });
const as = (token: string) => newClient({ url, token, fetch: fetchApi });

const aPerson = () => ({
  full_name: "Ana Almeida",
  email: `ana-${crypto.randomUUID()}@example.com`,
  timezone: "America/Sao_Paulo",
  password: "a long enough password",
  accept_policy: true as const,
});

const PHONE = "+5511987656008"; // a sandbox person who answers

describe("the client", () => {
  test("tells a small story through the API, every step of it typed", async ({ expect }) => {
    const account = await parseResponse(visitor.v1.auth.register.$post({ json: aPerson() }));
    const owner = as(account.access_token).v1;
    const { data: scopes } = await parseResponse(owner.scopes.$get());
    const key = await parseResponse(
      owner["api-keys"].$post({
        json: { name: "story", scopes: scopes.map((each) => each.scope) },
      }),
    );
    const { v1 } = as(String(key.secret));

    const number = await parseResponse(
      v1.numbers.$post({ json: { kind: "sandbox", latency_ms: 0 } }),
    );
    expect(number.status).toBe("connected");
    const contact = await parseResponse(
      v1.contacts.$post({ json: { phone: PHONE, name: "Bruno" } }),
    );
    const inbound = { from: PHONE, type: "text", text: { body: "Open?" } };
    await v1.sandbox.numbers[":id"].inbound.$post({ param: { id: number.id }, json: inbound });
    const conversation = await until(async () => {
      const { data } = await parseResponse(v1.conversations.$get({ query: { unread: "true" } }));
      return data[0];
    });
    expect(conversation.contact?.id).toBe(contact.id);

    const message = await parseResponse(
      v1.messages.$post({ json: { to: contact.id, text: { body: "Until six." } } }),
    );
    expect(message.purpose).toBe("service");
    const page = await parseResponse(
      v1.messages.$get({ query: { direction: "outbound", limit: "1" } }),
    );
    expect(page.data.map(({ id }) => id)).toEqual([message.id]);
    expect(page.has_more).toBe(false);
  });

  test("signs in, exchanges the token, changes what it read, and signs out", async ({ expect }) => {
    const { password, ...person } = aPerson();
    await visitor.v1.auth.register.$post({ json: { ...person, password } });
    const signedIn = await parseResponse(
      visitor.v1.auth.login.$post({ json: { email: person.email, password } }),
    );
    if ("mfa_token" in signedIn) throw new Error("nobody asked for a second step");
    const { refresh_token } = signedIn;
    const { access_token } = await parseResponse(
      visitor.v1.auth.refresh.$post({ json: { refresh_token } }),
    );
    const { v1 } = as(access_token);
    const etag = (await v1.me.$get()).headers.get("etag") ?? "";
    const change = { header: { "If-Match": etag }, json: { locale: "pt-BR" } };
    expect((await parseResponse(v1.me.$patch(change))).locale).toBe("pt-BR");
    await expect(v1.me.$patch(change)).rejects.toThrow(
      /^PATCH \/v1\/me: 412 precondition_failed: /,
    );
    expect((await v1.auth.logout.$post()).status).toBe(204);
  });

  test("makes a call once, however often it is sent under one key", async ({ expect }) => {
    const person = aPerson();
    const register = () =>
      visitor.v1.auth.register.$post({ json: person }, { headers: { "Idempotency-Key": "once" } });
    const [first, again] = [await register(), await register()];
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  test("throws what was refused, in one line and as the problem", async ({ expect }) => {
    const json = { ...aPerson(), password: "short" };
    const refused = visitor.v1.auth.register.$post({ json });
    await expect(refused).rejects.toMatchObject({
      name: "ApiError",
      status: 422,
      problem: { code: "password_too_short", retryable: false },
      message: expect.stringMatching(
        /^POST \/v1\/auth\/register: 422 password_too_short: .+ · \/password must have 8 bytes or more\.$/,
      ),
    });
  });

  test("tells an answer that no part of the API gave", async ({ expect }) => {
    const proxied = newClient({ url, fetch: async () => new Response("<h1>", { status: 502 }) });
    await expect(proxied.healthz.$get()).rejects.toThrow("GET /healthz: 502 without a problem");
  });

  test("takes no body that the contract does not know", async ({ expect }) => {
    // @ts-expect-error -- a kind that no number has
    const refused = visitor.v1.numbers.$post({ json: { kind: "telex" } });
    await expect(refused).rejects.toThrow("401 unauthenticated");
  });
});
