import { blockSize } from "#core/campaign/block-size";
import { rangeOf, type KeyRange } from "#core/campaign/recipient-ids";
import { canSend } from "#core/number/can-send";
import { findCampaign, type CampaignRow } from "#features/campaigns/queries";
import { markLostIn } from "#features/messages/index";
import { findNumber, type NumberRow } from "#features/numbers/index";
import { findTemplate, type TemplateRow } from "#features/templates/index";
import type { ScopedContext } from "#platform/context";
import { graphOf, type GraphClient } from "#platform/meta/graph";
import type { JobOf } from "#platform/queue/jobs";

export type ChunkJob = JobOf<"campaign.chunk">;

/** A chunk that may be sent, with all that its run needs. */
export interface OpenChunk {
  readonly job: ChunkJob;
  readonly campaign: CampaignRow;
  readonly number: NumberRow;
  readonly template: TemplateRow;
  readonly graph: GraphClient;
  readonly range: KeyRange;
  /** Rows to claim at once. */
  readonly blockSize: number;
}

/** Why nothing of a chunk can be sent now; `stop` is the reason to pause the whole campaign for. */
export type Closed =
  | { readonly type: "gone" }
  | { readonly type: "not_running"; readonly campaign: CampaignRow }
  | { readonly type: "stop"; readonly reason: string };

/** Read what a chunk's run needs, and call the rows of an earlier run that is gone `unknown`. */
export async function openChunk(
  ctx: ScopedContext,
  job: ChunkJob,
): Promise<{ readonly type: "open"; readonly chunk: OpenChunk } | Closed> {
  const campaign = await findCampaign(ctx.db, job.campaignId);
  if (campaign === undefined || campaign.messagePrefix === null) return { type: "gone" };
  const range = rangeOf(campaign.messagePrefix, job.from, job.to);
  const [number, template] = await Promise.all([
    findNumber(ctx.db, campaign.numberId),
    findTemplate(ctx.db, campaign.templateId),
    markLostIn(ctx, range),
  ]);
  if (campaign.status !== "running") return { type: "not_running", campaign };
  const means = meansToSend(number, template);
  if ("reason" in means) return { type: "stop", reason: means.reason };
  const graph = await graphOf(ctx, means.number);
  const size = blockSize(Math.min(means.number.throughputMps, campaign.paceMps ?? Infinity));
  return { type: "open", chunk: { job, campaign, ...means, graph, range, blockSize: size } };
}

/** The number and the template when both can be used, else why not. */
function meansToSend(
  number: NumberRow | undefined,
  template: TemplateRow | undefined,
): Pick<OpenChunk, "number" | "template"> | { readonly reason: string } {
  if (number === undefined || !canSend(number.status))
    return { reason: `number_${number?.status ?? "missing"}` };
  if (template?.status !== "approved")
    return { reason: `template_${template?.status ?? "missing"}` };
  return { number, template };
}
