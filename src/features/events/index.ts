export { dispatchEvents, type EventSubscriber } from "#features/events/dispatch-events";
export { forgetOldEvents } from "#features/events/forget-old-events";
export { eventRoutes, eventTypeRoutes } from "#features/events/routes";
export { sweepEvents } from "#features/events/sweep-events";
export type { StoredEvent } from "#features/events/queries";
