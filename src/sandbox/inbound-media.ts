import type { SandboxNumber } from "#sandbox/numbers";
import type { InboundInput } from "#sandbox/receive";
import { isObject, textOf, type JsonObject } from "#sandbox/result";
import { sampleOf } from "#sandbox/sample-media";
import type { World } from "#sandbox/world";

/**
 * The object of a message that a person sends, with its file: the one that it names, when the sandbox has it, else a small one. What it
 * says of its file itself stands, so that a test can say what is not so.
 */
export async function withMedium(
  world: World,
  number: SandboxNumber,
  { type, object, beside }: Pick<InboundInput, "type" | "object" | "beside">,
): Promise<unknown> {
  const sample = sampleOf(type);
  const given: JsonObject = isObject(object) ? object : {};
  // A message that something is wrong with may lack its file.
  const lacksFile = object === undefined && beside?.["errors"] !== undefined;
  if (sample === undefined || lacksFile) return object;
  const nowMs = world.clock.nowMs();
  const named = textOf(given["id"]);
  if (named !== undefined) {
    const known = world.media.find(named, nowMs);
    return known === undefined ? given : { ...describe(known), ...given };
  }
  const medium = world.media.begin(nowMs);
  await medium.write(sample.bytes);
  const of = { phone_number_id: number.phone_number_id, mime_type: sample.mimeType };
  const kept = await medium.keep(of, { origin: "inbound", nowMs });
  return { ...describe(kept), ...BESIDE[type], ...given };
}

/** As webhooks tell it: the hash in base64. */
const describe = (medium: { id: string; mime_type: string; sha256: string }): JsonObject => ({
  id: medium.id,
  mime_type: medium.mime_type,
  sha256: btoa(
    (medium.sha256.match(/../g) ?? [])
      .map((byte) => String.fromCharCode(Number.parseInt(byte, 16)))
      .join(""),
  ),
});

const BESIDE: Readonly<Record<string, JsonObject>> = {
  audio: { voice: true },
  document: { filename: "sandbox.pdf" },
  sticker: { animated: false },
};
