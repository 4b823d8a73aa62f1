/** Files of contacts that the API reads, and what became of their rows. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask, once, openStream } from "./client.ts";

const imports = api.imports;

export type Import = InferResponseType<(typeof imports)[":id"]["$get"], 200>;

/** While rows are read or taken back, it is asked again. */
const AGAIN_MS = 1_000;
const MOVING: readonly Import["status"][] = ["queued", "running", "undoing"];

export const isMoving = ({ status }: Pick<Import, "status">): boolean => MOVING.includes(status);

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "one", id],
    queryFn: () => ask(imports[":id"].$get({ param: { id } })),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isMoving(state.data) ? AGAIN_MS : false,
  });

/** Newest first. */
export const importsQuery = infiniteQueryOptions({
  queryKey: ["imports", "list"],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: after }) =>
    ask(imports.$get({ query: { limit: "10", ...(after && { after }) } })),
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

/** What somebody says who answers for the people of a file. */
export interface Declaration {
  readonly purpose: "marketing";
  readonly statement: string;
  readonly source: string;
  readonly declared_by: string;
  /** RFC 3339; of rows that do not tell. */
  readonly captured_at: string;
  readonly evidence_media_id?: string;
}

/** How a file is read. */
export interface Reading {
  /** By header, what a column becomes. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly consent?: Declaration;
  readonly on_conflict: "update" | "error";
  readonly default_country?: string;
  readonly tags: readonly string[];
}

/**
 * Send a file, and have found out what would happen.
 *
 * @param key Made once for a file and how it is read, and kept for every try.
 * @throws Problem for what is wrong with the file as a whole, such as `not_csv`, `duplicate_header`, `too_many_rows`.
 */
export function checkFile(
  file: Blob,
  {
    name,
    reading,
    key,
  }: { readonly name: string; readonly reading: Reading; readonly key: string },
): Promise<Import> {
  const form = new FormData();
  for (const [field, value] of Object.entries(reading))
    form.set(field, typeof value === "string" ? value : JSON.stringify(value));
  form.set("dry_run", "true");
  form.set("file", file, name);
  return ask(imports.$post({}, { init: { body: form, ...once(key) } }));
}

/** Import for good what was looked at. @throws Problem `invalid_state` when it was, or is too long ago. */
export const runImport = (id: string) => ask(imports[":id"].run.$post({ param: { id } }));

/** @throws Problem `invalid_state` when it cannot be undone any more. */
export const undoImport = (id: string) => ask(imports[":id"].undo.$post({ param: { id } }));

/** What was wrong with rows, as CSV. */
export const fetchFindings = async (id: string): Promise<Blob> =>
  (await openStream(`/v1/imports/${id}/errors`)).blob();
