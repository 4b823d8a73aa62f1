export {
  allNumbers,
  findNumber,
  listNumbers,
  soleNumber,
  type NumberRow,
} from "#features/numbers/queries";
export { numberRoutes } from "#features/numbers/routes";
export { NumberView, numberView } from "#features/numbers/schemas";
export { sweepNumbers } from "#features/numbers/sweep-numbers";
