import { DurableObject } from "cloudflare:workers";

/** The built-in Meta: one object per tenant. */
export class Sandbox extends DurableObject<Env> {}
