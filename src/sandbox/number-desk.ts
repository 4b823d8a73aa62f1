import type { JsonObject } from "#sandbox/result";

/** What a business tells of itself. Every member may be absent. */
export type Profile = JsonObject;

/** Ice breakers and commands of a number. */
export interface Automation {
  readonly prompts: readonly string[];
  readonly commands: readonly JsonObject[];
}

/** A short link that opens a chat with a text already written. */
export interface QrCode {
  readonly code: string;
  readonly prefilled_message: string;
}

/** Everything about a number that Graph lets change, besides its registration and its templates. */
interface Settings {
  readonly profile?: Profile;
  readonly automation?: Automation;
  readonly qrCodes?: readonly QrCode[];
  /** Of calls, encryption and storage, as they were set. */
  readonly settings?: JsonObject;
  /** What Meta thinks of its messages; GREEN when absent. */
  readonly quality?: "GREEN" | "RED";
  /** The name that Meta approved later. */
  readonly verifiedName?: string;
  /** Whether Meta has disabled the account. */
  readonly isBanned?: boolean;
  /** Digits or user ids, newest first. */
  readonly blocked?: readonly string[];
  /** When it was registered and deregistered, Unix ms, oldest first. */
  readonly registrations?: readonly number[];
  /** Whether a code was asked for, which then verifies the number. */
  readonly codeSent?: boolean;
  /** Whether the account's webhooks are still sent to the app. */
  readonly subscribed?: boolean;
  /** Whether they are still sent to the app of the number's owner. */
  readonly ownerSubscribed?: boolean;
}

/** The settings of every number, one row each. */
export class NumberDesk {
  private readonly byId = new Map<string, Settings>();
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    for (const row of sql.exec<{ phone_number_id: string; settings: string }>(
      "SELECT * FROM number_settings",
    ))
      // Safe: only `change` writes the column.
      this.byId.set(row.phone_number_id, JSON.parse(row.settings) as Settings);
  }

  of(phoneNumberId: string): Settings {
    return this.byId.get(phoneNumberId) ?? {};
  }

  change(phoneNumberId: string, change: Settings): void {
    const settings = { ...this.of(phoneNumberId), ...change };
    this.sql.exec(
      "INSERT OR REPLACE INTO number_settings VALUES (?, ?)",
      phoneNumberId,
      JSON.stringify(settings),
    );
    this.byId.set(phoneNumberId, settings);
  }

  isBlocked(phoneNumberId: string, person: string): boolean {
    return this.of(phoneNumberId).blocked?.includes(person) ?? false;
  }
}
