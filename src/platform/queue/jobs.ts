/**
 * Everything that travels on our queues, by kind. Jobs carry ids and never content: the row is the truth, a job is a doorbell.
 * A new job is one row here and one handler in `src/jobs.ts`.
 */
import { z } from "zod";

import { idSchema } from "#core/id-schema";
import type { Id } from "#core/ids";
import type { RestRule } from "#core/tenant/standing";

/** What a handler decided; nothing means done. `drop` means the job can never succeed; it is logged, not retried. */
export type JobOutcome =
  | { readonly type: "done" }
  | { readonly type: "retry"; readonly afterSeconds?: number }
  | { readonly type: "drop"; readonly reason: string };

interface JobKindRow extends RestRule {
  /** The binding of the queue that it travels on. */
  readonly queue: "SENDS" | "JOBS" | "DELIVERIES";
  /** What it carries beside its kind and the tenant. */
  readonly data: z.ZodRawShape;
  /** Of a suspended workspace: `waits` lets the doorbell fall silent; the rows stay, and the sweep rings again afterwards. */
  readonly suspended: "runs" | "waits";
  /** It belongs to the end of a closed workspace, and has no database. */
  readonly ends?: true;
  /** It carries nothing and may be asked for at an instant: `wakeAt`. */
  readonly timed?: true;
}

const campaignId = idSchema("campaign");

export const JOBS = {
  /** Apply what the tenant's mailbox holds: a STOP counts, whatever the workspace may do itself. */
  "mailbox.drain": { queue: "JOBS", data: {}, suspended: "runs" },
  /** Call whoever subscribes to events with what was committed after a sequence. */
  "events.dispatch": {
    queue: "JOBS",
    data: { afterSeq: z.int().nonnegative() },
    suspended: "waits",
  },
  /** File contacts that came before names were searched under the words of their names. */
  "contacts.file": { queue: "JOBS", data: {}, suspended: "waits" },
  /** Go on with tags that are being renamed or deleted. */
  "contacts.retag": { queue: "JOBS", data: {}, suspended: "waits" },
  /** Send the tenant's queued messages that belong to no campaign. */
  "outbox.send": { queue: "JOBS", data: {}, suspended: "waits", timed: true },
  /** File messages that came before there was a search. */
  "search.file": { queue: "JOBS", data: {}, suspended: "waits" },
  /** Decide on scheduled messages whose instant has come. */
  "messages.due": { queue: "JOBS", data: {}, suspended: "waits", timed: true },
  /** Open snoozed conversations whose time has come, and tell of windows that close. */
  "conversations.due": { queue: "JOBS", data: {}, suspended: "waits", timed: true },
  /** Take conversations from whoever is no member any more. */
  "conversations.unassign": { queue: "JOBS", data: {}, suspended: "waits" },
  /** Tell a person that what they wrote was read, because it was answered. */
  "conversation.receipt": {
    queue: "JOBS",
    data: { conversationId: idSchema("conversation") },
    suspended: "waits",
  },
  /** Send the letters of alerts. */
  "alerts.mail": { queue: "JOBS", data: {}, suspended: "waits" },
  /** Fetch the medium of an incoming message from Meta. */
  "media.fetch": { queue: "JOBS", data: { mediaId: idSchema("media") }, suspended: "runs" },
  /** Upload a medium to Meta for messages of a number that wait for it. */
  "media.upload": {
    queue: "JOBS",
    data: { mediaId: idSchema("media"), numberId: idSchema("number") },
    suspended: "waits",
  },
  /** Have Meta send the webhooks of a disconnected number's account no more. */
  "number.unsubscribe": {
    queue: "JOBS",
    data: { numberId: idSchema("number") },
    suspended: "runs",
  },
  /** Read on in a file of contacts, or take back what it made. */
  "imports.run": { queue: "JOBS", data: { importId: idSchema("import") }, suspended: "waits" },
  /** Write on in the files of an export. */
  "exports.run": {
    queue: "JOBS",
    data: { exportId: idSchema("export") },
    suspended: "waits",
    closing: "runs",
  },
  /** Read the templates of an account from Meta. */
  "templates.sync": { queue: "JOBS", data: { wabaId: z.string() }, suspended: "waits" },
  /** Freeze a campaign's audience into rows. */
  "campaign.plan": { queue: "JOBS", data: { campaignId }, suspended: "waits" },
  /** Send the rows of a campaign from one ordinal (inclusive) to another (exclusive). */
  "campaign.chunk": {
    queue: "SENDS",
    data: { campaignId, from: z.int().nonnegative(), to: z.int().positive() },
    suspended: "waits",
  },
  /** Post to a webhook what it has not been sent. */
  "webhooks.deliver": {
    queue: "DELIVERIES",
    data: { webhookId: idSchema("webhook") },
    suspended: "waits",
  },
  /** Ring for the webhooks that are owed something now: the next attempt, or what a pause held up. */
  "webhooks.due": { queue: "JOBS", data: {}, suspended: "waits", timed: true },
  /** Let the automations of a person answer what happened. */
  "automations.turn": {
    queue: "JOBS",
    data: { contactId: idSchema("contact") },
    suspended: "waits",
  },
  /** Wake runs of automations whose time has come, and start what is scheduled. */
  "automations.due": { queue: "JOBS", data: {}, suspended: "waits", timed: true },
  /** Erase a person. */
  "privacy.erase": {
    queue: "JOBS",
    data: { requestId: idSchema("privacyRequest") },
    suspended: "runs",
  },
  /** Make a person's copy of their data. */
  "privacy.access": {
    queue: "JOBS",
    data: { requestId: idSchema("privacyRequest") },
    suspended: "runs",
  },
  /** Let go what is kept no longer. */
  "retention.sweep": { queue: "JOBS", data: {}, suspended: "runs" },
  /** End a workspace whose owner closed it, when its grace is over. */
  "workspace.end": { queue: "JOBS", data: {}, suspended: "runs", ends: true },
  /** Look for work that a crash left behind, and for rows whose time has come; each sweep says itself what may run. */
  "tenant.sweep": { queue: "JOBS", data: {}, suspended: "runs" },
} as const satisfies Readonly<Record<string, JobKindRow>>;

