import { eq } from "drizzle-orm";
import fc from "fast-check";
import { test } from "vitest";

import type { Id } from "#core/ids";
import { messages, templates } from "#db/tenant/schema";
import { planCampaign } from "#features/campaigns/index";
import { launchCampaign } from "#features/campaigns/launch-campaign";
import { sendDue, sendOutbox } from "#features/messages/index";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import {
  aDraft,
  aSender,
  people,
  quiet,
  reload,
  runAll,
  type SenderFixture,
} from "../../fixtures/campaign";
import { takes, withMeta, type SentBody } from "../../fixtures/meta";
import { aText, change, deliverAndDrain, envelope } from "../../fixtures/webhooks/meta-webhook";

/** One person, known by a phone and a user id, and a phone that is nobody's. */
const PHONE = "34600111222";
const USER = "ES.1000000000000001";
const SPARE = "34600999888";

const byPhone = encodeURIComponent(`+${PHONE}`);
const byUser = `bsuid:${USER}`;
const SELECTORS = { phone: byPhone, user: byUser } as const;
const SENDERS = {
  phone: { from: PHONE },
  user: { from: undefined, from_user_id: USER },
  both: { from: PHONE, from_user_id: USER },
} as const;

type Key = keyof typeof SELECTORS;
const KEYS = { phone: ["phone"], user: ["user"], both: ["phone", "user"] } as const;
type Act =
  | {
      readonly kind: "says";
      readonly word: "stop" | "start" | "hello";
      readonly by: keyof typeof SENDERS;
    }
  | {
      readonly kind:
        | "creates"
        | "creates and grants"
        | "grants"
        | "loses the id"
        | "is written to"
        | "is written to later"
        | "is sent again"
        | "is left of both"
        | "is parted";
      readonly of: Key;
    }
  | { readonly kind: "moves the phone to the user's contact" };

const key = fc.constantFrom<Key>("phone", "user");
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant("says" as const),
    word: fc.constantFrom("stop" as const, "stop" as const, "start" as const, "hello" as const),
    by: fc.constantFrom("phone" as const, "user" as const, "both" as const),
  }),
  fc.record({
    kind: fc.constantFrom(
      "creates" as const,
      "creates and grants" as const,
      "grants" as const,
      "loses the id" as const,
      "is written to" as const,
      "is written to later" as const,
      "is sent again" as const,
      "is left of both" as const,
      "is parted" as const,
    ),
    of: key,
  }),
  fc.record({ kind: fc.constant("moves the phone to the user's contact" as const) }),
);

const STOP = { kind: "says", word: "stop", by: "phone" } as const;
const LOST = { kind: "loses the id", of: "phone" } as const;
/** Ways around a withdrawal that were tried; chance would seldom find them. */
const ATTACKS: Act[][] = [
  [STOP, LOST, { kind: "creates and grants", of: "phone" }, { kind: "grants", of: "phone" }],
  [STOP, LOST, { kind: "is written to", of: "phone" }, { kind: "grants", of: "phone" }],
  [
    STOP,
    LOST,
    { kind: "creates and grants", of: "user" },
    { kind: "moves the phone to the user's contact" },
    { kind: "grants", of: "phone" },
  ],
  [
    { kind: "creates and grants", of: "user" },
    STOP,
    { kind: "says", word: "hello", by: "both" },
    { kind: "grants", of: "user" },
  ],
  [
    { kind: "creates and grants", of: "user" },
    STOP,
    { kind: "is left of both", of: "user" },
    { kind: "grants", of: "user" },
    { kind: "is parted", of: "user" },
    { kind: "grants", of: "phone" },
  ],
  [
    { kind: "creates and grants", of: "user" },
    { kind: "creates and grants", of: "phone" },
    { kind: "is left of both", of: "user" },
    STOP,
    LOST,
    { kind: "is parted", of: "user" },
    { kind: "grants", of: "phone" },
  ],
  [
    { kind: "creates and grants", of: "phone" },
    { kind: "creates and grants", of: "user" },
    { kind: "is left of both", of: "phone" },
    { kind: "says", word: "stop", by: "user" },
    { kind: "is parted", of: "phone" },
    { kind: "grants", of: "user" },
  ],
  [
    { kind: "creates and grants", of: "phone" },
    { kind: "is written to later", of: "phone" },
    STOP,
    { kind: "grants", of: "phone" },
  ],
  [
    { kind: "creates and grants", of: "phone" },
    { kind: "is written to", of: "phone" },
    STOP,
    { kind: "is sent again", of: "phone" },
  ],
  [
    { kind: "creates and grants", of: "user" },
    { kind: "is written to", of: "user" },
    { kind: "says", word: "stop", by: "both" },
    { kind: "is sent again", of: "user" },
  ],
  [
    { kind: "creates and grants", of: "user" },
    { kind: "is written to later", of: "user" },
    { kind: "says", word: "stop", by: "both" },
  ],
];

