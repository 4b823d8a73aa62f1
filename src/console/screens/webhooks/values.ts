/** What the form of a webhook holds, and how it is told to the API. */
import type { NewWebhook, Webhook } from "../../api/webhooks.ts";

export interface Values {
  url: string;
  /** `*` alone, a family such as `message.*`, or single types. */
  types: string[];
  /** Ids of numbers; none: all of them. */
  numbers: string[];
  payload: Webhook["payload"];
  /** One header a line, `Name: value`. Of a webhook that exists, empty keeps what it has. */
  headers: string;
}

export const FIELDS = ["url", "types", "numbers", "payload", "headers"] as const;

/** Messages are what nearly every program wants to hear of. */
export const EMPTY: Values = {
  url: "",
  types: ["message.*"],
  numbers: [],
  payload: "full",
  headers: "",
};

export const valuesOf = ({ url, types, numbers, payload }: Webhook): Values => ({
  url,
  types: [...types],
  numbers: [...(numbers ?? [])],
  payload,
  headers: "",
});

/** The body of a webhook. What a line of headers has no `:` for is left to the API to refuse. */
export const bodyOf = ({ url, types, numbers, payload, headers }: Values): NewWebhook => ({
  url: url.trim(),
  types,
  // Safe: the boxes are of numbers.
  numbers: numbers.length === 0 ? null : (numbers as NonNullable<NewWebhook["numbers"]>),
  payload,
  ...(headers.trim() !== "" && { headers: headersOf(headers) }),
});

export function headersOf(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(":");
      return at === -1 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}
