import fc from "fast-check";
import { describe, test } from "vitest";

import { contacts, identities, messages, numbers, templates } from "#db/tenant/schema";
import type { MessageView } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { aContactRow, aMessageRow } from "../../fixtures/message-rows.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import {
  changesOf,
  META_EXAMPLES,
  ofOwnPeople,
  owned,
  type Json,
} from "../../fixtures/webhooks/meta-examples.ts";
import {
  aConnectedNumber,
  deliver,
  drain,
  metaId,
  type ConnectedNumber,
} from "../../fixtures/webhooks/meta-webhook.ts";
import {
  aStory,
  bodyOf,
  RECIPIENT,
  START,
  tellings,
  type Happening,
  type Stage,
} from "../../fixtures/webhooks/story.ts";

interface Scene {
  readonly tenant: TenantFixture;
  readonly number: ConnectedNumber;
  readonly stage: Stage;
}

/** A workspace with a number, an approved template and a message that Meta took. */
async function aScene(): Promise<Scene> {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = await aConnectedNumber(ctx);
  const stage = {
    ...number,
    displayPhoneNumber: "15550100001",
    sentWamid: `wamid.sent-${number.phoneNumberId}`,
    metaTemplateId: metaId(),
  };
  const contact = aContactRow({ phone: `+${RECIPIENT}`, name: "Ria" });
  await ctx.db.batch([
    ctx.db.insert(contacts).values(contact),
    ctx.db
      .insert(identities)
      .values({ value: RECIPIENT, kind: "phone", contactId: contact.id, createdAt: 1 }),
    ctx.db.insert(messages).values(
      aMessageRow({
        numberId: number.id,
        contactId: contact.id,
        state: "accepted",
        wamid: stage.sentWamid,
        acceptedAt: START * 1000,
      }),
    ),
    ctx.db.insert(templates).values({
      id: newId("template"),
      wabaId: number.wabaId,
      numberId: number.id,
      metaTemplateId: stage.metaTemplateId,
      name: "offer",
      language: "en",
      category: "MARKETING",
      parameterFormat: "POSITIONAL",
      components: [{ type: "BODY", text: "Fresh bread." }],
      status: "pending",
      createdAt: 1,
      updatedAt: 1,
    }),
  ]);
  return { tenant, number, stage };
}

/** Everything that an observer may tell: ids are made anew, and when a webhook came is no part of it. */
async function stateOf({ tenant, number, stage }: Scene): Promise<unknown> {
  const { ctx } = tenant;
  const people = await peopleOf(ctx);
  const shown = await shownMessages(tenant);
  const nameless = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(number.phoneNumberId, "N")
        .replaceAll(stage.metaTemplateId, "T"),
    );
  const sorted = (rows: readonly object[]) => rows.map((row) => textOf(row)).toSorted();
  return nameless({
    people: sorted([...people.shown.values()]),
    messages: sorted(
      shown.map((message) => ({
        ...pick(message, MESSAGE),
        from: people.nameOf(message.contact_id),
        reactions: message.reactions.map(({ direction, emoji }) => [direction, emoji]),
        at: message.timestamps.received_at ?? message.timestamps.sent_at,
        ...pick(message.timestamps, [
          "delivered_at",
          "read_at",
          "failed_at",
          "edited_at",
          "revoked_at",
        ]),
      })),
    ),
    numbers: sorted(
      (await ctx.db.query.numbers.findMany()).map((row) =>
        pick(row, [
          "status",
          "qualityRating",
          "throughputMps",
          "messagingLimit",
          "verifiedName",
          "saidAt",
        ]),
      ),
    ),
    templates: sorted(
      (await ctx.db.query.templates.findMany()).map((row) =>
        pick(row, ["status", "quality", "category", "components", "rejectedReason", "marks"]),
      ),
    ),
  });
}

/** JSON whose members stand in the order of their names: in which they were written says nothing. */
const textOf = (value: object): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

const MESSAGE = [
  "wamid",
  "direction",
  "type",
  "content",
  "original",
  "status",
  "sent_from",
  "context",
  "referral",
  "errors",
  "error",
  "pricing",
] as const;

