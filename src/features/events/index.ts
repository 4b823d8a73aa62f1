export { dispatchEvents, type EventSubscriber } from "#features/events/dispatch-events";
export { forgetOldEvents } from "#features/events/forget-old-events";
export { readFeed, type StoredEvent } from "#features/events/queries";
export { eventRoutes, eventTypeRoutes } from "#features/events/routes";
export { sweepEvents } from "#features/events/sweep-events";
