/** What is known of a run between two turns, and what a turn asks for. */
import type { AssignWay } from "#core/automation/assign-ways";

/** How a run stands. `waiting` is the only state from which it goes on. */
export const RUN_STATUSES = ["waiting", "completed", "failed", "stopped", "handed_off"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** A step that was done. */
export interface Traced {
  readonly step: string;
  readonly turn: number;
  /** Unix ms. */
  readonly at: number;
  /** What came of it: `done`, `waits`, `refused:<code>`, `timeout`, `invalid`, a way that was taken. */
  readonly outcome: string;
}

/** What a run waits for; every wait ends by itself. */
export interface Wait {
  readonly for: "reply" | "time";
  /** Unix ms. */
  readonly untilMs: number;
}

/** A run as it is kept. JSON. */
export interface Run {
  /** The step that is done next, or that waits; null: it is over. */
  readonly at: string | null;
  /** Turns begun; a turn answers one thing that happened. */
  readonly turn: number;
  /** Steps done, in the run and in its turn. */
  readonly steps: number;
  readonly turnSteps: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly wait: Wait | null;
  /** How often the waiting step has asked in vain. */
  readonly tries: number;
  /** The text that was sent last, and how often in a row. */
  readonly said: { readonly text: string; readonly times: number };
  /** When the last turns began, Unix ms. */
  readonly turnsAt: readonly number[];
  /** Steps of this turn that have asked for something. */
  readonly askedBy: readonly string[];
  /** The last event of the ledger that it has answered; 0: none. */
  readonly lastSeq: number;
  /** When it ends by itself, Unix ms. */
  readonly expiresAtMs: number;
  readonly trace: readonly Traced[];
  /** The steps that it has come to, each once; of a run from before this was kept, those of its trace (`seenOf`). */
  readonly seen?: readonly string[];
}

/** What is sent, before it has a shape of Meta's. */
export type Content =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "buttons";
      readonly text: string;
      readonly buttons: readonly { readonly id: string; readonly title: string }[];
    }
  | {
      readonly type: "list";
      readonly text: string;
      readonly button: string;
      readonly rows: readonly {
        readonly id: string;
        readonly title: string;
        readonly description?: string | undefined;
      }[];
    }
  | {
      readonly type: "template";
      readonly templateId: string;
      readonly variables: Readonly<Record<string, string>>;
    }
  | {
      readonly type: "media";
      readonly kind: string;
      readonly mediaId: string;
      readonly caption?: string;
    };

/** What a turn cannot decide by itself: it goes on with the answer. `key` names it within the run, for good. */
export type Ask =
  | { readonly type: "send"; readonly key: string; readonly content: Content }
  | {
      readonly type: "http";
      readonly key: string;
      readonly step: string;
      readonly method: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | null;
      readonly timeoutMs: number;
    };

/** What a turn changes beside its run. */
export type Effect =
  | { readonly type: "set_field"; readonly field: string; readonly value: string }
  | { readonly type: "tag" | "untag"; readonly tag: string }
  /** `step`: where it stands. Of several members it is the turn of one that is told by how many runs came to the step before. */
  | {
      readonly type: "assign";
      readonly step: string;
      readonly how: AssignWay;
      readonly members: readonly string[];
    }
  | { readonly type: "set_status"; readonly status: "open" | "pending" | "resolved" }
  /** `seconds`: for how long automations are silent in the conversation. */
  | { readonly type: "mute"; readonly seconds: number }
  | { readonly type: "start_flow"; readonly automationId: string };

/** What drives a run: what happened, or the answer to what it asked. */
export type Input =
  | { readonly type: "start" }
  | { readonly type: "message"; readonly message: Heard }
  | { readonly type: "timeout" }
  | { readonly type: "sent" }
  | { readonly type: "refused"; readonly code: string }
  | { readonly type: "answered"; readonly status: number; readonly json: unknown }
  | { readonly type: "unanswered"; readonly reason: "timeout" | "error" }
  | { readonly type: "stop"; readonly reason: string };

/** What a person wrote or pressed. */
export interface Heard {
  /** Its words, of a button its title, of a file its caption; null: none. */
  readonly text: string | null;
  readonly buttonId: string | null;
  /** Meta's type. */
  readonly type: string;
  /** Whether it stops marketing: then no automation answers. */
  readonly isStop: boolean;
}

export interface EngineContact {
  readonly name: string | null;
  readonly phone: string | null;
  readonly language: string | null;
  readonly externalId: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly marketing: "unknown" | "granted" | "withdrawn";
  readonly createdAt: number;
}

/** What a run sees of the world. */
export interface World {
  readonly runId: string;
  readonly nowMs: number;
  readonly contact: EngineContact;
  /** What is answered; null when nothing was written. */
  readonly message: Heard | null;
  readonly conversationStatus: string;
  readonly isOpen: boolean;
  /** IANA name, of the business hours. */
  readonly timezone: string;
  /** ISO 3166-1 alpha-2, for phone numbers without a country code. */
  readonly country: string | null;
}

/** How a run ended, and why; `reason` is a stable word. */
export interface End {
  readonly status: Exclude<RunStatus, "waiting">;
  readonly reason: string | null;
}

/** Where a turn stands: it asks, waits (`run.wait`), or is over. */
export interface Advance {
  readonly run: Run;
  readonly effects: readonly Effect[];
  /** The contact with what was written of it. */
  readonly contact: EngineContact;
  readonly ask: Ask | null;
  readonly end: End | null;
}