interface Page {
  readonly data: readonly MessageView[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

async function shownMessages(tenant: TenantFixture) {
  const all: MessageView[] = [];
  for (let query = "?limit=100", more = true; more;) {
    const { body } = await call<Page>(tenant, `GET /messages${query}`);
    all.push(...body.data);
    more = body.has_more;
    query = `?limit=100&after=${body.next_cursor}`;
  }
  return all;
}

/** Who people are, whoever of them was met twice, with what leads to them and where they stand. */
async function peopleOf(ctx: ScopedContext) {
  const rows = await ctx.db.query.contacts.findMany();
  const leads = await ctx.db.query.identities.findMany();
  const acts = await ctx.db.query.consents.findMany();
  const rootOf = new Map(rows.map((row) => [row.id as string, row.mergedInto ?? row.id]));
  const shown = new Map(
    rows
      .filter(({ mergedInto }) => mergedInto === null)
      .map((row) => [
        row.id,
        {
          ...pick(row, ["phone", "waId", "bsuid", "username", "name", "marketing"]),
          byPerson: row.marketingByPerson,
          leads: leads
            .filter(({ contactId }) => contactId === row.id)
            .map(({ kind, value }) => `${kind}:${value}`)
            .toSorted(),
          withdrawnAt: Math.max(
            ...acts
              .filter(
                ({ contactId, action }) =>
                  rootOf.get(contactId) === row.id && action === "withdraw",
              )
              .map(({ capturedAt }) => capturedAt),
          ),
        },
      ]),
  );
  return { shown, nameOf: (id: string) => shown.get(rootOf.get(id) ?? "con_")?.leads };
}

const pick = <T extends object, K extends keyof T>(row: T, keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, row[key]]));

async function send({ tenant }: Scene, body: object, isAppliedAtOnce = true): Promise<void> {
  const { status } = await deliver(body);
  if (status !== 200) throw new Error(`answered ${status}`);
  if (isAppliedAtOnce) await drain(tenant.ctx);
}

const TOLD = aStory({
  phoneNumberId: "1",
  wabaId: "2",
  displayPhoneNumber: "15550100001",
  sentWamid: "wamid.told",
  metaTemplateId: "3",
});

test("however an afternoon is told, cut, joined, shuffled and repeated, its end is the same", async ({
  expect,
}) => {
  const inOrder = await aScene();
  const story = aStory(inOrder.stage);
  for (let from = 0; from < story.length; from += 6) {
    const groups = story.slice(from, from + 6).map((one) => [one]);
    await send(inOrder, bodyOf(inOrder.stage, groups));
  }
  const expected = await stateOf(inOrder);
  await fc.assert(
    fc.asyncProperty(tellings(TOLD, 4), async ({ deliveries }) => {
      const scene = await aScene();
      const own = aStory(scene.stage);
      const here = (one: Happening) => own[TOLD.indexOf(one)] ?? one;
      for (const { body, isAppliedAtOnce } of deliveries) {
        const groups = body.map((group) => group.map(here));
        await send(scene, bodyOf(scene.stage, groups), isAppliedAtOnce);
      }
      await drain(scene.tenant.ctx);
      expect(await stateOf(scene)).toEqual(expected);
    }),
    { numRuns: 5, endOnFailure: true },
  );
}, 240_000);

describe.skipIf(META_EXAMPLES.length === 0)("Meta's examples", () => {
  /** Each change of each example about people of its own, with an id that is the same in every telling. */
  function changesFor({ number }: Scene): readonly Json[] {
    let serial = 0;
    return META_EXAMPLES.flatMap(([, example], n) =>
      changesOf(owned(ofOwnPeople(example, n), number)).map((change) =>
        JSON.parse(
          JSON.stringify(change).replaceAll(
            /"wamid\.evt_[^"]+"/g,
            () => `"wamid.${n}-${serial++}-${number.phoneNumberId}"`,
          ),
        ),
      ),
    );
  }
  const count = META_EXAMPLES.flatMap(([, example]) => changesOf(example)).length;
  const bodyWith = (scene: Scene, changes: readonly (readonly [number, Json])[]) => ({
    object: "whatsapp_business_account",
    entry: changes.map(([n, change]) => ({
      id: scene.number.wabaId,
      time: START + n,
      changes: [change],
    })),
  });

  test("end alike in any order, any number of times, together or apart", async ({ expect }) => {
    const telling = fc.record({
      order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
      again: fc.array(fc.nat(count - 1), { maxLength: 10 }),
      size: fc.integer({ min: 1, max: 40 }),
    });
    const endOf = async (indices: readonly number[], size: number) => {
      const scene = await aScene();
      await scene.tenant.ctx.db.update(numbers).set({ displayPhoneNumber: "+15550783881" });
      const changes = changesFor(scene);
      for (let from = 0; from < indices.length; from += size) {
        const own = indices.slice(from, from + size).map((n) => [n, changes[n] ?? null] as const);
        await send(scene, bodyWith(scene, own), true);
      }
      return stateOf(scene);
    };
    const expected = await endOf([...Array(count).keys()], 1);
    await fc.assert(
      fc.asyncProperty(telling, async ({ order, again, size }) => {
        expect(await endOf([...order, ...again], size)).toEqual(expected);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 240_000);
});
