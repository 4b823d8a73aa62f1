export { memberRoutes } from "#features/members/routes";
