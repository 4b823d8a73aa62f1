/** What the generated types say of a call, in the terms of this client. */
import type { FetchOptions, ParseAs, ParseAsResponse } from "openapi-fetch";
import type { HttpMethod, PathsWithMethod, RequiredKeysOf } from "openapi-typescript-helpers";

import type { paths } from "./api.ts";

/** Paths that know a method. */
export type PathOf<Method extends HttpMethod> = PathsWithMethod<paths, Method>;

type Operation<Method extends HttpMethod, Path extends PathOf<Method>> = paths[Path][Method &
  keyof paths[Path]];

/** What a call is made with: `params` of path, query and header, `body`, `signal` and what else `fetch` takes. */
export type Asked<Method extends HttpMethod, Path extends PathOf<Method>> = Omit<
  FetchOptions<Operation<Method, Path>>,
  "parseAs"
>;

type Responses<Method extends HttpMethod, Path extends PathOf<Method>> =
  Operation<Method, Path> extends { responses: infer All } ? All : never;

/** The content of an answer, whatever its kind; undefined when there is none. */
type Content<Answer> = Answer extends { content: infer Kinds } ? Kinds[keyof Kinds] : undefined;

/** The body of what is answered when all goes well. */
export type Answered<Method extends HttpMethod, Path extends PathOf<Method>> = {
  [Status in keyof Responses<Method, Path>]: Content<Responses<Method, Path>[Status]>;
}[keyof Responses<Method, Path>];

/** May be left out when nothing in it must be there. */
type Arguments<Init> = RequiredKeysOf<Init> extends never ? [init?: Init] : [init: Init];

/** A method of the client: `parseAs` reads an answer that is no JSON, such as a file. */
export type Call<Method extends HttpMethod> = <
  Path extends PathOf<Method>,
  As extends ParseAs = "json",
>(
  path: Path,
  ...init: Arguments<Asked<Method, Path> & { parseAs?: As }>
) => Promise<ParseAsResponse<Answered<Method, Path>, { parseAs: As }>>;

/** A page of a list (`next_cursor`) or of a feed (`next_after`). */
export interface Page<Item> {
  readonly data: Item[];
  readonly has_more: boolean;
  readonly next_cursor?: string | null;
  readonly next_after?: number;
}

/** Paths whose answer is a page. */
export type PagedPath = {
  [Path in PathOf<"get">]: Answered<"get", Path> extends { data: unknown[]; has_more: boolean }
    ? Path
    : never;
}[PathOf<"get">];

/** What the pages of a path hold. */
export type ItemOf<Path extends PagedPath> =
  Answered<"get", Path> extends { data: (infer Item)[] } ? Item : never;
