import type { Refusal } from "#sandbox/result";

type Registration = {
  readonly phone_number_id: string;
  readonly pin: string | null;
  readonly registered: number;
};

/** Which numbers are registered for the Cloud API, and with which PIN. One that nobody spoke of is, without a PIN. */
export class Registrations {
  private readonly byId = new Map<string, Registration>();
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    for (const row of sql.exec<Registration>("SELECT * FROM registrations"))
      this.byId.set(row.phone_number_id, row);
  }

  isRegistered(phoneNumberId: string): boolean {
    return this.byId.get(phoneNumberId)?.registered !== 0;
  }

  hasPin(phoneNumberId: string): boolean {
    return (this.byId.get(phoneNumberId)?.pin ?? null) !== null;
  }

  /** Register with the number's PIN; one that has none gets it. @returns Why not, or null. */
  register(phoneNumberId: string, pin: unknown): Refusal | null {
    if (typeof pin !== "string" || !/^\d{6}$/.test(pin))
      return { code: 100, details: "pin must be six digits." };
    const known = this.byId.get(phoneNumberId)?.pin ?? pin;
    if (known !== pin) return { code: 133005, details: "The two-step PIN does not match." };
    this.keep({ phone_number_id: phoneNumberId, pin, registered: 1 });
    return null;
  }

  /** Another PIN, or the first; whether the number is registered stays. */
  setPin(phoneNumberId: string, pin: string): void {
    const registered = this.isRegistered(phoneNumberId) ? 1 : 0;
    this.keep({ phone_number_id: phoneNumberId, pin, registered });
  }

  deregister(phoneNumberId: string): void {
    const pin = this.byId.get(phoneNumberId)?.pin ?? null;
    this.keep({ phone_number_id: phoneNumberId, pin, registered: 0 });
  }

  private keep(row: Registration): void {
    this.sql.exec(
      "INSERT OR REPLACE INTO registrations VALUES (?, ?, ?)",
      row.phone_number_id,
      row.pin,
      row.registered,
    );
    this.byId.set(row.phone_number_id, row);
  }
}
