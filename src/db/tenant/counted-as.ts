import { WITHHELD_PREFIX } from "#core/message/counted-state";

/** `countedState` of core as an SQL expression over two others. Binds nothing. */
export const countedAs = (state: string, reason: string): string =>
  `CASE WHEN ${state} = 'failed' AND ${reason} GLOB '${WITHHELD_PREFIX}*' THEN 'skipped' ELSE ${state} END`;