export type JobKind = keyof typeof JOBS;

/** The jobs that end a workspace: they run without its database. */
export type EndingJobKind = {
  [K in JobKind]: (typeof JOBS)[K] extends { readonly ends: true } ? K : never;
}[JobKind];

/** The jobs that may be asked for at an instant. */
export type TimedJobKind = {
  [K in JobKind]: (typeof JOBS)[K] extends { readonly timed: true } ? K : never;
}[JobKind];

/** A job of one kind. */
export type JobOf<K extends JobKind> = {
  readonly kind: K;
  readonly tenantId: Id<"tenant">;
} & { readonly [F in keyof (typeof JOBS)[K]["data"]]: z.output<(typeof JOBS)[K]["data"][F]> };

export type Job = { [K in JobKind]: JobOf<K> }[JobKind];

const Envelope = z.looseObject({ kind: z.string(), tenantId: idSchema("tenant") });

/** A job that came off a queue; undefined when it is none of ours, or of a version that is gone. */
export function readJob(body: unknown): Job | undefined {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success || !isKind(envelope.data.kind)) return undefined;
  const { kind, tenantId } = envelope.data;
  const data = z.object(JOBS[kind].data).safeParse(body);
  // Safe: the kind's own schema has just read the rest.
  return data.success ? ({ ...data.data, kind, tenantId } as Job) : undefined;
}

const isKind = (text: string): text is JobKind => Object.hasOwn(JOBS, text);

/** Put a job on its kind's queue: the one place that chooses. */
export async function sendJob(
  env: Pick<Env, "SENDS" | "JOBS" | "DELIVERIES">,
  job: Job,
): Promise<void> {
  await env[JOBS[job.kind].queue].send(job);
}
