import init from "../../../migrations/tenant/0001_init.sql";

/** Every tenant migration in order. A test asserts that this list is the folder's. */
export const TENANT_MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  { name: "0001_init.sql", sql: init },
];
