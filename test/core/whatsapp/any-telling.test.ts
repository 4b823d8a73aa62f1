import fc from "fast-check";
import { test } from "vitest";

import { partsOf } from "#core/whatsapp/change-parts";
import { splitDelivery } from "#core/whatsapp/envelope";
import { parseChange } from "#core/whatsapp/envelope-change";

import {
  aStory,
  bodyOf,
  tellings,
  type Happening,
  type Telling,
} from "../../fixtures/webhooks/story.ts";

const STAGE = {
  phoneNumberId: "700100",
  wabaId: "800100",
  displayPhoneNumber: "15550100001",
  sentWamid: "wamid.sent",
  metaTemplateId: "900100",
};
const STORY = aStory(STAGE);
const NOW = 1_800_000_000_000;

/** Everything that bodies say, each thing once. */
const saidBy = (bodies: readonly object[]): ReadonlySet<string> =>
  new Set(
    bodies.flatMap((body) => {
      const delivery = splitDelivery(JSON.parse(JSON.stringify(body)));
      if (delivery.type === "ignored") throw new Error("ignored");
      return delivery.changes
        .flatMap(partsOf)
        .flatMap((change) => parseChange(change, NOW).items)
        .map((item) => JSON.stringify(item));
    }),
  );

const bodiesOf = ({ deliveries }: Telling): readonly object[] =>
  deliveries.map(({ body }) => bodyOf(STAGE, body));

const alone = (one: Happening): object => bodyOf(STAGE, [[one]]);

test("however a story is cut, joined, shuffled and repeated, the same is read", ({ expect }) => {
  const expected = saidBy(STORY.map(alone));
  expect(expected.size).toBe(STORY.length);
  fc.assert(
    fc.property(tellings(STORY), (telling) => {
      expect(saidBy(bodiesOf(telling))).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test("what is kept raw of the story is what nobody interprets", ({ expect }) => {
  const kinds = STORY.map((one) => [one.field, kindOf(alone(one))] as const);
  expect(kinds.filter(([, kind]) => kind === "raw").map(([field]) => field)).toEqual([
    "history",
    "holograms",
  ]);
});

function kindOf(body: object): unknown {
  const [item] = saidBy([body]);
  // Safe: an item that was written above.
  return (JSON.parse(item ?? "{}") as { readonly kind?: unknown }).kind;
}
