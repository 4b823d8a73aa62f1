import { theBakery } from "./browser.ts";

/** Calls the API of the seeded workspace with its key. */
export async function api(
  method: string,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
) {
  const { url, apiKey } = theBakery();
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

/** Deletes what the next test should not find. */
export async function remove(path: string): Promise<void> {
  const { url, apiKey } = theBakery();
  const headers = { authorization: `Bearer ${apiKey}` };
  const { ok, status } = await fetch(`${url}${path}`, { method: "DELETE", headers });
  if (!ok) throw new Error(`DELETE ${path}: ${status}`);
}

/** A file of one person is looked at by the API, and waits there to be imported. @returns The import's id. */
export async function checkedImport(): Promise<string> {
  const { url, apiKey } = theBakery();
  const body = new FormData();
  body.set("mapping", JSON.stringify({ Name: "name", Phone: "phone" }));
  body.set("dry_run", "true");
  body.set("file", new Blob([`Name,Phone\nLista,${newPhone()}\nCurto,12\n`]), "lista.csv");
  const headers = {
    authorization: `Bearer ${apiKey}`,
    "idempotency-key": crypto.randomUUID(),
  };
  const answer = await fetch(`${url}/v1/imports`, { method: "POST", headers, body });
  const { id } = (await answer.json()) as { id: string };
  while ((await api("GET", `/v1/imports/${id}`))["status"] !== "completed")
    await new Promise((resolve) => setTimeout(resolve, 200));
  return id;
}

/** A person writes a text to the seeded number. */
export const write = (from: string, text: string, name = "Cliente") =>
  api("POST", `/v1/sandbox/numbers/${theBakery().numberId}/inbound`, {
    from,
    name,
    type: "text",
    text: { body: text },
  });

/** A phone number that nobody has yet. */
export const newPhone = (): string =>
  `+55119${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
