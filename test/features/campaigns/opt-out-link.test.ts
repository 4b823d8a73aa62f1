import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { configOf } from "#platform/config";

import { call } from "../../fixtures/call.ts";
import {
  aPlannedCampaign,
  aSender,
  exec,
  people,
  quiet,
  runAll,
  type SenderFixture,
} from "../../fixtures/campaign.ts";
import { takes, withMeta } from "../../fixtures/meta.ts";
import { fetchApi } from "../../http/fetch-api.ts";

const OWN = { field: "opt_out_url" } as const;

/** The template's button leads to `url`. */
const withButton = async ({ ctx, templateId }: SenderFixture, url: string) => {
  const parts = [
    { type: "BODY", text: "Hello. No more: {{1}}, thanks.", example: { body_text: [["x"]] } },
    { type: "BUTTONS", buttons: [{ type: "URL", text: "Stop", url, example: ["x"] }] },
  ];
  const sql = "UPDATE templates SET components = ?2 WHERE id = ?1";
  await exec(ctx, sql, templateId, JSON.stringify(parts));
};

describe("a campaign that gives each person their opt-out link", () => {
  test("sends everybody their own, which opens their page, and keeps none", async ({ expect }) => {
    const sender = await aSender({ variables: 1 });
    const { publicUrl } = configOf(env);
    await withButton(sender, `${publicUrl}/u/{{1}}`);
    const ids = await people(sender.ctx, 2);
    const variables = { "body.1": OWN, "button.0": OWN };
    const campaign = await aPlannedCampaign(sender, { variables });
    const { ctx, posts } = withMeta(quiet(sender.ctx), takes);
    await runAll(ctx, campaign);

    const rows = await ctx.db.query.messages.findMany();
    expect(posts).toHaveLength(2);
    const links = new Map<string, string>();
    for (const id of ids) {
      const link = (await call(sender, `GET /contacts/${id}/opt-out-link`)).body["url"];
      const row = rows.find(({ contactId }) => contactId === id);
      const post = posts.find((one) => one.biz_opaque_callback_data === row?.id);
      const token = String(link).slice(`${publicUrl}/u/`.length);
      expect(post?.["template"]).toMatchObject({
        components: [
          { type: "body", parameters: [{ text: link }] },
          { type: "button", parameters: [{ text: token }] },
        ],
      });
      links.set(id, String(link));
      expect(JSON.stringify(row)).not.toContain(token);
      expect(JSON.stringify(row?.content)).toContain("No more: {{opt_out_url}}, thanks.");
    }
    expect(new Set(links.values()).size).toBe(2);

    const [first = "", second = ""] = ids;
    expect((await fetchApi(links.get(first) ?? "", { method: "POST" })).status).toBe(200);
    const consentOf = async (id: string) => (await call(sender, `GET /contacts/${id}`)).body;
    expect((await consentOf(first))["consents"]).toEqual({ marketing: "withdrawn" });
    expect((await consentOf(second))["consents"]).toEqual({ marketing: "granted" });
  });

  test("is refused where a button leads elsewhere", async ({ expect }) => {
    const sender = await aSender({ variables: 1 });
    await withButton(sender, "https://shop.example/{{1}}");
    const { status, body } = await call(sender, "POST /campaigns", {
      name: "Spring",
      number_id: sender.numberId,
      template_id: sender.templateId,
      audience: {},
      variables: { "body.1": OWN, "button.0": OWN },
    });
    expect([status, body["code"]]).toEqual([422, "template_parameters"]);
    expect(body["errors"]).toMatchObject([{ pointer: "/variables/button.0" }]);
  });
});
