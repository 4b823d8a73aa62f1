export { timelineRoutes } from "#features/timeline/routes";
