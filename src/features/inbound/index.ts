export { drainMailbox } from "#features/inbound/drain-mailbox";
export { handleMetaWebhook } from "#features/inbound/handle-meta-webhook";
export { inboundRoutes } from "#features/inbound/routes";
export { sweepSpill } from "#features/inbound/spill";
export { sweepInbound } from "#features/inbound/sweep-inbound";
export { forgetLongChanges } from "#features/inbound/long-changes";
export { eraseArchived } from "#features/inbound/erase-archived";
