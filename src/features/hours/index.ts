export { readHours } from "#features/hours/read-hours";
export { hoursRoutes } from "#features/hours/routes";
