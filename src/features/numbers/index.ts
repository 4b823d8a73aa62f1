export { allNumbers, findNumber, listNumbers, type NumberRow } from "#features/numbers/queries";
export { numberRoutes } from "#features/numbers/routes";
export { sweepNumbers } from "#features/numbers/sweep-numbers";
