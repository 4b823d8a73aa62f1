/**
 * What Meta says of a number's health: whether it and what it depends on may send, what is wrong there, and where its webhooks
 * go. Source: Meta, "Health status" and the phone number's fields.
 */
import { z } from "zod";

import { parseGraphNumber, type GraphNumber } from "#core/whatsapp/graph-number";

/** The fields that we ask of Meta for a number's health. */
export const NUMBER_HEALTH_FIELDS = [
  "id",
  "display_phone_number",
  "verified_name",
  "status",
  "quality_rating",
  "throughput",
  "is_on_biz_app",
  "whatsapp_business_manager_messaging_limit",
  "health_status",
  "name_status",
  "code_verification_status",
  "is_pin_enabled",
  "webhook_configuration",
] as const;

/** Meta's word for whether something may send, in lower case; `unknown` for whatever is new. */
export const SEND_ABILITIES = ["available", "limited", "blocked", "unknown"] as const;
export type SendAbility = (typeof SEND_ABILITIES)[number];

/** One fault that Meta names. Its texts are Meta's, for a person. */
export interface HealthFault {
  readonly code: number | null;
  readonly description: string | null;
  readonly solution: string | null;
}

/** A thing that sending depends on: the number, its account, the business, the app. */
export interface HealthEntity {
  /** Meta's word in lower case, e.g. `phone_number`, `waba`, `business`, `app`. */
  readonly type: string;
  readonly id: string | null;
  readonly canSend: SendAbility;
  readonly faults: readonly HealthFault[];
}

export interface NumberHealth extends GraphNumber {
  /** Meta's word, e.g. `CONNECTED`; null when it gave none. */
  readonly metaStatus: string | null;
  readonly canSend: SendAbility;
  readonly entities: readonly HealthEntity[];
  /** Meta's word about the display name, e.g. `APPROVED`. */
  readonly nameStatus: string | null;
  /** Meta's word, e.g. `VERIFIED`. */
  readonly codeVerification: string | null;
  readonly hasPin: boolean | null;
  /** Where its webhooks go: the number's own address, else the account's, else the app's; null when Meta names none. */
  readonly webhookUrl: string | null;
}

const Fault = z.object({
  error_code: z.number().nullish(),
  error_description: z.string().nullish(),
  possible_solution: z.string().nullish(),
});

const Entity = z.object({
  entity_type: z.string().nullish(),
  id: z.union([z.string(), z.number().transform(String)]).nullish(),
  can_send_message: z.string().nullish(),
  errors: z.array(Fault).nullish(),
});

const Health = z.object({
  can_send_message: z.string().nullish(),
  entities: z.array(Entity).nullish(),
});

const Raw = z.object({
  status: z.string().nullish(),
  health_status: Health.nullish().catch(null),
  name_status: z.string().nullish(),
  code_verification_status: z.string().nullish(),
  is_pin_enabled: z.boolean().nullish().catch(null),
  webhook_configuration: z
    .object({
      phone_number: z.string().nullish(),
      whatsapp_business_account: z.string().nullish(),
      application: z.string().nullish(),
    })
    .nullish()
    .catch(null),
});

/** Read Meta's answer about a number's health; undefined when it is none. */
export function parseNumberHealth(body: unknown): NumberHealth | undefined {
  const number = parseGraphNumber(body);
  const parsed = Raw.safeParse(body);
  if (number === undefined || !parsed.success) return undefined;
  const raw = parsed.data;
  return {
    ...number,
    metaStatus: raw.status ?? null,
    canSend: abilityOf(raw.health_status?.can_send_message),
    entities: (raw.health_status?.entities ?? []).map(entityOf),
    nameStatus: raw.name_status ?? null,
    codeVerification: raw.code_verification_status ?? null,
    hasPin: raw.is_pin_enabled ?? null,
    webhookUrl: urlOf(raw.webhook_configuration),
  };
}

const entityOf = (entity: z.infer<typeof Entity>): HealthEntity => ({
  type: (entity.entity_type ?? "unknown").toLowerCase(),
  id: entity.id ?? null,
  canSend: abilityOf(entity.can_send_message),
  faults: (entity.errors ?? []).map((fault) => ({
    code: fault.error_code ?? null,
    description: fault.error_description ?? null,
    solution: fault.possible_solution ?? null,
  })),
});

const abilityOf = (word: string | null | undefined): SendAbility =>
  SEND_ABILITIES.find((known) => known === word?.toLowerCase()) ?? "unknown";

/** The most particular address wins. An empty one is none. */
const urlOf = (configuration: z.infer<typeof Raw>["webhook_configuration"]): string | null =>
  [
    configuration?.phone_number,
    configuration?.whatsapp_business_account,
    configuration?.application,
  ].find((url) => url !== undefined && url !== null && url !== "") ?? null;
