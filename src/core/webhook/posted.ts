/** What a body is made of. */
import type { EventType } from "#core/event/catalogue";
import type { Id } from "#core/ids";

/** A number as Meta names it. */
export interface MetaNumber {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
}

/** An event as it is posted. */
export interface PostedEvent {
  readonly id: Id<"event">;
  readonly seq: number;
  readonly type: EventType;
  readonly atMs: number;
  readonly workspaceId: Id<"tenant">;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The person of a message. */
export interface PostedContact {
  readonly id: Id<"contact">;
  readonly phone: string | null;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly username: string | null;
  readonly name: string | null;
}

/** The message that an event is about, as it stands when the event is posted for the first time. */
export interface PostedMessage {
  readonly id: Id<"message">;
  readonly direction: "inbound" | "outbound";
  readonly type: string;
  readonly content: unknown;
  readonly contextWamid: string | null;
  readonly wamid: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly createdAt: number;
  readonly receivedAt: number | null;
  readonly contact: PostedContact | null;
  readonly number: MetaNumber | null;
}
