import { describe, test } from "vitest";

import { parseGraphNumber, parseMessagingLimit } from "#core/whatsapp/graph-number";

describe("parseGraphNumber", () => {
  test("reads a number as Meta answers it", ({ expect }) => {
    expect(
      parseGraphNumber({
        id: "106540352242922",
        display_phone_number: "+1 555-078-3881",
        verified_name: "Lucky Shrub",
        standing: "usable",
        isSharedWithApp: false,
        quality_rating: "GREEN",
        throughput: { level: "HIGH" },
        whatsapp_business_manager_messaging_limit: "TIER_2K",
      }),
    ).toEqual({
      id: "106540352242922",
      displayPhoneNumber: "+1 555-078-3881",
      verifiedName: "Lucky Shrub",
      standing: "usable",
      isSharedWithApp: false,
      qualityRating: "green",
      throughputMps: 1000,
      messagingLimit: 2000,
    });
  });

  test("takes the careful value for whatever Meta leaves out", ({ expect }) => {
    expect(parseGraphNumber({ id: "1", display_phone_number: "+1" })).toMatchObject({
      qualityRating: "unknown",
      throughputMps: 80,
      messagingLimit: 250,
    });
  });

  test.for([
    ["CONNECTED", "usable"],
    ["FLAGGED", "usable"],
    ["RATE_LIMITED", "usable"],
    [undefined, "usable"],
    ["RESTRICTED", "restricted"],
    ["PENDING", "unregistered"],
    ["DISCONNECTED", "unregistered"],
    ["UNVERIFIED", "unregistered"],
    ["BANNED", "lost"],
    ["DELETED", "lost"],
    ["MIGRATED", "lost"],
  ] as const)("a number that Meta calls %s is %s", ([status, standing], { expect }) => {
    expect(parseGraphNumber({ id: "1", display_phone_number: "+1", status })?.standing).toBe(
      standing,
    );
  });

  test.for([
    ["its account is banned", "WABA", 141014, "restricted"],
    ["it is blocked itself", "PHONE_NUMBER", 1, "restricted"],
    ["its account cannot pay", "WABA", 141006, "usable"],
    ["something else is blocked", "MESSAGE_TEMPLATE", 1, "usable"],
  ] as const)(
    "a connected number is told apart when %s",
    ([, type, code, standing], { expect }) => {
      const entity = {
        entity_type: type,
        can_send_message: "BLOCKED",
        errors: [{ error_code: code }],
      };
      const number = { id: "1", display_phone_number: "+1", status: "CONNECTED" };
      const of = (health_status: unknown) =>
        parseGraphNumber({ ...number, health_status })?.standing;
      expect(of({ can_send_message: "BLOCKED", entities: [entity] })).toBe(standing);
      expect(of({ entities: [{ ...entity, can_send_message: "LIMITED" }] })).toBe("usable");
      expect(of("unreadable")).toBe("usable");
    },
  );

  test("a number that the Business app uses too sends 20 a second", ({ expect }) => {
    const number = { id: "1", display_phone_number: "+1", is_on_biz_app: true };
    expect(parseGraphNumber(number)?.throughputMps).toBe(20);
  });

  test("an answer that is no number is none", ({ expect }) => {
    expect(parseGraphNumber({ data: [] })).toBeUndefined();
    expect(parseGraphNumber("x")).toBeUndefined();
  });
});

test.for([
  ["TIER_250", 250],
  ["TIER_10K", 10_000],
  ["TIER_UNLIMITED", null],
  [-1, null],
  ["-1", null],
  [100_000, 100_000],
  ["TIER_NEW", 250],
] as const)("the messaging limit %s is read as %s", ([limit, people], { expect }) => {
  expect(parseMessagingLimit(limit)).toBe(people);
});
