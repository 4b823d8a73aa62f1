import fc from "fast-check";
import { describe, test } from "vitest";

import { decide, nextState, provenState, type Facts } from "#core/conversation/status";
import { MESSAGE_STATES, type MessageState } from "#core/message/states";

const state = fc.constantFrom<MessageState[]>(...MESSAGE_STATES);
const instant = fc.integer({ min: 1, max: 1_000 });
const facts: fc.Arbitrary<Facts> = fc.record(
  {
    acceptedAtMs: instant,
    heldAtMs: instant,
    sentAtMs: instant,
    deliveredAtMs: instant,
    readAtMs: instant,
    playedAtMs: instant,
    failedAtMs: instant,
  },
  { requiredKeys: [] },
);
const fold = (start: MessageState, list: readonly Facts[]): MessageState =>
  list.reduce(nextState, start);

describe("nextState", () => {
  test("any order and any repetition of facts end in the same state", ({ expect }) => {
    fc.assert(
      fc.property(
        state,
        fc.array(facts, { maxLength: 8 }).chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], {
              minLength: list.length * 2,
              maxLength: list.length * 2,
            }),
          ),
        ),
        (start, [list, shuffled]) => {
          expect(fold(start, shuffled)).toBe(fold(start, list));
        },
      ),
    );
  });

  test("one webhook with many facts says the same as many with one", ({ expect }) => {
    fc.assert(
      fc.property(state, facts, (start, all) => {
        const single = Object.entries(all).map(([key, at]): Facts => ({ [key]: at }));
        expect(fold(start, single)).toBe(nextState(start, all));
      }),
    );
  });

  test("a failure is final unless the handset proves otherwise", ({ expect }) => {
    expect(nextState("failed", { sentAtMs: 1, acceptedAtMs: 1 })).toBe("failed");
    expect(nextState("failed", { deliveredAtMs: 1 })).toBe("delivered");
    expect(nextState("read", { failedAtMs: 1 })).toBe("read");
    expect(nextState("sent", { failedAtMs: 1 })).toBe("failed");
  });

  test("read stands without delivered", ({ expect }) => {
    expect(nextState("sent", { readAtMs: 1 })).toBe("read");
    expect(nextState("read", { deliveredAtMs: 1 })).toBe("read");
  });

  test.for(["queued", "sending", "unknown", "held", "accepted"] as const)(
    "%s is resolved by any status",
    (open, { expect }) => {
      for (const [fact, end] of [
        ["sentAtMs", "sent"],
        ["deliveredAtMs", "delivered"],
        ["readAtMs", "read"],
        ["failedAtMs", "failed"],
      ] as const)
        expect(nextState(open, { [fact]: 1 })).toBe(end);
    },
  );

  test("no fact ever moves an inbound message", ({ expect }) => {
    fc.assert(
      fc.property(facts, (f) => {
        expect(nextState("received", f)).toBe("received");
      }),
    );
  });
});

test("a decision of ours never overrules a proof", ({ expect }) => {
  fc.assert(
    fc.property(
      facts,
      fc.constantFrom("queued", "unknown", "skipped", "cancelled"),
      (f, decision) => {
        const proven = provenState(f);
        fc.pre(proven !== null);
        expect(decide(nextState("sending", f), decision)).toBe(proven);
      },
    ),
  );
});

test("nothing leaves `unknown` for `queued`: nobody sends it again by machine", ({ expect }) => {
  expect(decide("unknown", "queued")).toBe("unknown");
  expect(decide("sending", "queued")).toBe("queued");
});
