import { beforeAll, describe, test } from "vitest";

import type { Id } from "#core/ids";
import { countedState } from "#core/message/counted-state";
import { KNOWN_ERROR_CODES } from "#core/whatsapp/error-action";
import { runChunk } from "#features/campaigns/index";
import type { CampaignRow } from "#features/campaigns/queries";
import { GRAPH_ERRORS } from "#sandbox/graph-errors";
import { MAGIC_RECIPIENTS } from "#sandbox/magic-recipients";

import { call } from "../../fixtures/call.ts";
import {
  accounts,
  aPlannedCampaign,
  aSender,
  chunksOf,
  exec,
  people,
  reload,
  unhurried,
  type SenderFixture,
} from "../../fixtures/campaign.ts";
import { CODE_ROWS, type Outcome } from "../../fixtures/code-outcomes.ts";
import { until } from "../../fixtures/until.ts";
import { drain } from "../../fixtures/webhooks/meta-webhook.ts";

/** Whoever has this ending takes every message, and Meta tells nothing more of it. */
const SILENT = "6003";

/** One workspace for all codes: what a code stops is let go on before the next. */
let sender: SenderFixture;
let serial = 0;

beforeAll(async () => {
  sender = await aSender();
});

/** A campaign to one person with the ending of a sandbox's recipient, sent as far as its one message goes. */
async function aSentMessage(ending: string) {
  const { ctx } = sender;
  // The area code is theirs alone; the sandbox looks at what follows it.
  const area = String(10 + serial++);
  const [contactId = "con_"] = await people(ctx, 1, () => ({ phone: `+55${area}98765${ending}` }));
  const campaign = await aPlannedCampaign(sender, { audience: { contacts: [contactId] } });
  const [job] = chunksOf(ctx, campaign);
  if (job === undefined) throw new Error("one message was planned");
  await runChunk(unhurried(ctx), job);
  return { contactId, campaign };
}

const messageOf = async (id: Id<"campaign">) =>
  (await sender.ctx.db.query.messages.findMany()).find(({ campaignId }) => campaignId === id);

/** How things stand now. */
async function now(contactId: string, { id }: CampaignRow, code: number): Promise<Outcome> {
  const { ctx } = sender;
  const message = await messageOf(id);
  const campaign = await reload(ctx, id);
  const contact = (await ctx.db.query.contacts.findMany()).find((one) => one.id === contactId);
  const isPaused = campaign.status === "paused" && campaign.pauseReason === `meta_${code}`;
  return {
    message: message === undefined ? undefined : countedState(message),
    number: (await ctx.db.query.numbers.findFirst())?.status,
    campaign: isPaused ? "paused" : campaign.status === "paused" ? campaign.pauseReason : "goes on",
    template: (await ctx.db.query.templates.findFirst())?.status,
    marketing: contact?.marketing,
    // Safe: what differs from an outcome fails the comparison.
  } as Outcome;
}

async function letGoOn(): Promise<void> {
  await exec(sender.ctx, "UPDATE numbers SET status = 'connected'");
  await exec(sender.ctx, "UPDATE templates SET status = 'approved', rejected_reason = NULL");
}

const isSettled = async (id: Id<"campaign">): Promise<boolean> => {
  await drain(sender.ctx);
  const message = await messageOf(id);
  return message !== undefined && !["sending", "accepted", "sent"].includes(message.state);
};

test("every code of the table has a row here, and none that is not", ({ expect }) => {
  const codes = CODE_ROWS.map(({ code }) => code);
  const ofRange = codes.filter((code) => code >= 200 && code <= 299);
  expect(ofRange.length).toBeGreaterThan(1);
  expect(codes.filter((code) => !ofRange.includes(code))).toEqual(KNOWN_ERROR_CODES);
  expect(new Set(codes).size).toBe(codes.length);
});

describe("a message that Meta refuses", () => {
  const kinds = new Map(GRAPH_ERRORS.map((kind) => [kind.code, kind]));
  const refused = CODE_ROWS.flatMap((row) => {
    const kind = kinds.get(row.code);
    const ending = MAGIC_RECIPIENTS.find(({ code }) => code === row.code)?.ending;
    return kind === undefined || ending === undefined
      ? []
      : [{ ...row, comes: kind.comes, ending }];
  });

  test.for(refused)("as the sandbox does, with $code by $comes", async (row, { expect }) => {
    const { contactId, campaign } = await aSentMessage(row.ending);
    await until(() => isSettled(campaign.id));
    expect(await now(contactId, campaign, row.code)).toEqual(row[row.comes]);
    expect((await accounts(sender.ctx, campaign.id)).addsUp).toBe(true);
    await letGoOn();
  });

  test.for(CODE_ROWS)("in a status, with $code", async ({ code, status }, { expect }) => {
    const { contactId, campaign } = await aSentMessage(SILENT);
    const message = await messageOf(campaign.id);
    expect(message?.state).toBe("accepted");
    const told = await call(sender, `POST /sandbox/numbers/${sender.numberId}/statuses`, {
      wamid: message?.wamid,
      status: "failed",
      code,
    });
    expect(told.status).toBe(202);
    await until(() => isSettled(campaign.id));
    expect(await now(contactId, campaign, code)).toEqual(status);
    expect((await accounts(sender.ctx, campaign.id)).addsUp).toBe(true);
    await letGoOn();
  });
});
