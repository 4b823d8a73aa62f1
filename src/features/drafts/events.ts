import type { EventData, NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { DraftRow } from "#features/drafts/queries";

export const draftCreated = (row: DraftRow): NewEvent => ({
  type: "draft.created",
  data: whatIsTold(row),
});

export const draftAccepted = (row: DraftRow, templateId: Id<"template">): NewEvent => ({
  type: "draft.accepted",
  data: { ...whatIsTold(row), template_id: templateId },
});

/** @param month `YYYY-MM`, UTC. */
export const aiCapReached = (month: string, cap: number): NewEvent => ({
  type: "workspace.ai_cap_reached",
  data: { month, cap },
});

const whatIsTold = ({ id, model, asked }: DraftRow): EventData<"draft.created"> => ({
  draft_id: id,
  model,
  language: asked.language,
  category: asked.category,
});
