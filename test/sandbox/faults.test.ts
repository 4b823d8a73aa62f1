import { afterEach, describe, test, vi } from "vitest";

import { MAGIC_RECIPIENTS } from "#sandbox/magic-recipients";

import { atOneInstant } from "../fixtures/time.ts";
import { until } from "../fixtures/until.ts";
import { allTold, aSandbox, statusesIn, TEMPLATE, valuesOf } from "./a-sandbox.ts";

afterEach(() => vi.restoreAllMocks());

const to = (ending: string) => `+551198765${ending}`;

describe("magic recipients", () => {
  test("every ending is four digits and stands once", ({ expect }) => {
    const endings = MAGIC_RECIPIENTS.map(({ ending }) => ending);
    expect(endings.filter((ending) => !/^\d{4}$/.test(ending))).toEqual([]);
    expect(new Set(endings).size).toBe(endings.length);
  });

  test.for(MAGIC_RECIPIENTS.filter(({ effect }) => effect === "error"))(
    "$ending gives error $code",
    async ({ ending, code }, { expect }) => {
      const { send, approvedTemplate, posted } = await aSandbox({ latency_ms: 1 });
      await approvedTemplate();
      const { status, json } = await send({ to: to(ending), ...TEMPLATE });
      if (status !== 200) {
        expect(json.error.code).toBe(code);
        return;
      }
      await until(() => statusesIn(posted).length === 1);
      expect(statusesIn(posted)[0]).toMatchObject({ status: "failed", errors: [{ code }] });
    },
  );

  test("a lost response was accepted all the same, and its statuses come", async ({ expect }) => {
    const { send, approvedTemplate, posted, stub } = await aSandbox();
    await approvedTemplate();
    await expect(send({ to: to("6002"), ...TEMPLATE })).rejects.toThrow("connection was lost");
    await until(() => statusesIn(posted).length === 3);
    expect(await stub.ledger({ limit: 10 })).toMatchObject([{ outcome: "accepted_response_lost" }]);
    expect(await stub.ledgerSummary({})).toMatchObject({
      posts: 1,
      accepted: 1,
      refused_by_code: {},
    });
  });

  test("the other way to lose a response is a 502 without a body", async ({ expect }) => {
    const { stub, number, approvedTemplate } = await aSandbox();
    await approvedTemplate();
    const response = await stub.fetch(`https://x/v26.0/${number.phone_number_id}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${number.access_token}` },
      body: JSON.stringify({ messaging_product: "whatsapp", to: to("6011"), ...TEMPLATE }),
    });
    expect([response.status, await response.text()]).toEqual([502, ""]);
  });

  test("an ordinary number that ends like one behaves like anybody's", async ({ expect }) => {
    const { send, approvedTemplate, posted, stub } = await aSandbox();
    await approvedTemplate();
    for (const phone of ["+5511980871026", "+34600116007", "+447911096002"])
      expect((await send({ to: phone, ...TEMPLATE })).status).toBe(200);
    await stub.moveClock({ advanceMs: 5000 });
    await allTold(stub);
    const told = statusesIn(posted).map(({ status }) => status);
    expect(told.filter((status) => status === "delivered")).toHaveLength(3);
    expect(told).not.toContain("failed");
  });

  const courses: readonly (readonly [ending: string, statuses: readonly string[]])[] = [
    ["6003", []],
    ["6004", ["delivered", "delivered", "read", "read", "sent", "sent"]],
    ["6006", ["delivered", "read", "sent"]],
    ["6010", ["delivered", "sent"]],
    ["6012", ["read", "sent"]],
    ["6014", ["failed"]],
  ];
  test.for(courses)("%s leads to the statuses %s", async ([ending, statuses], { expect }) => {
    const { send, approvedTemplate, posted, stub } = await aSandbox({ latency_ms: 200 });
    await approvedTemplate();
    await send({ to: to(ending), ...TEMPLATE });
    await stub.moveClock({ advanceMs: 5000 });
    await allTold(stub);
    expect(
      statusesIn(posted)
        .map(({ status }) => status)
        .toSorted(),
    ).toEqual(statuses);
  });

  test("6005 turns the order around", async ({ expect }) => {
    const { send, approvedTemplate, posted } = await aSandbox({ latency_ms: 200 });
    await approvedTemplate();
    await send({ to: to("6005"), ...TEMPLATE });
    await until(() => statusesIn(posted).length === 3);
    expect(statusesIn(posted).map(({ status }) => status)).toEqual(["read", "delivered", "sent"]);
  });

  test("6007 answers STOP, 6008 a text, 6009 taps the first quick reply, 6015 stops marketing", async ({
    expect,
  }) => {
    const { send, approvedTemplate, posted, stub } = await aSandbox();
    await approvedTemplate({
      components: [
        { type: "BODY", text: "Shall we call you?" },
        { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Call me" }] },
      ],
    });
    const sent = [];
    for (const ending of ["6007", "6008", "6009", "6015"])
      sent.push(await send({ to: to(ending), ...TEMPLATE }));
    await until(() => valuesOf(posted, "messages").filter((value) => value.messages).length === 3);
    await until(() => valuesOf(posted, "user_preferences").length === 1);
    const messages = valuesOf(posted, "messages").flatMap((value) => value.messages ?? []);
    const from = (ending: string) =>
      messages.find((message) => message["from"] === to(ending).slice(1));
    expect(from("6007")).toMatchObject({ type: "text", text: { body: "STOP" } });
    expect(from("6008")).toMatchObject({ type: "text" });
    expect(from("6009")).toMatchObject({
      type: "button",
      button: { text: "Call me" },
      context: { id: sent[2]?.json.messages[0]?.id },
    });
    const answer = await send({ to: to("6007"), type: "text", text: { body: "bye" } });
    expect(answer.status).toBe(200);
    expect(
      (await stub.ledger({ to: to("6007").slice(1), limit: 10 })).map(({ code }) => code),
    ).toEqual([null, null]);
  });
});

