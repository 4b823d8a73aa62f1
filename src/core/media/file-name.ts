import { mediaTypeOf } from "#core/media/types";

const NAME_MAX = 120;

/** Controls, and what turns or hides the letters beside it: Unicode's control, format and separator characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** What no file may be called on one system or another. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A file's name as people see it: no path, no control, nothing that turns it around, at most 120 characters; null when nothing is left. */
export function displayName(given: string | null | undefined): string | null {
  const bare = (given ?? "").toWellFormed().replaceAll(UNSEEN, "");
  const name = (bare.split(/[/\\]/).at(-1) ?? "").replace(/^[.\s]+|[.\s]+$/g, "");
  if (name === "") return null;
  const safe = DEVICES.test(name) ? `_${name}` : name;
  const letters = Array.from(safe);
  if (letters.length <= NAME_MAX) return safe;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(safe)?.[0] ?? "";
  return letters.slice(0, NAME_MAX - ending.length).join("") + ending;
}

/** The name that a file is saved under: its ending is that of its type, whatever it was called. */
export function savedName(name: string | null, mimeType: string): string {
  const extensions = mediaTypeOf(mimeType)?.extensions;
  const own = name ?? "download";
  if (extensions === undefined) return own;
  const ending = own.split(".").at(-1)?.toLowerCase() ?? "";
  return own.includes(".") && extensions.includes(ending) ? own : `${own}.${extensions[0]}`;
}

const PLAIN = /^[A-Za-z0-9][A-Za-z0-9 ._()-]*$/;

/**
 * The `Content-Disposition` of a file, by RFC 6266 and RFC 8187: a name that is not plain ASCII stands in `filename*`, and beside it
 * one that any client understands.
 */
export function contentDisposition(name: string, isShown: boolean): string {
  const how = isShown ? "inline" : "attachment";
  if (PLAIN.test(name)) return `${how}; filename="${name}"`;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="download${ending}"; filename*=UTF-8''${encoded}`;
}

const QUOTED = /;\s*filename="((?:[^"\\]|\\.)*)"/i;
const BARE = /;\s*filename=([^\s";]+)/i;
const EXTENDED = /;\s*filename\*=UTF-8'[^']*'([^\s;]+)/i;

/** The file name of a `Content-Disposition` that somebody sends us, as it was meant; null when it has none. */
export function readFileName(disposition: string | null | undefined): string | null {
  if (disposition === null || disposition === undefined) return null;
  const extended = EXTENDED.exec(disposition)?.[1];
  if (extended !== undefined)
    try {
      return decodeURIComponent(extended);
    } catch {
      return null;
    }
  const quoted = QUOTED.exec(disposition)?.[1];
  // Browsers write a quote as %22 and leave the rest as it is.
  if (quoted !== undefined) return quoted.replaceAll(/\\(.)/g, "$1").replaceAll("%22", '"');
  return BARE.exec(disposition)?.[1] ?? null;
}
