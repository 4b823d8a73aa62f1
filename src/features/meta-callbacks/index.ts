export { metaCallbackRoutes } from "#features/meta-callbacks/routes";
