import createClient, { type Client as Raw } from "openapi-fetch";

import type { Event, paths } from "./api.ts";
import { readEvents, type EventsAsked } from "./events.ts";
import { newSend, type ClientOptions } from "./send.ts";
import type { Asked, Call, ItemOf, Page, PagedPath } from "./types.ts";

/** Calls by method and path, as `/openapi.json` names them; each answers the body. */
export interface Client {
  readonly get: Call<"get">;
  readonly post: Call<"post">;
  readonly put: Call<"put">;
  readonly patch: Call<"patch">;
  readonly delete: Call<"delete">;
  /**
   * Everything in a list or feed, page after page, as it is read: a loop that is left asks for no more.
   *
   * @throws ProblemError As a call does, at the page that was refused.
   */
  readonly pages: <Path extends PagedPath>(
    path: Path,
    init?: Asked<"get", Path>,
  ) => AsyncGenerator<ItemOf<Path>, void>;
  /** See {@link readEvents}. */
  readonly events: (asked?: EventsAsked) => AsyncGenerator<Event, void>;
  /** The same calls with `{ data, response }` for whoever needs headers, such as the `ETag` that `If-Match` takes. */
  readonly raw: Raw<paths>;
}

/**
 * A client of one deployment, as one caller.
 *
 * @throws ProblemError From its calls, when the answer is no success; what `fetch` throws when there is none.
 * @example
 * const waqtor = newClient({ url, token });
 * const { data, response } = await waqtor.raw.GET("/v1/templates/{id}", { params: { path: { id } } });
 * const header = { "If-Match": response.headers.get("etag") ?? "" };
 * await waqtor.patch("/v1/templates/{id}", { params: { path: { id }, header }, body: { name: "bread" } });
 */
export function newClient(options: ClientOptions): Client {
  const raw = createClient<paths>({ baseUrl: options.url, fetch: newSend(options) });
  // Safe: the types have said what goes with a path, and what is no success was thrown, so `data` is the body that the contract tells.
  const request = raw.request as unknown as (
    method: string,
    path: string,
    init: unknown,
  ) => Promise<{ readonly data: unknown }>;
  const by = <Method extends "get" | "post" | "put" | "patch" | "delete">(method: Method) =>
    (async (path: string, init?: unknown) =>
      (await request(method, path, init)).data) as Call<Method>;
  const get = by("get");
  return {
    get,
    post: by("post"),
    put: by("put"),
    patch: by("patch"),
    delete: by("delete"),
    // Safe: `pages` takes paths alone whose answer is a page.
    pages: (path, init) => readPages(get as Read, path, init as Paged | undefined),
    events: (asked = {}) => readEvents(get, asked),
    raw,
  };
}

/** Reads a page. */
type Read = <Item>(path: string, init: Paged) => Promise<Page<Item>>;

interface Paged {
  readonly params?: { readonly query?: Readonly<Record<string, unknown>> };
}

async function* readPages<Item>(
  get: Read,
  path: string,
  init: Paged = {},
): AsyncGenerator<Item, void> {
  const { params } = init;
  for (let after: string | number | undefined; ;) {
    const query = { ...params?.query, ...(after !== undefined && { after }) };
    const page: Page<Item> = await get(path, { ...init, params: { ...params, query } });
    yield* page.data;
    after = page.next_cursor ?? page.next_after;
    if (!page.has_more || after === undefined) return;
  }
}
