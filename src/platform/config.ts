/**
 * The Worker's configuration: every var and secret is read here, once, and nowhere else. Bindings (databases, buckets, queues,
 * objects, limiters) stay on `env`. A malformed value is never repeated: faults tell the variable's name and its form.
 */
import { z } from "zod";

import { AppError, type FieldError } from "#core/errors";
import { signingSecrets } from "#core/whatsapp/signature";
import { parseKeyRing } from "#platform/credentials/key-ring";
import { log } from "#platform/log";

/** Cost of argon2id: `m` in KiB, `t` passes, `p` lanes. */
export interface PasswordCost {
  readonly m: number;
  readonly t: number;
  readonly p: number;
}

const GRAPH_URL = "https://graph.facebook.com";
const GRAPH_VERSION = "v26.0";
const OPENROUTER_URL = "https://openrouter.ai/api/v1";
const AI_MODELS = "google/gemini-2.5-flash,qwen/qwen3-235b-a22b-2507";
const MODELS_MAX = 20;
const OPAQUE_LENGTH_MIN = 32;
const COUNT_MAX = 100_000;
const MB = 1_000_000;
/** Of 10,000, which is where a database of D1 ends. */
const ARCHIVE_FROM_MB_MAX = 9_000;
/** Somebody's own machine: the only place where hashing may be made quick. */
const LOCAL = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?$/;

/**
 * A variable that a function reads. What the function throws stays inside, because it may repeat the value.
 *
 * @param form What the value must be, as the fault tells it.
 * @param read Returns undefined, or throws, for a value that is malformed.
 */
const variable = <T>(form: string, read: (text: string) => T | undefined) =>
  z
    .string({ error: ({ input }) => (input === undefined ? "is missing" : `must be ${form}`) })
    .transform((text, ctx) => {
      const value = attempt(read, text);
      if (value !== undefined) return value;
      ctx.addIssue({ code: "custom", message: `must be ${form}` });
      return z.NEVER;
    });

const matching = (form: string, pattern: RegExp) =>
  variable(form, (text) => (pattern.test(text) ? text : undefined));

const oneOf = <const T extends string>(...values: readonly T[]) =>
  variable(values.join(" or "), (text) => values.find((value) => value === text));

const opaque = () =>
  variable(`${OPAQUE_LENGTH_MIN} characters or more`, (text) =>
    text.length >= OPAQUE_LENGTH_MIN ? text : undefined,
  );

const keyRing = () =>
  variable("`kid:base64 of 32 bytes[,kid:…]`, each kid once", (text) => parseKeyRing(text));