const GRANT = { purpose: "marketing", action: "grant", method: "form", statement: "I agree" };
/** The other of the two, as a body names it. */
const OTHERS = { phone: byUser, user: `+${PHONE}` } as const;
const BODIES = { phone: { phone: `+${PHONE}` }, user: { bsuid: USER } } as const;
/** What is left of a contact that loses the id by which it was found. */
const WITHOUT = {
  phone: { phone: `+${SPARE}` },
  user: { bsuid: null, phone: `+${SPARE}` },
} as const;

/** Send the template, whatever its category is by now. */
const send = (sender: SenderFixture, to: Key, more: object = {}) =>
  call(
    sender,
    "POST /messages",
    {
      ...more,
      from: sender.numberId,
      to: to === "phone" ? `+${PHONE}` : byUser,
      template: { name: "spring", language: { code: "en_US" } },
    },
    { "idempotency-key": newId("event") },
  );

/** Part the contact from whom was merged into it last. */
async function part(sender: SenderFixture, of: Key) {
  const { body } = await call(sender, `GET /contacts/${SELECTORS[of]}`);
  // Safe: a contact's view lists its merges; a refusal lists none.
  const merged = (body["merged"] ?? []) as { contact_id: string }[];
  const other = merged.at(-1)?.contact_id;
  if (other === undefined) return;
  await call(sender, `POST /contacts/${SELECTORS[of]}/unmerge`, { other });
}

/** Send again what a contact was sent last by itself, as if it had failed. @returns What was answered. */
async function sendAgain(sender: SenderFixture, of: Key): Promise<readonly number[]> {
  const { body } = await call(sender, `GET /contacts/${SELECTORS[of]}`);
  const rows = await sender.ctx.db.query.messages.findMany({
    where: (m, { and, eq, isNull }) =>
      and(
        eq(m.contactId, String(body["id"]) as Id<"contact">),
        eq(m.direction, "outbound"),
        isNull(m.campaignId),
      ),
    orderBy: (m, { desc }) => [desc(m.id)],
    limit: 2,
  });
  const statuses: number[] = [];
  for (const { id } of rows) {
    await sender.ctx.db.update(messages).set({ state: "failed" }).where(eq(messages.id, id));
    const risk = { accept_duplicate_risk: true };
    statuses.push((await call(sender, `POST /messages/${id}/resend`, risk)).status);
  }
  return statuses;
}

/** What a caller tries. Most of it may be refused: that is part of the point. */
function business(sender: SenderFixture, one: Exclude<Act, { kind: "says" }>) {
  switch (one.kind) {
    case "creates":
      return call(sender, "POST /contacts", BODIES[one.of]);
    case "creates and grants":
      return call(sender, "POST /contacts/batch", {
        items: [{ ...BODIES[one.of], consent: GRANT }],
        on_conflict: "update",
      });
    case "grants":
      return call(sender, `POST /contacts/${SELECTORS[one.of]}/consents`, GRANT);
    case "loses the id":
      return call(sender, `PATCH /contacts/${SELECTORS[one.of]}`, WITHOUT[one.of]);
    case "is written to":
      return send(sender, one.of);
    case "is written to later":
      return send(sender, one.of, { send_at: new Date(Date.now() + LATER_MS).toISOString() });
    case "is sent again":
      return sendAgain(sender, one.of);
    case "is left of both":
      return call(sender, `POST /contacts/${SELECTORS[one.of]}/merge`, { other: OTHERS[one.of] });
    case "is parted":
      return part(sender, one.of);
    case "moves the phone to the user's contact":
      return call(sender, `PATCH /contacts/${byUser}`, { phone: `+${PHONE}` });
  }
}

