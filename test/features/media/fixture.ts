import { sha256Hex } from "#platform/hash";

import type { TenantFixture } from "../../fixtures/tenant.ts";
import { fetchApi } from "../../http/fetch-api.ts";
import type { Json } from "../messages/inbox.ts";

const API = "https://waqtor.test/v1";

/** Who calls, without a content type. */
export const bearer = ({ apiKey }: Pick<TenantFixture, "apiKey">) => ({
  authorization: `Bearer ${apiKey}`,
});

/** Upload a file as the body itself. */
export const uploadRaw = (
  tenant: TenantFixture,
  body: BodyInit,
  headers: Readonly<Record<string, string>>,
): Promise<Response> =>
  fetchApi(`${API}/media`, { method: "POST", body, headers: { ...bearer(tenant), ...headers } });

/** Upload a file in a form, as browsers do. */
export function uploadForm(
  tenant: TenantFixture,
  file: Uint8Array<ArrayBuffer>,
  {
    type,
    name,
    ...more
  }: { readonly type: string; readonly name: string } & Record<string, string>,
): Promise<Response> {
  const form = new FormData();
  for (const [field, value] of Object.entries(more)) form.append(field, value);
  form.append("file", new File([file], name, { type }));
  return fetchApi(`${API}/media`, { method: "POST", body: form, headers: bearer(tenant) });
}

/** Upload and tell the medium. */
export async function uploaded(
  tenant: TenantFixture,
  file: Uint8Array<ArrayBuffer>,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Json & { readonly id: string; readonly url: string }> {
  const res = await uploadRaw(tenant, file, { "content-type": type, ...headers });
  if (res.status !== 201) throw new Error(`${res.status} ${await res.text()}`);
  return res.json();
}

/** Ask for a path below `/v1`. */
export const get = (
  tenant: TenantFixture,
  path: string,
  init: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> =>
  fetchApi(`${API}${path}`, {
    method: init.method ?? "GET",
    headers: { ...bearer(tenant), ...init.headers },
  });

export const hashOf = async (response: Response): Promise<string> =>
  sha256Hex(await response.arrayBuffer());
