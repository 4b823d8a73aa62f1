import type { Scope } from "../../api/keys.ts";

/** What programs are commonly made for, and what each needs. */
export const PRESETS: Readonly<Record<string, readonly Scope[]>> = {
  send: ["messages:send", "contacts:read", "contacts:write", "templates:read", "numbers:read"],
  sync: ["contacts:read", "contacts:write", "consents:read", "consents:write"],
  listen: ["events:read", "webhooks:read", "webhooks:write"],
  report: ["campaigns:read", "analytics:read", "templates:read", "numbers:read", "inbox:read"],
};
