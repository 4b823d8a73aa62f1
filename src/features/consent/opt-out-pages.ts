import type { Context } from "hono";

import { optOut, visitOptOut } from "#features/consent/opt-out";
import { optOutPage } from "#features/consent/opt-out-page";
import { FRONT_LANGUAGES, frontLanguage, type FrontLanguage } from "#platform/http/front-page-text";
import { originOf } from "#platform/http/origin";
import { newRouter, type AppEnv } from "#platform/http/router";

/** A page that runs nothing, and whose form goes nowhere else. */
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The language that the link names, else the browser's. */
const languageOf = (c: Context<AppEnv>): FrontLanguage =>
  FRONT_LANGUAGES.find(({ id }) => id === c.req.query("lang"))?.id ??
  frontLanguage(c.req.header("accept-language"));

/**
 * The page by which a person withdraws marketing, without an account. To look at it changes nothing, however often a mail scanner
 * or a preview does; only the form, or a one-click POST (RFC 8058), withdraws.
 */
export const optOutPages = newRouter();

optOutPages.get("/u/:token", async (c) => {
  const visit = await visitOptOut(c.env, c.req.param("token"), c.var.requestId);
  if (visit === null) return shown(c, { kind: "unknown" });
  return shown(c, { kind: visit.isOut ? "done" : "ask", name: visit.ctx.tenant.name });
});

optOutPages.post("/u/:token", async (c) => {
  const visit = await visitOptOut(c.env, c.req.param("token"), c.var.requestId);
  if (visit === null) return shown(c, { kind: "unknown" });
  await optOut(visit, originOf(c));
  return shown(c, { kind: "done", name: visit.ctx.tenant.name });
});

function shown(c: Context<AppEnv>, what: Parameters<typeof optOutPage>[1]) {
  const language = languageOf(c);
  c.header("content-security-policy", POLICY);
  c.header("content-language", language);
  c.header("vary", "accept-language");
  return c.html(optOutPage(language, what), what.kind === "unknown" ? 404 : 200);
}
