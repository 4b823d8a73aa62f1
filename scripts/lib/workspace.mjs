// A workspace of its own for a script: registered, with one sandbox number.
import { randomUUID } from "node:crypto";

import { apiClient } from "./client.mjs";

export async function newWorkspace(baseUrl, { name = "Script", number = {} } = {}) {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]/g, "")}-${randomUUID().slice(0, 8)}@example.com`;
  const password = randomUUID();
  const account = await apiClient(baseUrl).post("/v1/auth/register", {
    full_name: `${name} Owner`,
    email,
    timezone: "Europe/Lisbon",
    password,
    workspace_name: name,
    accept_policy: true,
  });
  const owner = apiClient(baseUrl, account.access_token);
  const key = await owner.post("/v1/api-keys", {
    name: "script",
    scopes: (await owner.get("/v1/scopes")).data.map(({ scope }) => scope),
  });
  const api = apiClient(baseUrl, key.secret);
  const connected = await api.post("/v1/numbers", {
    kind: "sandbox",
    name: `${name} number`,
    ...number,
  });
  return { email, password, account, apiKey: key.secret, api, number: connected };
}
