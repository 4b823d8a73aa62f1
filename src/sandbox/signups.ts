import { randomDigits } from "#sandbox/rng";
import { readSetting, writeSetting } from "#sandbox/schema";

/** A code that Embedded Signup gave to a browser. Source: Meta, "Embedded Signup": a code lives for 30 seconds. */
export const CODE_LIVES_MS = 30_000;

interface Signup {
  readonly code: string;
  readonly token: string;
  readonly at: number;
}

const KEY = "signup";

/** The code of the last signup that was gone through; each is good once. */
export class Signups {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** A code for a business's token. */
  issue(token: string, nowMs: number): string {
    const code = `AQsandbox${randomDigits(32)}`;
    writeSetting(this.sql, KEY, { code, token, at: nowMs } satisfies Signup);
    return code;
  }

  /** The token of a code, or null when there is none for it any more. */
  redeem(code: string, nowMs: number): string | null {
    const signup = readSetting<Signup>(this.sql, KEY);
    if (signup === null || signup.code !== code || nowMs - signup.at > CODE_LIVES_MS) return null;
    writeSetting(this.sql, KEY, null);
    return signup.token;
  }
}
