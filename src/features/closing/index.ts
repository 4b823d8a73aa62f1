/** Workspaces that their owner closes: the grace, and the end. */
export { endWorkspace, ringEnds } from "#features/closing/end-workspace";
export { freeRecycled } from "#features/closing/free-recycled";
export { closingRoutes } from "#features/closing/routes";
