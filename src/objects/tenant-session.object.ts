import { DurableObject } from "cloudflare:workers";

/** One object per tenant: its WhatsApp session. */
export class TenantSession extends DurableObject<Env> {}
