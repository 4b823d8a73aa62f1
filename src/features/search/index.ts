export { fileOldMessages } from "#features/search/file-messages";
export { searchSubscriber } from "#features/search/index-messages";
export { searchRoutes } from "#features/search/routes";
export { unfilePerson } from "#features/search/unfile-person";
export { unfileMessages } from "#features/search/writes";