describe("fault rules", () => {
  test("every third message and the second one are hit, others are not", async ({ expect }) => {
    const { send, approvedTemplate, stub } = await aSandbox();
    await approvedTemplate();
    const plan = {
      seed: 7,
      rules: [
        { match: { every: 3 }, fault: "error" as const, code: 131016 },
        { match: { nth: 2 }, fault: "error" as const, code: 190 },
      ],
    };
    expect(await stub.setFaults(plan)).toEqual(plan);
    const codes: (number | undefined)[] = [];
    for (let i = 1; i <= 6; i++)
      codes.push((await send({ to: to(`520${i}`), ...TEMPLATE })).json.error?.code);
    expect(codes).toEqual([undefined, 190, 131016, undefined, undefined, 131016]);
    await stub.clearFaults();
    expect((await stub.faults()).rules).toEqual([]);
  });

  test("a rule for an ending makes the answer late", async ({ expect }) => {
    const { send, approvedTemplate, stub } = await aSandbox();
    await approvedTemplate();
    const rules = [{ match: { ending: "5201" }, fault: "delay" as const, delay_ms: 60_000 }];
    await stub.setFaults({ rules });
    const wait = vi.spyOn(scheduler, "wait").mockResolvedValue();
    await send({ to: to("5202"), ...TEMPLATE });
    expect(wait).not.toHaveBeenCalledWith(60_000);
    expect((await send({ to: to("5201"), ...TEMPLATE })).status).toBe(200);
    expect(wait).toHaveBeenCalledWith(60_000);
  });

  test("a rule goes before the recipient's magic", async ({ expect }) => {
    const { send, approvedTemplate, stub } = await aSandbox();
    await approvedTemplate();
    await stub.setFaults({ rules: [{ match: {}, fault: "error", code: 2 }] });
    const { status, json } = await send({ to: to("1026"), ...TEMPLATE });
    expect([status, json.error.code]).toEqual([503, 2]);
  });
});

test("the same seed and the same calls give the same course, another seed another", async ({
  expect,
}) => {
  const sentAtMs = Date.now() + 3_600_000;
  const course = async (seed: number) => {
    const { send, approvedTemplate, posted, stub } = await aSandbox({
      latency_ms: 60_000,
      template_review: "manual",
    });
    await approvedTemplate();
    await stub.setFaults({ seed, rules: [{ match: { every: 4 }, fault: "duplicate_status" }] });
    await atOneInstant(async () => {
      await stub.moveClock({ nowMs: sentAtMs });
      for (let i = 0; i < 8; i++)
        await send({ to: to(`520${i}`), ...TEMPLATE, biz_opaque_callback_data: `${i}` });
    });
    await stub.moveClock({ advanceMs: 3_600_000 });
    await until(() => statusesIn(posted).length === 8 * 3 + 2 * 3);
    return statusesIn(posted).map(
      ({ biz_opaque_callback_data: which, status, timestamp }) => `${which} ${status} ${timestamp}`,
    );
  };
  const first = await course(42);
  expect(await course(42)).toEqual(first);
  expect(await course(43)).not.toEqual(first);
});
