export { hoursRoutes } from "#features/hours/routes";
