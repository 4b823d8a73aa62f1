export { dispatchEvents, type EventSubscriber } from "#features/events/dispatch-events";
export { eventRoutes } from "#features/events/routes";
export { sweepEvents } from "#features/events/sweep-events";
