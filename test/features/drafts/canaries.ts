import { secondsAgo } from "../../fixtures/webhooks/meta-webhook.ts";

/** Strings that stand nowhere else, planted into what people write: one that is found again tells where it got to. */

/** Members by which Meta tells what a thing is; with another value it would be nothing that is known. */
const STRUCTURE = new Set([
  "field",
  "type",
  "status",
  "event",
  "category",
  "currency",
  "mime_type",
  "source_type",
  "recipient_type",
  "restriction_type",
  "message_template_language",
]);
const PHONES = new Set(["from", "to", "wa_id", "recipient_id", "phone"]);
const MESSAGE_IDS = new Set(["id", "message_id", "original_message_id"]);
/** Lists of what came in, each with an id and a time. */
const ITEMS = new Set(["messages", "statuses", "message_echoes"]);
const USER_IDS = new Set(["user_id", "parent_user_id", "from_user_id", "from_parent_user_id"]);

/** Where canaries are bred, and the list of all that were. */
export class Aviary {
  readonly planted: string[] = [];

  /** A word that nobody writes. */
  word(): string {
    return this.note(`zq${(1_000_000 + this.planted.length).toString(36)}xk`);
  }

  /** The digits of a Brazilian mobile number that nobody else has. */
  phone(): string {
    return this.note(`55119${String(70_000_000 + this.planted.length * 37)}`);
  }

  /** A webhook's value with a canary in every member that a person, or Meta about one, may fill. */
  planting(value: unknown, name = ""): unknown {
    if (Array.isArray(value)) return value.map((part) => this.planting(part, name));
    if (typeof value === "object" && value !== null)
      return {
        ...Object.fromEntries(
          Object.entries(value).map(([key, part]) => [key, this.planting(part, key)]),
        ),
        ...(ITEMS.has(name) && { id: `wamid.${this.word()}`, timestamp: secondsAgo(9) }),
      };
    if (typeof value !== "string" || STRUCTURE.has(name)) return value;
    if (PHONES.has(name)) return this.phone();
    if (MESSAGE_IDS.has(name)) return `wamid.${this.word()}`;
    return USER_IDS.has(name) ? `BR.${this.word()}7` : this.word();
  }

  /** The canaries that stand in a text. */
  foundIn(text: string): readonly string[] {
    const lower = text.toLowerCase();
    return this.planted.filter((canary) => lower.includes(canary));
  }

  private note(canary: string): string {
    this.planted.push(canary);
    return canary;
  }
}
