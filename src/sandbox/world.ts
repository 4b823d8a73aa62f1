import type { Clock } from "#sandbox/clock";
import type { Faults } from "#sandbox/faults";
import type { Heard } from "#sandbox/heard";
import type { Inbox } from "#sandbox/inbox";
import type { Ledger } from "#sandbox/ledger";
import type { Media } from "#sandbox/media";
import type { NumberDesk } from "#sandbox/number-desk";
import type { Numbers } from "#sandbox/numbers";
import type { Outbox } from "#sandbox/outbox";
import type { Owners } from "#sandbox/owners";
import type { Reach } from "#sandbox/reach";
import type { Registrations } from "#sandbox/registrations";
import type { Signups } from "#sandbox/signups";
import type { Templates } from "#sandbox/templates";
import type { PairLimit, Throughput } from "#sandbox/throughput";
import type { Uploads } from "#sandbox/uploads";

/** The app that the sandbox stands in for. */
export interface App {
  readonly id: string;
  /** That may sign for it; the first is the current one. */
  readonly secrets: readonly string[];
  /** Where it has its webhooks sent. */
  readonly callbackUrl: string;
}

/** Everything that one sandbox holds. */
export interface World {
  readonly app: App;
  readonly desk: NumberDesk;
  readonly signups: Signups;
  readonly clock: Clock;
  readonly numbers: Numbers;
  readonly owners: Owners;
  readonly registrations: Registrations;
  readonly templates: Templates;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly media: Media;
  readonly uploads: Uploads;
  /** What the platform is told … */
  readonly outbox: Outbox;
  /** … and what the numbers' owners are. */
  readonly ownerOutbox: Outbox;
  readonly inbox: Inbox;
  readonly heard: Heard;
  readonly reach: Reach;
  readonly throughput: Throughput;
  readonly pairs: PairLimit;
  /** Whether an account's webhooks are sent to the app. */
  readonly isSubscribed: (wabaId: string) => boolean;
  /** Call after notices were put into the outbox. */
  readonly wake: () => void;
}
