/**
 * The classes of data, by which the data map calls every column and member that is stored:
 *
 * - `plain`: facts of the business or of the machine that tell of no person; ids of ours among them
 * - `identity`: what a customer is reached or recognised by: phone, Meta's ids, username, the business's own id
 * - `profile`: what is known of a customer beside that: name, language, fields, tags, choices
 * - `content`: what customers write and are written, and what is said of them
 * - `keyed`: hashes under a key of the deployment, which recognise who comes back and name nobody
 * - `account`: what is known of a user of the product: name, e-mail, time zone
 * - `origin`: IP address and User-Agent of an act
 * - `credential`: what is only compared, one-way hashed
 * - `sealed`: secrets that are used, encrypted
 */
export const DATA_CLASSES = [
  "plain",
  "identity",
  "profile",
  "content",
  "keyed",
  "account",
  "origin",
  "credential",
  "sealed",
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** The classes that tell of a customer. */
export const CUSTOMER_CLASSES = [
  "identity",
  "profile",
  "content",
] as const satisfies readonly DataClass[];

/**
 * What becomes of a customer's data in a place when the customer is erased: the rows go, or what is theirs is taken out of them,
 * or it was never theirs to begin with. What stays names nobody.
 */
export type OnErasure = "deleted" | "emptied" | "stays" | "none";

/** How long a place keeps what it holds, in words of the retention table. `workspace`: as long as the workspace. */
export type KeptFor =
  | "workspace"
  | "messages"
  | "media"
  | "raw_webhooks"
  | "deliveries"
  | "audit"
  | "files"
  | "backups"
  | "hours"
  | "account";

/** A place of the data map: a table, an object's storage, a queue, a bucket's folder. */
export interface DataPlace {
  /** The names of its columns or members, space-separated, by their class. */
  readonly holds: Partial<Readonly<Record<DataClass, string>>>;
  readonly onErasure: OnErasure;
  readonly keptFor: KeptFor;
  /** What it is for, as the record of processing says it. */
  readonly purpose: string;
}

/** The columns of a place with their classes. */
export const columnsOf = ({ holds }: DataPlace): ReadonlyMap<string, DataClass> =>
  new Map(
    DATA_CLASSES.flatMap((dataClass) =>
      (holds[dataClass] ?? "")
        .split(" ")
        .filter((name) => name !== "")
        .map((name) => [name, dataClass] as const),
    ),
  );

/** Whether a place holds anything of a customer. */
export const isOfCustomers = ({ holds }: DataPlace): boolean =>
  CUSTOMER_CLASSES.some((dataClass) => (holds[dataClass] ?? "") !== "");
