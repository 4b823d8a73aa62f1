/** Workspaces that their owner closes: the grace, and the end. */
export { endWorkspace, ringEnds } from "#features/closing/end-workspace";
export { closingRoutes } from "#features/closing/routes";
