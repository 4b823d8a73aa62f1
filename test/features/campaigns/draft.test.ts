import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import { aDraft, aSender, people } from "../../fixtures/campaign.ts";

describe("POST /v1/campaigns", () => {
  test("makes a draft that can be read, listed and is nobody else's", async ({ expect }) => {
    const sender = await aSender();
    const draft = await aDraft(sender, { name: "  Spring sale " });
    expect(draft).toMatchObject({ status: "draft", name: "Spring sale", audience: {}, planned: 0 });

    const read = await call(sender, `GET /campaigns/${draft.id}`);
    expect(read.body).toEqual(draft);
    expect(read.headers.get("etag")).toMatch(/^"1\.[0-9a-f]{16}"$/);
    const list = await call(sender, "GET /campaigns?status=draft");
    expect(list.body).toEqual({ data: [draft], has_more: false, next_cursor: null });

    const other = await aSender();
    for (const [method, path] of [
      ["GET", ""],
      ["GET", "/progress"],
      ["GET", "/recipients"],
      ["POST", "/pause"],
      ["POST", "/audience-preview"],
      ["DELETE", ""],
    ] as const) {
      const { status } = await call(other, `${method} /campaigns/${draft.id}${path}`);
      expect([path, status]).toEqual([path, 404]);
    }
  });

  test("pages newest first", async ({ expect }) => {
    const sender = await aSender();
    const ids = [];
    for (let i = 0; i < 3; i++) ids.unshift((await aDraft(sender)).id);
    const first = await call(sender, "GET /campaigns?limit=2");
    const second = await call(
      sender,
      `GET /campaigns?limit=2&after=${String(first.body["next_cursor"])}`,
    );
    const page = (answer: typeof first) => answer.body["data"] as { id: string }[];
    expect([...page(first), ...page(second)].map(({ id }) => id)).toEqual(ids);
    expect(second.body["has_more"]).toBe(false);
  });

  test("names the member that is at fault and stores nothing", async ({ expect }) => {
    const sender = await aSender({ variables: 1 });
    const fine = {
      name: "x",
      number_id: sender.numberId,
      template_id: sender.templateId,
      audience: {},
      variables: { "body.1": { field: "name" } },
    };
    const cases: readonly [Record<string, unknown>, number, string, string][] = [
      [{ number_id: "num_x" }, 404, "not_found", "/number_id"],
      [{ template_id: "tpl_x" }, 404, "not_found", "/template_id"],
      [{ variables: {} }, 422, "missing_variable", "/variables/body.1"],
      [{ variables: { "body.1": { field: "secret" } } }, 422, "unknown_field", "/variables/body.1"],
      [
        { variables: { ...fine.variables, "body.2": { value: "x" } } },
        422,
        "template_parameters",
        "/variables/body.2",
      ],
      [
        { variables: { "footer.1": { value: "x" } } },
        400,
        "invalid_request",
        "/variables/footer.1",
      ],
      [{ audience: { segment_id: "seg_1" } }, 404, "not_found", "/audience/segment_id"],
      [{ schedule: {} }, 400, "invalid_request", "/schedule"],
      [{ pace_mps: 0 }, 400, "invalid_request", "/pace_mps"],
      [
        { audience: { filter: { field: "shoe", op: "eq", value: 1 } } },
        422,
        "unknown_field",
        "/audience/filter/field",
      ],
      [{ audience: { contacts: ["ext:nobody"] } }, 404, "not_found", "/audience/contacts/0"],
      [{ audience: { contacts: ["phone:+1"] } }, 422, "invalid_phone", "/audience/contacts/0"],
      [{ audience: { contacts: [] } }, 400, "invalid_request", "/audience/contacts"],
    ];
    for (const [change, status, code, pointer] of cases) {
      const answer = await call(sender, "POST /campaigns", { ...fine, ...change });
      const errors = answer.body["errors"] as { pointer: string }[] | undefined;
      expect([change, answer.status, answer.body["code"], errors?.[0]?.pointer]).toEqual([
        change,
        status,
        code,
        pointer,
      ]);
    }
    expect((await call(sender, "GET /campaigns")).body["data"]).toEqual([]);
  });
});

describe("PATCH and DELETE /v1/campaigns/{id}", () => {
  test("change a draft for whoever saw its last version", async ({ expect }) => {
    const sender = await aSender();
    const { id } = await aDraft(sender);
    const patch = (ifMatch?: string) =>
      call(
        sender,
        `PATCH /campaigns/${id}`,
        { name: "Summer", pace_mps: 10 },
        ifMatch === undefined ? {} : { "if-match": ifMatch },
      );
    expect(await patch()).toMatchObject({ status: 428, body: { code: "precondition_required" } });
    const changed = await patch('"1"');
    expect(changed).toMatchObject({ status: 200, body: { name: "Summer", pace_mps: 10 } });
    expect(changed.headers.get("etag")).toMatch(/^"2\./);
    expect(await patch('"1"')).toMatchObject({ status: 412 });
    expect((await call(sender, `GET /campaigns/${id}`)).body).toEqual(changed.body);
  });

  test("of two at once one wins", async ({ expect }) => {
    const sender = await aSender();
    const { id } = await aDraft(sender);
    const answers = await Promise.all(
      ["a", "b", "c"].map((name) =>
        call(sender, `PATCH /campaigns/${id}`, { name }, { "if-match": '"1"' }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412]);
  });

  test("delete a draft, but nothing that was launched", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 1);
    const draft = await aDraft(sender);
    expect((await call(sender, `DELETE /campaigns/${draft.id}`)).status).toBe(204);
    expect((await call(sender, `GET /campaigns/${draft.id}`)).status).toBe(404);

    const { id } = await aDraft(sender);
    await call(sender, `POST /campaigns/${id}/launch`, undefined, { "idempotency-key": "k" });
    expect(await call(sender, `DELETE /campaigns/${id}`)).toMatchObject({ status: 409 });
  });
});
