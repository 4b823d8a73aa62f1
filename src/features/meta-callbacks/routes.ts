/** Where Meta tells of people who removed an app, and the page on which they see what became of it. */
import type { Context } from "hono";

import { notFound } from "#core/errors";
import { policyText } from "#core/policy/text";
import { openControlDb } from "#db/control/client";
import { findCallback, type MetaCallbackRow } from "#features/meta-callbacks/queries";
import { receiveCallback } from "#features/meta-callbacks/receive-callback";
import { configOf } from "#platform/config";
import { withControl } from "#platform/control-ready";
import { visitor } from "#platform/credentials/visitor";
import { frontLanguage } from "#platform/http/front-page-text";
import { isPolicyLanguage, policyPage, POLICY_PAGE_CSP } from "#platform/http/policy-page";
import { readBytes } from "#platform/http/read-bytes";
import { newRouter, type AppEnv } from "#platform/http/router";

/** A signed request has some 300 characters. */
const FORM_BYTES_MAX = 8 * 1024;

const APP = ":app_id{[0-9]{1,32}}";

export const metaCallbackRoutes = newRouter();
metaCallbackRoutes.use("/webhooks/meta/*", withControl).use("/data-deletion/*", withControl);

for (const path of ["/webhooks/meta/data-deletion", `/webhooks/meta/${APP}/data-deletion`] as const)
  metaCallbackRoutes.post(path, async (c) => {
    const code = await receive(c, "data_deletion");
    const { publicUrl } = configOf(c.env);
    return c.json({ url: `${publicUrl}/data-deletion/${code}`, confirmation_code: code }, 200);
  });

for (const path of ["/webhooks/meta/deauthorize", `/webhooks/meta/${APP}/deauthorize`] as const)
  metaCallbackRoutes.post(path, async (c) => {
    await receive(c, "deauthorize");
    return c.json({}, 200);
  });

metaCallbackRoutes.get("/data-deletion/:code{[0-9a-z]{26}}", async (c) => {
  const row = await findCallback(openControlDb(c.env.CONTROL_DB), c.req.param("code"));
  if (row === undefined) throw notFound();
  return statusPage(c, row);
});

async function receive(c: Context<AppEnv>, kind: MetaCallbackRow["kind"]): Promise<string> {
  const form = new TextDecoder().decode(await readBytes(c.req.raw, FORM_BYTES_MAX));
  return receiveCallback(visitor(c), {
    kind,
    appId: c.req.param("app_id") ?? null,
    signedRequest: new URLSearchParams(form).get("signed_request") ?? undefined,
  });
}

function statusPage(c: Context<AppEnv>, { code, kind, receivedAt }: MetaCallbackRow) {
  const { publicUrl, supportEmail } = configOf(c.env);
  const asked = c.req.query("lang");
  const language = isPolicyLanguage(asked) ? asked : frontLanguage(c.req.header("accept-language"));
  const text = policyText(language, { publicUrl, supportEmail });
  c.header("content-security-policy", POLICY_PAGE_CSP);
  c.header("content-language", language);
  c.header("vary", "accept-language");
  return c.html(
    policyPage({
      language,
      path: `/data-deletion/${code}`,
      title: text.deletionTitle,
      note: `${text.askedOn} ${new Date(receivedAt).toISOString().slice(0, 10)} · ${code}`,
      sections: [text.asked[kind]],
      supportEmail,
    }),
  );
}
