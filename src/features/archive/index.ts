/** Old messages, in the bucket. */
export { eraseFromArchive, forgetArchived } from "#features/archive/erase-archived";
export {
  findArchived,
  findArchivedSpans,
  findArchivedThread,
} from "#features/archive/read-archived";
export { storeRows, sweepLeft } from "#features/archive/store-rows";
