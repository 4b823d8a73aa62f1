export { eventRoutes } from "#features/events/routes";
