/** What runs behind the answers: a handler for each kind of job, the sweeps, and who follows the ledger. Wiring only. */
import { alertSubscriber, mailAlerts, sweepAlerts } from "#features/alerts/index";
import { activitySubscriber } from "#features/analytics/index";
import { assignmentSubscriber } from "#features/assignment/index";
import { sweepAudit } from "#features/audit/index";
import {
  automationSubscriber,
  runDue,
  runTurn,
  sweepAutomations,
} from "#features/automations/index";
import { planCampaign, runChunk, sweepCampaigns } from "#features/campaigns/index";
import { endWorkspace } from "#features/closing/index";
import { sealConsents, sealSubscriber } from "#features/consent/index";
import { fileContacts, retagContacts, sweepTags } from "#features/contacts/index";
import {
  repliedSubscriber,
  sweepConversations,
  sweepStrangers,
  tellReplied,
  tellWindows,
  unassignStrangers,
} from "#features/conversations/index";
import {
  dispatchEvents,
  forgetOldEvents,
  sweepEvents,
  type EventSubscriber,
} from "#features/events/index";
import { runExport, sweepExports } from "#features/exports/index";
import { runImport, sweepImports } from "#features/imports/index";
import { drainMailbox, sweepInbound } from "#features/inbound/index";
import { fetchMedia, sweepMedia, uploadToMeta } from "#features/media/index";
import { sendDue, sendOutbox, sweepErased, sweepOutbox } from "#features/messages/index";
import { endSubscription, sweepNumbers } from "#features/numbers/index";
import { buildAccess, reapplyErasures, runErasure, sweepPrivacy } from "#features/privacy/index";
import { ringRetention, sweepRetention } from "#features/retention/index";
import { fileOldMessages, searchSubscriber } from "#features/search/index";
import { sweepTemplates, syncAccount } from "#features/templates/index";
import {
  beginDelivery,
  ringDue,
  sweepWebhooks,
  WEBHOOKS_SUBSCRIBER,
} from "#features/webhooks/index";
import { sweepIdempotency } from "#platform/idempotency";
import type { JobHandlers } from "#platform/queue/run-job";
import { runSweeps, type Sweep } from "#platform/queue/run-sweeps";
import { resealTenant } from "#platform/secrets/reseal";

/** Who is called with what was committed. */
export const SUBSCRIBERS: EventSubscriber[] = [
  automationSubscriber,
  assignmentSubscriber,
  repliedSubscriber,
  activitySubscriber,
  alertSubscriber,
  searchSubscriber,
  sealSubscriber,
  WEBHOOKS_SUBSCRIBER,
];

/** Each looks for what a crash left in its own slice; they do not depend on one another. */
const SWEEPS: readonly Sweep[] = [
  { name: "numbers", run: sweepNumbers, suspended: "runs" },
  { name: "templates", run: sweepTemplates, suspended: "waits" },
  { name: "inbound", run: sweepInbound, suspended: "runs" },
  { name: "media", run: sweepMedia, suspended: "runs" },
  { name: "outbox", run: sweepOutbox, suspended: "waits" },
  { name: "scheduled", run: sendDue, suspended: "waits" },
  { name: "contacts", run: sweepTags, suspended: "waits" },
  { name: "campaigns", run: sweepCampaigns, suspended: "waits" },
  { name: "consent", run: sealConsents, suspended: "runs" },
  { name: "audit", run: sweepAudit, suspended: "runs" },
  { name: "search", run: fileOldMessages, suspended: "waits" },
  { name: "windows", run: tellWindows, suspended: "waits" },
  { name: "conversations", run: sweepConversations, suspended: "runs" },
  { name: "strangers", run: sweepStrangers, suspended: "waits" },
  { name: "automations", run: sweepAutomations, suspended: "waits" },
  { name: "exports", run: sweepExports, suspended: "runs" },
  { name: "imports", run: sweepImports, suspended: "runs" },
  { name: "events", run: sweepEvents, suspended: "waits" },
  { name: "alerts", run: sweepAlerts, suspended: "waits" },
  { name: "old events", run: forgetOldEvents, suspended: "runs" },
  { name: "retention", run: ringRetention, suspended: "runs" },
  { name: "webhooks", run: sweepWebhooks, suspended: "waits" },
  { name: "privacy", run: sweepPrivacy, suspended: "runs" },
  { name: "erased messages", run: sweepErased, suspended: "runs" },
  { name: "secrets", run: resealTenant, suspended: "runs" },
  { name: "idempotency", run: sweepIdempotency, suspended: "runs" },
];

export const JOB_HANDLERS: JobHandlers = {
  "mailbox.drain": (ctx) => drainMailbox(ctx),
  "events.dispatch": (ctx, job) => dispatchEvents(ctx, job, SUBSCRIBERS),
  "contacts.retag": (ctx) => retagContacts(ctx),
  "contacts.file": async (ctx) => void (await fileContacts(ctx)),
  "alerts.mail": (ctx) => mailAlerts(ctx),
  "outbox.send": (ctx) => sendOutbox(ctx),
  "search.file": (ctx) => fileOldMessages(ctx),
  "messages.due": (ctx) => sendDue(ctx),
  "conversation.receipt": (ctx, { conversationId }) => tellReplied(ctx, conversationId),
  "conversations.unassign": (ctx) => unassignStrangers(ctx),
  "conversations.due": (ctx) => sweepConversations(ctx),
  "media.fetch": (ctx, { mediaId }) => fetchMedia(ctx, mediaId),
  "media.upload": (ctx, job) => uploadToMeta(ctx, job),
  "number.unsubscribe": async (ctx, { numberId }) => void (await endSubscription(ctx, numberId)),
  "exports.run": (ctx, { exportId }) => runExport(ctx, exportId),
  "imports.run": (ctx, { importId }) => runImport(ctx, importId),
  "templates.sync": (ctx, job) => syncAccount(ctx, job),
  "campaign.plan": (ctx, { campaignId }) => planCampaign(ctx, campaignId),
  "campaign.chunk": (ctx, job) => runChunk(ctx, job),
  "webhooks.deliver": (ctx, job) => beginDelivery(ctx, job),
  "webhooks.due": (ctx) => ringDue(ctx),
  "automations.turn": (ctx, { contactId }) => runTurn(ctx, contactId),
  "automations.due": (ctx) => runDue(ctx),
  "privacy.access": (ctx, { requestId }) => buildAccess(ctx, requestId),
  "privacy.erase": (ctx, { requestId }) => runErasure(ctx, requestId),
  "retention.sweep": async (ctx) => {
    // Once a day, and soon behind a restore, which brings the marks of the sweep back with it.
    await reapplyErasures(ctx);
    await sweepRetention(ctx);
  },
  "workspace.end": (ctx) => endWorkspace(ctx),
  "tenant.sweep": (ctx) => runSweeps(ctx, SWEEPS),
};
