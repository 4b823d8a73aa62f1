import { segmentGone } from "#features/campaigns/queries-segment";
import { isSegmentGone } from "#features/campaigns/writes";
import { commit } from "#platform/commit";

/** Write a draft. @throws AppError `not_found` of `/audience/segment_id` when the segment was deleted meanwhile. */
export const commitDraft: typeof commit = async (...act) => {
  try {
    return await commit(...act);
  } catch (error) {
    if (isSegmentGone(error)) throw segmentGone(error);
    throw error;
  }
};
