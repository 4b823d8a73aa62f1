export { allNumbers, findNumber, numbersInUse, type NumberRow } from "#features/numbers/queries";
export { numberRoutes } from "#features/numbers/routes";
export { sweepNumbers } from "#features/numbers/sweep-numbers";
export { stopNumber } from "#features/numbers/writes";
