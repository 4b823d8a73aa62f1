export { segmentRoutes } from "#features/segments/routes";
