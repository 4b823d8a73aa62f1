/** So long after its last step an import is thought to have lost its job, and the sweep rings for it again, ms. */
export const RUN_LEASE_MS = 2 * 60 * 1000;