const Variables = z.object({
  PUBLIC_URL: variable("an origin such as https://waqtor.example", readOrigin),
  META_GRAPH_URL: variable("an http(s) URL without a query", readBase).prefault(GRAPH_URL),
  META_GRAPH_VERSION: matching("a version such as v26.0", /^v\d+\.\d+$/).prefault(GRAPH_VERSION),
  META_APP_ID: matching("digits, or empty", /^\d{0,32}$/).prefault(""),
  OPENROUTER_URL: variable("an http(s) URL without a query", readBase).prefault(OPENROUTER_URL),
  AI_MODELS: variable("`maker/model[,…]`, 1 to 20, each once", readModels).prefault(AI_MODELS),
  OPENROUTER_API_KEY: matching(
    "32 to 512 visible characters, or empty",
    /^(?:[!-~]{32,512})?$/,
  ).prefault(""),
  SUPPORT_EMAIL: matching("an e-mail address", /^[^\s@<>"]+@[^\s@<>"]+$/),
  PRIVACY_URL: matching("an https URL, or empty", /^(?:https:\/\/[^\s<>"']{1,2000})?$/).prefault(
    "",
  ),
  CLIENT_IP_HEADER: matching("the name of a header, or empty", /^[A-Za-z0-9-]{0,64}$/),
  ARCHIVE_FROM_MB: variable("a whole number from 1 to 9000", readSize).prefault("7000"),
  REGISTRATIONS_PER_DAY: variable("a whole number from 1 to 100000", readCount).prefault("10"),
  REGISTRATION: oneOf("open", "invite", "closed"),
  SANDBOX: oneOf("on", "off"),
  WEBHOOK_ALLOW_LOOPBACK: oneOf("on", "off").prefault("off"),
  D1_SESSIONS: oneOf("on", "off").prefault("off"),
  META_APP_SECRET: variable(
    `\`new\` or \`new,old\`, each of ${OPAQUE_LENGTH_MIN} characters or more`,
    readSecrets,
  ),
  META_VERIFY_TOKEN: opaque(),
  JWT_KEYS: keyRing(),
  ENCRYPTION_KEYS: keyRing(),
  PASSWORD_PEPPER: opaque(),
  PASSWORD_COST: z.unknown().optional(),
});

/** Every variable that the Worker reads, by the name it has in `wrangler.toml` and `.dev.vars`. */
export const VARIABLES: readonly string[] = Object.keys(Variables.shape);

const Config = Variables.transform((read) => ({
  /** Where this deployment is reached: scheme, host and port, no slash at the end. Also the issuer of its tokens. */
  publicUrl: read.PUBLIC_URL,
  /** No slash at the end, no version. */
  metaGraphUrl: read.META_GRAPH_URL,
  /** With its `v`. */
  metaGraphVersion: read.META_GRAPH_VERSION,
  /** Null when tokens are not checked against an app. */
  metaAppId: read.META_APP_ID === "" ? null : read.META_APP_ID,
  /** No slash at the end, with the version. */
  openRouterUrl: read.OPENROUTER_URL,
  /** Null when AI drafts nothing here. */
  openRouterKey: read.OPENROUTER_API_KEY === "" ? null : read.OPENROUTER_API_KEY,
  /** The models that workspaces may use, the first of them when none is named. */
  aiModels: read.AI_MODELS,
  supportEmail: read.SUPPORT_EMAIL,
  /** The privacy policy that people accept when they register; null when the deployment has not told where it stands. */
  privacyUrl: read.PRIVACY_URL === "" ? null : read.PRIVACY_URL,
  /** The header that tells a caller's address, because the host in front overwrites it; null: none is believed. */
  clientIpHeader: read.CLIENT_IP_HEADER === "" ? null : read.CLIENT_IP_HEADER,
  /** A workspace's database that holds so many bytes sends messages to the archive before their time. */
  archiveFromBytes: read.ARCHIVE_FROM_MB * MB,
  registration: read.REGISTRATION,
  /** How many accounts a network may try to make in a day, 1 to 100,000. */
  registrationsPerDay: read.REGISTRATIONS_PER_DAY,
  /** Whether workspaces may connect sandbox numbers. */
  hasSandbox: read.SANDBOX === "on",
  /** Whether webhooks may be sent to this very machine, which is for a developer's alone. */
  allowsLoopback: read.WEBHOOK_ALLOW_LOOPBACK === "on",
  /** Whether reads may come from replicas of a workspace's database, which are to be switched on with Cloudflare as well. */
  readsReplicas: read.D1_SESSIONS === "on",
  /** The secrets that may sign Meta's webhooks; the first is the current one. */
  metaAppSecrets: read.META_APP_SECRET,
  metaVerifyToken: read.META_VERIFY_TOKEN,
  jwtKeys: read.JWT_KEYS,
  encryptionKeys: read.ENCRYPTION_KEYS,
  passwordPepper: read.PASSWORD_PEPPER,
  /** Of the test runner: null unless the deployment says that it is local, and for anything but a cost. */
  passwordCost: LOCAL.test(read.PUBLIC_URL) ? readCost(read.PASSWORD_COST) : null,
}));
export type Config = z.infer<typeof Config>;

type Reading =
  | { readonly config: Config }
  | { readonly config?: never; readonly faults: readonly FieldError[] };

/** The runtime hands the same `env` to every request of an isolate. */
const readings = new WeakMap<Env, Reading>();

/**
 * The configuration of a deployment. Parsed at the first call of each isolate.
 *
 * @throws AppError `unavailable` naming every variable that is missing or malformed.
 */
export function configOf(env: Env): Config {
  const reading = readingOf(env);
  if (reading.config !== undefined) return reading.config;
  throw new AppError("unavailable", "The configuration of this deployment is not valid.", {
    errors: reading.faults,
  });
}

/** What is wrong with the configuration; `pointer` is the variable's name. Empty when all is well. */
export function configFaults(env: Env): readonly FieldError[] {
  const reading = readingOf(env);
  return reading.config === undefined ? reading.faults : [];
}

function readingOf(env: Env): Reading {
  const known = readings.get(env) ?? read(env);
  readings.set(env, known);
  return known;
}

function read(env: Env): Reading {
  const result = Config.safeParse(env);
  if (result.success) return { config: result.data };
  const faults = result.error.issues.map((issue): FieldError => {
    const name = String(issue.path[0]);
    const code = Reflect.get(env, name) === undefined ? "missing" : "malformed";
    return { pointer: name, code, message: `${name} ${issue.message}.` };
  });
  log("error", "config.invalid", { variables: faults.map(({ pointer }) => pointer).join(",") });
  return { faults };
}

function attempt<T>(read: (text: string) => T | undefined, text: string): T | undefined {
  try {
    return read(text);
  } catch {
    return undefined;
  }
}

function readBase(text: string): string | undefined {
  const { protocol, username, password, search, hash, origin, pathname } = new URL(text);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  if ([username, password, search, hash].some((part) => part !== "")) return undefined;
  return `${origin}${pathname.replace(/\/+$/, "")}`;
}

function readCount(text: string): number | undefined {
  const count = Number(text);
  return /^[1-9]\d*$/.test(text) && count <= COUNT_MAX ? count : undefined;
}

function readSize(text: string): number | undefined {
  const size = readCount(text);
  return size !== undefined && size <= ARCHIVE_FROM_MB_MAX ? size : undefined;
}

/** Each with its maker, as OpenRouter names it, with or without a variant. */
function readModels(text: string): readonly [string, ...string[]] | undefined {
  const [first, ...others] = text.split(",").map((name) => name.trim());
  const names = [first ?? "", ...others] as const;
  const isWellFormed = names.every((name) => /^[\w.-]{1,50}\/[\w.:-]{1,100}$/.test(name));
  const isSet = names.length <= MODELS_MAX && new Set(names).size === names.length;
  return isWellFormed && isSet ? names : undefined;
}

function readOrigin(text: string): string | undefined {
  const base = readBase(text);
  return base === new URL(text).origin ? base : undefined;
}

function readSecrets(text: string): readonly [string, ...string[]] | undefined {
  const [current, ...former] = signingSecrets(text);
  if (current === undefined) return undefined;
  const isLong = (secret: string) => secret.length >= OPAQUE_LENGTH_MIN;
  return isLong(current) && former.every(isLong) ? [current, ...former] : undefined;
}

function readCost(value: unknown): PasswordCost | null {
  const [, m, t, p] =
    /^m=(\d+),t=(\d+),p=(\d+)$/.exec(typeof value === "string" ? value : "") ?? [];
  return m === undefined ? null : { m: Number(m), t: Number(t), p: Number(p) };
}