/** A campaign to everybody there is now, planned while its template is no marketing yet. */
async function planned(sender: SenderFixture): Promise<Id<"campaign">> {
  const { id } = await aDraft(sender);
  const ctx = quiet(sender.ctx);
  await launchCampaign(ctx, id);
  await planCampaign(ctx, id);
  return id;
}

/** When what is to be sent later is due, ms from now. */
const LATER_MS = 600_000;

/** Everything that was to be sent later, now that it is. */
async function sentLater(sender: SenderFixture) {
  const ctx = { ...quiet(sender.ctx), nowMs: () => Date.now() + LATER_MS + 1 };
  await sendDue(ctx);
  const meta = withMeta(ctx, takes);
  await sendOutbox(meta.ctx);
  return meta.posts;
}

/** Everything that the campaigns still send. */
async function sentBy(sender: SenderFixture, campaigns: readonly Id<"campaign">[]) {
  const { ctx, posts } = withMeta(quiet(sender.ctx), takes);
  for (const id of campaigns) await runAll(ctx, await reload(ctx, id));
  return posts;
}

const reaches = ({ to, recipient }: SentBody, key: Key): boolean =>
  key === "phone" ? to === `+${PHONE}` || to === PHONE : recipient === USER;

const scenario = fc.record({
  acts: fc.array(act, { minLength: 3, maxLength: 9 }),
  /** Before which act a campaign is planned; another one is planned behind the last. */
  plannedAt: fc.integer({ min: 0, max: 9 }),
});

test("whatever a person and a business do, in any order, no marketing goes to whom stopped last", async ({
  expect,
}) => {
  let posted = 0;
  let resent = 0;
  await fc.assert(
    fc.asyncProperty(scenario, async ({ acts, plannedAt }) => {
      const sender = await aSender({ category: "UTILITY" });
      const { ctx } = sender;
      // Somebody whom campaigns reach, whatever becomes of the person.
      await people(ctx, 1);
      const number = await ctx.db.query.numbers.findFirst();
      if (number === undefined) throw new Error("the sender has a number");
      /** The keys of those whose last own word, under that very key, was STOP. */
      const stopped = new Set<Key>();
      const campaigns: Id<"campaign">[] = [];
      const beganAtSeconds = Math.floor(Date.now() / 1000) - 600;
      for (const [i, one] of acts.entries()) {
        if (i === plannedAt) campaigns.push(await planned(sender));
        if (one.kind !== "says") {
          await business(sender, one);
          continue;
        }
        const text = aText({
          ...SENDERS[one.by],
          timestamp: String(beganAtSeconds + i * 10),
          text: { body: one.word },
        });
        await deliverAndDrain(ctx, envelope(number.wabaId, change(number, { messages: [text] })));
        if (one.word === "start") stopped.clear();
        if (one.word === "stop") for (const said of KEYS[one.by]) stopped.add(said);
      }
      campaigns.push(await planned(sender));
      await ctx.db.update(templates).set({ category: "MARKETING" });
      const posts = [...(await sentBy(sender, campaigns)), ...(await sentLater(sender))];
      posted += posts.length;
      for (const to of stopped) {
        expect(posts.filter((post) => reaches(post, to))).toEqual([]);
        const { status } = await send(sender, to);
        expect([to, status]).toEqual([to, 422]);
        const again = await sendAgain(sender, to);
        resent += again.length;
        expect([to, again.filter((one) => one < 400)]).toEqual([to, []]);
        await call(sender, "POST /contacts", BODIES[to]);
        const contact = await call(sender, `GET /contacts/${SELECTORS[to]}`);
        expect([to, contact.body["consents"]]).toEqual([to, { marketing: "withdrawn" }]);
      }
    }),
    {
      numRuns: 30,
      examples: ATTACKS.flatMap((acts) => [[{ acts, plannedAt: 1 }], [{ acts, plannedAt: 3 }]]),
    },
  );
  expect(posted).toBeGreaterThan(0);
  expect(resent).toBeGreaterThan(0);
}, 300_000);
