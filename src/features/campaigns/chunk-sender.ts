import { withOptOutLink } from "#core/campaign/opt-out-variable";
import { withRendering } from "#core/whatsapp/rendered-template";
import { buildTemplateContent } from "#core/whatsapp/template";
import type { OpenChunk } from "#features/campaigns/open-chunk";
import {
  claimRows,
  heldOfCampaign,
  pickOfCampaign,
  recordOutcomes,
  sendBlock,
  type Block,
  type ClaimedRow,
  type SlotLine,
} from "#features/messages/index";
import type { ScopedContext } from "#platform/context";
import { optOutUrl } from "#platform/credentials/opt-out-token";

/** A row is not kept in hand for longer: a run that shows nothing for a minute counts as dead, and its rows as posted perhaps. ms */
const HOLD_MAX_MS = 20_000;

/**
 * Sends the rows of a chunk block by block, for one run. A row whose slot went by stays in hand and leaves with the next block,
 * after it was asked again whether its person may be written to: putting it back and claiming it anew would write it three times.
 * No more than a block, six rows, is ever in hand.
 */
export class ChunkSender {
  private readonly ctx: ScopedContext;
  private readonly chunk: OpenChunk;
  private readonly line: SlotLine;
  private held: readonly ClaimedRow[] = [];

  constructor(ctx: ScopedContext, chunk: OpenChunk, line: SlotLine) {
    this.ctx = ctx;
    this.chunk = chunk;
    this.line = line;
  }

  /**
   * Send one block.
   *
   * @returns what of it was posted or skipped; a row that stays in hand is neither.
   * @throws What the claim throws; nothing of the block was posted then.
   */
  async send(slots: Parameters<typeof sendBlock>[1]["slots"]): Promise<Block> {
    const { ctx, line, chunk } = this;
    const lastMs = slots.at(-1)?.atMs ?? 0;
    if (this.held.some(({ claimedAtMs }) => lastMs - claimedAtMs > HOLD_MAX_MS))
      await this.release();
    const { graph } = chunk;
    const block = await sendBlock(ctx, { graph, line, slots, claim: (size) => this.claim(size) });
    const missed = block.posted.filter(({ reply }) => reply.type === "unsent");
    this.held = [...this.held, ...missed.map(({ row }) => row)];
    return { ...block, posted: block.posted.filter((one) => !missed.includes(one)) };
  }

  /** Put what is in hand back into the queue. To be called at the end of a run, however it ends. */
  async release(): Promise<void> {
    const unsent = this.held.map((row) => ({ row, reply: { type: "unsent" } as const }));
    this.held = [];
    await recordOutcomes(this.ctx, unsent, { campaigns: true });
  }

  private async claim(size: number): ReturnType<typeof claimRows> {
    const { range, campaign, number } = this.chunk;
    const of = { range, campaignId: campaign.id, numberId: number.id };
    const again = this.held.slice(0, size);
    const claimed = await claimRows(
      this.ctx,
      pickOfCampaign({ ...of, size: size - again.length }),
      again.length === 0
        ? { campaigns: true }
        : { campaigns: true, held: heldOfCampaign({ ...of, held: again }) },
    );
    // Nothing at all comes back from a campaign that does not run: what is in hand is still in hand then.
    if (claimed.rows.length + claimed.skipped > 0) this.held = this.held.slice(size);
    return { ...claimed, rows: claimed.rows.map((row) => written(this.ctx, this.chunk, row)) };
  }
}

/** The row with the content that its template and its variables make; the person's opt-out link is only in what leaves. */
function written(
  { env, tenant }: ScopedContext,
  { template, campaign }: OpenChunk,
  row: ClaimedRow,
): ClaimedRow {
  const kept = row.variables ?? {};
  const subject = { tenantId: tenant.id, contactId: row.contactId };
  const left = withOptOutLink({ variables: campaign.variables, template }, kept, () =>
    optOutUrl(env, subject),
  );
  return {
    ...row,
    content: withRendering(template.components, buildTemplateContent(template, kept)),
    ...(left !== null && { outgoing: buildTemplateContent(template, left) }),
  };
}
