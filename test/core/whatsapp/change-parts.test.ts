import fc from "fast-check";
import { test } from "vitest";

import { PART_ITEMS_MAX, partsOf } from "#core/whatsapp/change-parts";
import { splitDelivery, type RoutedChange } from "#core/whatsapp/envelope";
import { parseChange } from "#core/whatsapp/envelope-change";

const digits = fc.integer({ min: 34_600_000_000, max: 34_600_000_400 }).map(String);
const message = fc.record({
  id: fc.uuid(),
  from: digits,
  timestamp: fc.constant("1790000000"),
  type: fc.constant("text"),
  text: fc.record({ body: fc.string() }),
});
const status = fc.record({
  id: fc.uuid(),
  recipient_id: digits,
  status: fc.constantFrom("sent", "read"),
  timestamp: fc.constant("1790000000"),
});
const profile = fc.record({ wa_id: digits, profile: fc.record({ name: fc.string() }) });

const routedOf = (value: object, field = "messages"): RoutedChange => {
  const changes = [{ field, value }];
  const delivery = splitDelivery({ entry: [{ id: "1", time: 7, changes }] });
  const [routed] = delivery.type === "changes" ? delivery.changes : [];
  if (routed === undefined) throw new Error("one change");
  return routed;
};
const itemsOf = (change: RoutedChange) => parseChange(change, 1).items;

test("a change says in parts what it says as a whole, and no part is long", ({ expect }) => {
  const value = fc.record({
    metadata: fc.constant({ phone_number_id: "9" }),
    contacts: fc.array(profile, { maxLength: 300 }),
    messages: fc.array(message, { maxLength: 300 }),
    statuses: fc.array(status, { maxLength: 300 }),
  });
  fc.assert(
    fc.property(value, (one) => {
      const routed = routedOf(one);
      const parts = partsOf(routed);
      expect(parts.flatMap(itemsOf)).toEqual(itemsOf(routed));
      for (const part of parts) expect(itemsOf(part).length).toBeLessThanOrEqual(PART_ITEMS_MAX);
      expect(parts.map(({ phoneNumberId }) => phoneNumberId)).toEqual(parts.map(() => "9"));
      expect(partsOf(routed)).toEqual(parts);
    }),
    { numRuns: 40 },
  );
});

test("a short change, or one of another shape, is left as it came", ({ expect }) => {
  for (const value of [
    { messages: [] },
    { messages: "x" },
    { event: "APPROVED", messages: Array.from({ length: PART_ITEMS_MAX }, () => 1) },
  ]) {
    const routed = routedOf(value);
    expect(partsOf(routed)[0]).toBe(routed);
  }
  const odd = { ...routedOf({}), change: "text" };
  expect(partsOf(odd)).toEqual([odd]);
});
