import fc from "fast-check";
import { describe, test } from "vitest";

import { messageIdAt, prefixOf } from "#core/campaign/recipient-ids";
import { distinctTags } from "#core/contact/tag";
import { conversationIdOf } from "#core/conversation/conversation-id";
import { WITHHELD_PREFIX } from "#core/message/counted-state";
import { EVERYONE, parseFilter, type Filter } from "#core/segment/filter";
import { matchesLeaf, type FilteredContact } from "#core/segment/matches-leaf";
import { compileFilter } from "#db/tenant/compile-filter";
import type { ContactRow } from "#db/tenant/find-contact";
import { campaigns, conversations, messages } from "#db/tenant/schema";
import { newContact } from "#features/contacts/index";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { aCampaignRow, aConversationRow, aMessageRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

/** The filter's meaning: the rule that is asked of one contact in memory. */
function passes(filter: Filter, contact: FilteredContact): boolean {
  if ("all" in filter) return filter.all.every((each) => passes(each, contact));
  if ("any" in filter) return filter.any.some((each) => passes(each, contact));
  if ("not" in filter) return !passes(filter.not, contact);
  return matchesLeaf(filter, contact);
}

const STATES = ["unknown", "granted", "withdrawn"] as const;
const TAGS = ["VIP", "new", "Ñandú", "it's", 'say "x"', "50%"];
const INSTANTS = [1_700_000_000_000, 1_700_000_000_001, 1_700_000_000_002];
const NAMES = ["Ana", "Ana Luísa", "ana", "José 50%_", "O'Brien", "Ñ", "\u{1F600} Bo"];
/** Of Brazil, Canada, the United States, Kazakhstan, Russia, Britain, Spain. */
const STARTS = ["+5511", "+1204", "+1212", "+7701", "+7916", "+4420", "+3460"];
const LANGUAGES = ["pt", "pt_BR", "en", "en_US", "es"];
const KEYS = ["size", "my key.x", "Größe"];
const VALUES = [
  "m",
  "5",
  "true",
  "it's",
  "2026-11-28",
  "2026-11-3",
  "9999",
  5,
  5.5,
  -1,
  0,
  true,
  false,
];
const CAMPAIGNS = [newId("campaign"), newId("campaign")] as const;
const SENT = ["queued", "delivered", "read", "failed", "skipped"] as const;

const state = fc.constantFrom(...STATES);
const instant = fc.constantFrom(...INSTANTS).map((ms) => new Date(ms).toISOString());
const leafOf = (
  field: fc.Arbitrary<string>,
  op: fc.Arbitrary<string>,
  value: fc.Arbitrary<unknown>,
) => fc.record({ field, op, value });
const just = fc.constant;
const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const manyOf = <T>(...values: readonly T[]) =>
  fc.array(some(...values), { minLength: 1, maxLength: 3 });
const key = some(...KEYS, "nothing").map((name) => `fields.${name}`);
const leaf = fc.oneof(
  leafOf(
    just("tags"),
    just("contains"),
    some(...TAGS, "nobody").map((tag) => tag.toUpperCase()),
  ),
  leafOf(some("tags", "created_at", "last_inbound_at"), just("exists"), fc.boolean()),
  leafOf(just("consent.marketing"), some("eq", "ne"), state),
  leafOf(some("created_at", "last_inbound_at"), some("gt", "gte", "lt", "lte"), instant),
  leafOf(just("name"), some("eq", "ne", "starts_with"), some(...NAMES, "A", "José 50", "%")),
  leafOf(just("external_id"), some("eq", "ne", "starts_with"), some("e1", "e12", "e", "x")),
  leafOf(just("phone"), some("eq", "ne"), some("+5511000000", "+1212000002")),
  leafOf(just("phone"), just("in"), manyOf("+5511000000", "+1204000001", "+34600000006")),
  leafOf(just("phone"), just("starts_with"), some(...STARTS, "+1", "+7", "+99")),
  leafOf(just("country"), some("eq", "ne"), some("BR", "CA", "US", "KZ", "RU", "GB", "ES", "JP")),
  leafOf(just("country"), just("in"), manyOf("BR", "CA", "US", "RU")),
  leafOf(just("country"), just("starts_with"), some("B", "U", "CA")),
  leafOf(just("language"), some("eq", "ne", "starts_with"), some(...LANGUAGES, "e")),
  leafOf(just("language"), just("in"), manyOf(...LANGUAGES)),
  leafOf(key, some("eq", "ne"), some(...VALUES, 7)),
  leafOf(key, just("in"), manyOf("m", "5", "true", "x")),
  leafOf(key, just("starts_with"), some("m", "it'", "5", "t")),
  leafOf(
    key,
    some("gt", "gte", "lt", "lte"),
    some<unknown>(5, 5.5, 0, -2, 1e21, "2026-11-28", "2026-11-27"),
  ),
  leafOf(key, just("exists"), fc.boolean()),
  leafOf(
    some(...CAMPAIGNS).map((id) => `campaign.${id}`),
    just("eq"),
    some(...SENT, "sent"),
  ),
);
const { filter } = fc.letrec<{ filter: object }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    leaf,
    fc.array(tie("filter"), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie("filter"), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    tie("filter").map((not) => ({ not })),
  ),
}));

