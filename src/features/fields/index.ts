export { fieldRoutes } from "#features/fields/routes";
