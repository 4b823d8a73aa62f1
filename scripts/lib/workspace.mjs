// A workspace of its own for a script: registered, with one sandbox number.
import { randomUUID } from "node:crypto";

import { newClient, parseResponse } from "#client";

import { apiClient } from "./client.mjs";

/** @returns Who owns it, its number, and its API key with two callers that have it: `v1` is typed, `api` takes paths. */
export async function newWorkspace(baseUrl, { name = "Script", number = {} } = {}) {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]/g, "")}-${randomUUID().slice(0, 8)}@example.com`;
  const password = randomUUID();
  const person = {
    full_name: `${name} Owner`,
    email,
    timezone: "Europe/Lisbon",
    password,
    workspace_name: name,
    accept_policy: true,
  };
  const visitor = newClient({ url: baseUrl }).v1;
  const account = await parseResponse(visitor.auth.register.$post({ json: person }));
  const owner = newClient({ url: baseUrl, token: account.access_token }).v1;
  const { data } = await parseResponse(owner.scopes.$get());
  const scopes = data.map(({ scope }) => scope);
  const key = await parseResponse(owner["api-keys"].$post({ json: { name: "script", scopes } }));
  const { v1 } = newClient({ url: baseUrl, token: key.secret });
  const connected = await parseResponse(
    v1.numbers.$post({ json: { kind: "sandbox", name: `${name} number`, ...number } }),
  );
  const api = apiClient(baseUrl, key.secret);
  return { email, password, account, apiKey: key.secret, v1, api, number: connected };
}
