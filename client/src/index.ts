/**
 * The client of WaQtor's API. It asks `fetch` alone, so it runs in node, in a browser and in a Worker; what it knows of the API are
 * types, which are generated from the contract.
 *
 * @example
 * const waqtor = newClient({ url: "https://waqtor.example", token: process.env.WAQTOR_KEY });
 * const contact = await waqtor.post("/v1/contacts", { body: { phone: "+5511987656008", name: "Bruno" } });
 * for await (const event of waqtor.events({ types: ["message.received"] })) console.log(event.data);
 */
export type * from "./api.ts";
export { newClient, type Client } from "./client.ts";
export type { EventsAsked } from "./events.ts";
export { form } from "./form.ts";
export { ProblemError } from "./problem.ts";
export type { ClientOptions } from "./send.ts";
