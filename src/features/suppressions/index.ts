export { readSuppressed } from "#features/suppressions/queries";
export { suppressionRoutes } from "#features/suppressions/routes";
