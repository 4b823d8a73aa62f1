import { createHash } from "node:crypto";

/** Secrets by their shape: Meta, OpenRouter and others of its kind, AWS, GitHub, private keys, JWTs, and ours. */
const SHAPES = [
  /EAA[A-Za-z0-9]{20,}/g,
  /\bsk-[A-Za-z0-9_-]{20,}/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
  /\bwhsec_[A-Za-z0-9+/=]{24,}/g,
  /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g,
  /\bwq[a-z]?_[0-7][0-9a-hjkmnp-tv-z]{25}_[0-9A-Za-z]{49}\b/g,
  /\bwq[ri]_[A-Za-z0-9_-]{43}\b/g,
];

/** Examples of the reference and of tests, by the SHA-256 of what stands there (hex, its first 16 digits). */
const EXAMPLES = new Set(
  (
    "aebb781ddfbc341a b972523f6cebd2fd 649e695e97d8d545 13e8ce2309578998 94207019dddd113d ad962406c70bd284 " +
    "819a9ded0f17d5a4 96ad2ccd81462a76 6d80e0d4976827f9"
  ).split(" "),
);

/** What looks like a secret in a text and is no known example, by its line. The value itself is not told. */
export function findSecrets(
  text: string,
): readonly { readonly line: number; readonly digest: string }[] {
  return text.split("\n").flatMap((line, i) =>
    SHAPES.flatMap((shape) => [...line.matchAll(shape)])
      .map(([value]) => digestOf(value))
      .filter((digest) => !EXAMPLES.has(digest))
      .map((digest) => ({ line: i + 1, digest })),
  );
}

const digestOf = (value: string): string =>
  createHash("sha256").update(value).digest("hex").slice(0, 16);
