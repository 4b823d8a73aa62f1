import { drawHex } from "#sandbox/rng";

/** The id of a message: unlike any other, and telling the ledger's sequence to whoever made it. */
export function makeWamid(
  seed: number,
  phoneNumberId: string,
  kind: "out" | "in",
  seq: number,
): string {
  const unique = drawHex(seed, 12, "wamid", phoneNumberId, kind, seq);
  return `wamid.${btoa(`${phoneNumberId}|${kind}|${seq.toString(36)}|${unique}`)}`;
}

/** The ledger sequence inside the id of a message that was sent, or undefined when it is not one of ours. */
export function seqOfWamid(wamid: string): number | undefined {
  const text = wamid.startsWith("wamid.") ? decode(wamid.slice("wamid.".length)) : "";
  const [, kind, seq] = text.split("|");
  return kind === "out" && seq !== undefined ? Number.parseInt(seq, 36) : undefined;
}

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}
