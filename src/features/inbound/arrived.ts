import type { RoutedChange, StoredChange } from "#core/whatsapp/envelope";

/** A change, and the Meta app under which it came: null, or left out of what is stored, is the deployment's own. */
export interface Arrived {
  readonly appId: string | null;
}

export type ArrivedChange = RoutedChange & Arrived;

/** What the mailbox and the quarantine keep: the change as it came, and what around it gives it meaning. */
export const storedText = ({ entry_id, time, change, appId }: StoredChange & Arrived): string =>
  JSON.stringify({ entry_id, time, change, ...(appId === null ? {} : { app_id: appId }) });
