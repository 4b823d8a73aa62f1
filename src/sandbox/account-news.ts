/**
 * What Meta says of a number or its account by itself. Source: Meta, "Webhooks": `account_update`, `phone_number_quality_update`
 * and their like. What is said changes what Graph shows of the number, as far as the sandbox shows it.
 */
import { digitsOfNumber, type SandboxNumber } from "#sandbox/numbers";
import { isObject, textOf, type JsonObject } from "#sandbox/result";
import { tellBoth } from "#sandbox/tell";
import type { World } from "#sandbox/world";

/** One change as its field names it; members that are not given are those of Meta's examples. */
export interface NewsInput {
  readonly phone_number_id: string;
  readonly field: string;
  readonly value: JsonObject;
}

type Example = (number: SandboxNumber) => JsonObject;

const ofNumber = (number: SandboxNumber): JsonObject => ({
  display_phone_number: digitsOfNumber(number),
});

/** What each field says when nothing else is asked for. */
const EXAMPLES: ReadonlyMap<string, Example> = new Map<string, Example>([
  [
    "account_alerts",
    ({ phone_number_id: id }) => ({
      entity_type: "PHONE_NUMBER",
      entity_id: id,
      alert_info: {
        alert_severity: "WARNING",
        alert_status: "ACTIVE",
        alert_type: "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED",
        alert_description: "The business is not eligible for more conversations yet.",
      },
    }),
  ],
  ["account_review_update", () => ({ decision: "APPROVED" })],
  [
    "account_update",
    () => ({ event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "SPAM" } }),
  ],
  [
    "business_capability_update",
    () => ({
      max_daily_conversations_per_business: 2000,
      max_phone_numbers_per_business: 20,
      max_phone_numbers_per_waba: 25,
    }),
  ],
  [
    "phone_number_name_update",
    (number) => ({
      ...ofNumber(number),
      decision: "APPROVED",
      requested_verified_name: number.verified_name,
      rejection_reason: null,
    }),
  ],
  ["phone_number_quality_update", (number) => ({ ...ofNumber(number), event: "FLAGGED" })],
  [
    "security",
    (number) => ({ ...ofNumber(number), event: "PIN_CHANGED", requester: "61555822107539" }),
  ],
]);

/** Say it: it is told at once, and holds from now on. */
export function announceNews(world: World, number: SandboxNumber, news: NewsInput): void {
  const value = { ...EXAMPLES.get(news.field)?.(number), ...news.value };
  world.desk.change(number.phone_number_id, standingAfter(news.field, value));
  tellBoth(world, number, [
    {
      dueMs: world.clock.nowMs(),
      wabaId: number.waba_id,
      field: news.field,
      metadata: null,
      value,
    },
  ]);
}

/** What Graph shows and does after the change. */
interface Standing {
  readonly quality?: "GREEN" | "RED";
  readonly verifiedName?: string;
  readonly isBanned?: boolean;
}

function standingAfter(field: string, value: JsonObject): Standing {
  return STANDINGS.get(field)?.(value) ?? {};
}

const QUALITIES: ReadonlyMap<unknown, Standing> = new Map<unknown, Standing>([
  ["FLAGGED", { quality: "RED" }],
  ["UNFLAGGED", { quality: "GREEN" }],
]);

const BANS: ReadonlyMap<unknown, Standing> = new Map<unknown, Standing>([
  ["DISABLE", { isBanned: true }],
  ["REINSTATE", { isBanned: false }],
]);

/** The fields that change something here, with what they change. */
const STANDINGS: ReadonlyMap<string, (value: JsonObject) => Standing | undefined> = new Map([
  ["phone_number_quality_update", (value: JsonObject) => QUALITIES.get(value["event"])],
  [
    "phone_number_name_update",
    ({ decision, requested_verified_name: given }: JsonObject): Standing => {
      const name = textOf(given);
      return decision === "APPROVED" && name !== undefined ? { verifiedName: name } : {};
    },
  ],
  [
    "account_update",
    ({ event, ban_info: info }: JsonObject) =>
      event === "DISABLED_UPDATE" && isObject(info) ? BANS.get(info["waba_ban_state"]) : undefined,
  ],
]);
