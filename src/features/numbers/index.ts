export { allNumbers, findNumber, numbersInUse, type NumberRow } from "#features/numbers/queries";
export { numberRoutes } from "#features/numbers/routes";
export { ROUTE_KNOWN_MS } from "#features/numbers/routing";
export { sweepNumbers } from "#features/numbers/sweep-numbers";
export { stopNumber } from "#features/numbers/writes";
