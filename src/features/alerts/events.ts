import type { BadNews } from "#core/alert/bad-news";
import { ALERTS } from "#core/alert/kinds";
import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";

export const alertRaised = (id: Id<"alert">, { kind, subject }: BadNews): NewEvent => ({
  type: "alert.raised",
  data: { alert_id: id, kind, severity: ALERTS[kind], subject },
});
