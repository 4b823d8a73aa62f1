import { newClient, type Client } from "../../client/src/index.ts";
import { fetchApi } from "../http/fetch-api.ts";

/** The Worker under test, as the client calls it. */
export const fetchWorker = (request: Request): Promise<Response> => fetchApi(request.url, request);

/** The client of the Worker under test, as one caller or as a visitor. */
export const clientAs = (token?: string): Client =>
  newClient({
    url: "https://api.test",
    fetch: fetchWorker,
    ...(token !== undefined && { token }),
  });

/** A tenant's credential, as the client takes it. */
export const tokenOf = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
  (headers["authorization"] ?? "").replace("Bearer ", "");