type Known = FilteredContact & { readonly id: ContactRow["id"] };

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });

/** Contacts of every kind, drawn at random, with what they wrote and what campaigns sent them. */
async function populate(ctx: ScopedContext): Promise<Known[]> {
  const drawn = fc.sample(
    fc.record({
      tags: fc.subarray(TAGS).map(distinctTags),
      marketing: state,
      at: some(...INSTANTS),
      name: orNull(some(...NAMES)),
      start: orNull(some(...STARTS)),
      language: orNull(some(...LANGUAGES)),
      fields: fc.dictionary(some(...KEYS), some(...VALUES), { maxKeys: 3 }),
      hasExternalId: fc.boolean(),
      lastInboundAt: orNull(some(...INSTANTS)),
      sent: fc.dictionary(some("0", "1"), some(...SENT, "withheld" as const), { maxKeys: 2 }),
    }),
    { numRuns: 60, seed: 7 },
  );
  const numberId = newId("number");
  const prefixes = CAMPAIGNS.map(() => prefixOf(newId("message")));
  await ctx.db
    .insert(campaigns)
    .values(CAMPAIGNS.map((id, i) => aCampaignRow({ id, messagePrefix: prefixes[i] ?? null })));
  const known: Known[] = [];
  for (const [i, one] of drawn.entries()) {
    const phone = one.start === null ? null : `${one.start}${String(i).padStart(6, "0")}`;
    const externalId = one.hasExternalId ? `e${i}` : null;
    const { row, statements } = newContact(
      { ...ctx, nowMs: () => one.at },
      { ...one, phone, externalId },
    );
    const { id: contactId } = row;
    const sent = Object.entries(one.sent).map(([n, how]) => {
      const reason = how === "withheld" ? `${WITHHELD_PREFIX}131049` : null;
      const is = how === "withheld" ? "failed" : how;
      const campaignId = CAMPAIGNS[Number(n)] ?? CAMPAIGNS[0];
      return aMessageRow({
        id: messageIdAt(prefixes[Number(n)] ?? "", i),
        contactId,
        campaignId,
        state: is,
        skipReason: reason,
      });
    });
    await ctx.db.$client.batch([
      ...statements,
      ctx.db.$client
        .prepare("UPDATE contacts SET marketing = ?1 WHERE id = ?2")
        .bind(one.marketing, contactId),
    ]);
    if (one.lastInboundAt !== null)
      await ctx.db.insert(conversations).values(
        aConversationRow(
          conversationIdOf(contactId, numberId),
          { contactId, numberId },
          {
            lastInboundAt: one.lastInboundAt,
          },
        ),
      );
    if (sent.length > 0) await ctx.db.insert(messages).values(sent);
    known.push({
      ...row,
      marketing: one.marketing,
      lastInboundAt: one.lastInboundAt,
      campaigns: new Map(
        Object.entries(one.sent).map(([n, how]) => [
          CAMPAIGNS[Number(n)] ?? CAMPAIGNS[0],
          new Set([how === "withheld" ? ("skipped" as const) : how]),
        ]),
      ),
    });
  }
  return known;
}

const parsed = (input: unknown): Filter => {
  const result = parseFilter(input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

async function select(ctx: ScopedContext, wanted: Filter): Promise<string[]> {
  // A parameter of the statement's own comes first, as in the planner's.
  const { sql, params } = compileFilter(wanted, 2);
  const { results } = await ctx.db.$client
    .prepare(`SELECT c.id FROM contacts c WHERE c.id > ?1 AND ${sql} ORDER BY c.id`)
    .bind("", ...params)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

describe("a compiled filter", () => {
  test("selects whom the filter means, for any filter", async ({ expect }) => {
    const { ctx } = await aTenant();
    const rows = await populate(ctx);
    /** Filters that some pass and others do not. */
    let telling = 0;
    await fc.assert(
      fc.asyncProperty(filter, async (input) => {
        const wanted = parsed(input);
        const meant = rows.filter((row) => passes(wanted, row)).map(({ id }) => id);
        expect(await select(ctx, wanted)).toEqual(meant.toSorted());
        if (meant.length > 0 && meant.length < rows.length) telling += 1;
      }),
      { numRuns: 400 },
    );
    expect((await select(ctx, EVERYONE)).length).toBe(rows.length);
    expect(telling).toBeGreaterThan(150);
  }, 120_000);

  test("binds its values, at most one for each leaf", ({ expect }) => {
    const leaves = Array.from({ length: 50 }, (_, i) => ({
      field: "tags",
      op: "contains",
      value: `x'); DROP TABLE contacts; -- ${i}`,
    }));
    const { sql, params } = compileFilter(parsed({ or: leaves }));
    expect(params.length).toBe(50);
    expect(sql).not.toContain("DROP");
    expect(sql).toContain("?50");
  });
});
