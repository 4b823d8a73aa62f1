/** Server-sent events as far as the API writes them. Pure, so that a test can hold it. */

/** An event of the ledger, as the stream tells it. */
export interface Told {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly created_at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One word of the stream: where it is, and what happened, if anything did. */
export interface Frame {
  readonly seq: number | null;
  readonly event: Told | null;
}

/** The whole frames of a text, and the beginning of the next. */
export function framesIn(text: string): {
  readonly frames: readonly Frame[];
  readonly left: string;
} {
  const parts = text.split("\n\n");
  const left = parts.pop() ?? "";
  return { frames: parts.map(frameOf), left };
}

function frameOf(text: string): Frame {
  const fields = new Map(
    text.split("\n").map((line) => {
      const at = line.indexOf(": ");
      return [line.slice(0, at), line.slice(at + 2)] as const;
    }),
  );
  const seq = Number(fields.get("id") ?? Number.NaN);
  const data = fields.get("data");
  return {
    seq: Number.isNaN(seq) ? null : seq,
    // Safe: what the contract says of the stream.
    event: data === undefined ? null : (JSON.parse(data) as Told),
  };
}
