/** Everybody outside the deployment who is told anything: who, what for, and what of whom. Nothing else leaves. */
import type { DataClass } from "#core/privacy/data-class";

/** Somebody outside. */
export interface Outside {
  readonly name: string;
  /** Host names, or words for those that a workspace chooses. */
  readonly hosts: readonly string[];
  readonly purpose: string;
  /** What is sent. */
  readonly fields: readonly string[];
  readonly classes: readonly DataClass[];
  /**
   * `processor`: works for the deployment on what it is sent. `platform`: WhatsApp itself. `recipient`: whom the workspace itself
   * has chosen.
   */
  readonly role: "processor" | "platform" | "recipient";
  /** Files below `src/` that send it. */
  readonly senders: readonly string[];
}

export const EGRESS = {
  cloudflare: {
    name: "Cloudflare",
    hosts: ["the deployment's own"],
    purpose: "It runs the product: program, databases, files, queues, and letters to the team.",
    fields: ["everything that is stored"],
    classes: ["identity", "profile", "content", "account", "origin", "sealed"],
    role: "processor",
    senders: ["platform/mail.ts"],
  },
  meta: {
    name: "Meta (WhatsApp Cloud API)",
    hosts: ["graph.facebook.com", "lookaside.fbsbx.com"],
    purpose: "It carries the messages, reviews templates, and is asked to forget people.",
    fields: ["phone or user id of the recipient", "messages and files that are sent", "templates"],
    classes: ["identity", "content"],
    role: "platform",
    senders: ["platform/meta/call.ts", "platform/meta/graph.ts", "platform/meta/graph-media.ts"],
  },
  openrouter: {
    name: "OpenRouter (models of Gemini and Qwen)",
    hosts: ["openrouter.ai"],
    purpose: "It drafts templates from briefs, where an owner has turned that on.",
    fields: ["brief", "goal", "tone", "brand", "names of variables"],
    classes: ["plain"],
    role: "processor",
    senders: ["ai/provider.ts", "features/drafts/provider.ts"],
  },
  webhooks: {
    name: "The workspace's webhooks",
    hosts: ["chosen by the workspace"],
    purpose: "They are told of events, at the workspace's request.",
    fields: ["events, and the contact or message that they are about"],
    classes: ["identity", "profile", "content"],
    role: "recipient",
    senders: ["features/webhooks/post-webhook.ts"],
  },
  http_steps: {
    name: "Servers that the workspace's automations ask",
    hosts: ["chosen by the workspace"],
    purpose: "A step of a flow asks them, at the workspace's request.",
    fields: ["what the step names of the contact and of the answers"],
    classes: ["identity", "profile", "content"],
    role: "recipient",
    senders: ["features/automations/call-server.ts"],
  },
  itself: {
    name: "The deployment itself",
    hosts: ["the deployment's own"],
    purpose: "It asks its own webhook address, to see that Meta can.",
    fields: ["a random challenge"],
    classes: ["plain"],
    role: "processor",
    senders: ["platform/meta/webhook-echo.ts"],
  },
} as const satisfies Readonly<Record<string, Outside>>;

/** Hosts that what sends may name; those that a workspace chooses it takes from rows. */
export const LISTED_HOSTS: ReadonlySet<string> = new Set<string>(
  Object.values(EGRESS).flatMap(({ hosts }) => hosts),
);

/** The files below `src/` that may send anything outside. */
export const SENDERS: ReadonlySet<string> = new Set<string>(
  Object.values(EGRESS).flatMap(({ senders }) => senders),
);
