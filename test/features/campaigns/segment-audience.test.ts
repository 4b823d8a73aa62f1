import { describe, test } from "vitest";

import { planCampaign } from "#features/campaigns/index";
import { newId } from "#platform/ids";

import { aKey, call } from "../../fixtures/call";
import { aDraft, aSender, people, quiet, reload } from "../../fixtures/campaign";

const among = (names: readonly string[]) => ({
  or: names.map((value) => ({ field: "name", op: "eq", value })),
});

describe("a campaign to a segment", () => {
  test("goes to whoever is in it at the launch, whatever becomes of the segment", async ({
    expect,
  }) => {
    const sender = await aSender();
    const [first] = await people(sender.ctx, 5, (i) => ({ name: `n${i}` }));
    const filter = among(["n0", "n1"]);
    const { body: segment } = await call(sender, "POST /segments", { name: "Some", filter });
    const path = `/segments/${String(segment["id"])}` as const;
    const draft = await aDraft(sender, { audience: { segment_id: segment["id"] } });
    expect(draft.audience).toEqual({ segment_id: segment["id"] });
    const matched = async () =>
      (await call(sender, `POST /campaigns/${draft.id}/audience-preview`)).body["matched"];
    expect(await matched()).toBe(2);
    await call(sender, `PATCH ${path}`, { filter: among(["n0"]) });
    expect(await matched()).toBe(1);
    const kept = await call(sender, `DELETE ${path}`);
    expect([kept.status, kept.body["code"]]).toEqual([409, "invalid_state"]);

    const launched = await call(sender, `POST /campaigns/${draft.id}/launch`, {}, aKey());
    expect([launched.status, launched.body["audience"]]).toEqual([
      202,
      { segment_id: segment["id"], filter: among(["n0"]) },
    ]);
    await call(sender, `PATCH ${path}`, { filter: {} });
    expect((await call(sender, `DELETE ${path}`)).status).toBe(204);
    await planCampaign(quiet(sender.ctx), draft.id);
    expect((await reload(sender.ctx, draft.id)).planned).toBe(1);
    const sent = await call(sender, `GET /campaigns/${draft.id}/recipients`);
    expect(sent.body.data?.map((message) => message["contact_id"])).toEqual([first]);
  });

  test("is refused where the segment is not there, or not alone", async ({ expect }) => {
    const sender = await aSender();
    const refused = async (audience: object) => {
      const answer = await call(sender, "POST /campaigns/audience-preview", { audience });
      return [answer.status, answer.body["code"], answer.body.errors?.[0]?.pointer];
    };
    expect(await refused({ segment_id: newId("segment") })).toEqual([
      404,
      "not_found",
      "/audience/segment_id",
    ]);
    expect(await refused({ segment_id: newId("segment"), filter: {} })).toEqual([
      400,
      "invalid_request",
      "/audience",
    ]);
  });
});
