/** Meta's media endpoints: what is uploaded and downloaded passes through in chunks. */
import { z } from "zod";

import { essenceOf, mediaTypeOf } from "#core/media/types";
import { isMediaAddress } from "#core/whatsapp/media-host";
import type { ByteSource } from "#platform/byte-source";
import type { GraphCall, GraphReply, GraphTransport } from "#platform/meta/call";

/** A medium as Graph describes it. */
export interface GraphMedium {
  /** Where its bytes are, for five minutes. */
  readonly url: string;
  readonly mimeType: string | null;
  /** As Meta writes it. */
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
}

/** A file on its way to Meta. */
export interface MediaUpload {
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly bytes: ReadableStream;
}

/** How a download began. `refused`: the address does not answer with bytes (any more). */
export type MediaDownload =
  | { readonly type: "ok"; readonly bytes: ByteSource; readonly lengthBytes: number | null }
  | { readonly type: "refused"; readonly status: number }
  | { readonly type: "untrusted" }
  | { readonly type: "unreachable" };

/** The media endpoints of one number. */
export interface GraphMedia {
  /** Where a medium is. */
  readonly getMedia: (mediaId: string) => Promise<GraphReply<GraphMedium>>;
  /** Upload a file; the answer is Meta's id of it. Doing it twice leaves two. */
  readonly uploadMedia: (file: MediaUpload) => Promise<GraphReply<string>>;
  /** The bytes behind an address that `getMedia` told. Reading them throws when they stop coming. */
  readonly downloadMedia: (url: string) => Promise<MediaDownload>;
}

/** A file of 100 MB over a slow line. */
const UPLOAD_TIMEOUT_MS = 5 * 60 * 1000;
/** How long bytes may stay away, ms. */
const STALL_MS = 30_000;

/** Meta's file servers answer no client that does not say what it is. */
const USER_AGENT = "WaQtor/1";

const Described = z.object({
  url: z.string(),
  mime_type: z.string().nullish(),
  sha256: z.string().nullish(),
  file_size: z.union([z.int(), z.string().regex(/^\d{1,15}$/)]).nullish(),
});

type Call = <T>(
  request: Omit<GraphCall, "token">,
  read: (body: unknown) => T | undefined,
) => Promise<GraphReply<T>>;

/** @param of The number, its open token, and who answers for it. */
export function graphMedia(
  call: Call,
  of: {
    readonly phoneNumberId: string;
    readonly accessToken: string;
    readonly transport: GraphTransport;
  },
): GraphMedia {
  return {
    getMedia: (mediaId) =>
      call(
        { method: "GET", path: `/${mediaId}?phone_number_id=${of.phoneNumberId}` },
        readDescribed,
      ),
    uploadMedia: (file) => {
      const form = formOf(file);
      return call(
        {
          method: "POST",
          path: `/${of.phoneNumberId}/media`,
          stream: form,
          timeoutMs: UPLOAD_TIMEOUT_MS,
        },
        (json) => z.object({ id: z.string().regex(/^\d{1,64}$/) }).safeParse(json).data?.id,
      );
    },
    downloadMedia: (url) => download(of.transport, of.accessToken, url),
  };
}

function readDescribed(json: unknown): GraphMedium | undefined {
  const parsed = Described.safeParse(json);
  if (!parsed.success) return undefined;
  const { url, mime_type: mimeType, sha256, file_size: size } = parsed.data;
  return {
    url,
    mimeType: mimeType ?? null,
    sha256: sha256 ?? null,
    sizeBytes: size == null ? null : Number(size),
  };
}

/** Meta's form with a file in it, as a stream of a known length. */
function formOf({ mimeType, sizeBytes, bytes }: MediaUpload): {
  readonly contentType: string;
  readonly body: ReadableStream;
} {
  const boundary = `waqtor-${crypto.randomUUID()}`;
  const type = essenceOf(mimeType);
  const ending = mediaTypeOf(mimeType)?.extensions[0] ?? "bin";
  const field = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const before = new TextEncoder().encode(
    `${field("messaging_product", "whatsapp")}${field("type", type)}--${boundary}\r\n` +
      `Content-Disposition: form-data; name="file"; filename="file.${ending}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const after = new TextEncoder().encode(`\r\n--${boundary}--\r\n`);
  const { readable, writable } = new FixedLengthStream(before.length + sizeBytes + after.length);
  const pump = async () => {
    await write(writable, before);
    await bytes.pipeTo(writable, { preventClose: true });
    await write(writable, after);
    await writable.close();
  };
  // What breaks here breaks the call, which tells it.
  pump().catch(() => undefined);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: readable };
}

async function write(stream: WritableStream, bytes: Uint8Array): Promise<void> {
  const writer = stream.getWriter();
  await writer.write(bytes);
  writer.releaseLock();
}

async function download(
  transport: GraphTransport,
  accessToken: string,
  url: string,
): Promise<MediaDownload> {
  if (!isMediaAddress(url, transport.base)) return { type: "untrusted" };
  const stop = new AbortController();
  const stall = new Stall(stop);
  try {
    const response = await transport.fetch(url, {
      headers: { authorization: `Bearer ${accessToken}`, "user-agent": USER_AGENT },
      // The token must not follow a redirect to another host.
      redirect: "manual",
      signal: stop.signal,
    });
    if (response.status !== 200 || response.body === null) {
      stall.end();
      await response.body?.cancel();
      return { type: "refused", status: response.status };
    }
    const length = response.headers.get("content-length");
    const lengthBytes = length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null;
    const isPacked = response.headers.has("content-encoding");
    return {
      type: "ok",
      bytes: stall.watch(response.body),
      lengthBytes: isPacked ? null : lengthBytes,
    };
  } catch {
    stall.end();
    return { type: "unreachable" };
  }
}

/** Breaks a download off when nothing comes for too long. */
class Stall {
  private readonly stop: AbortController;
  private timer: ReturnType<typeof setTimeout>;

  constructor(stop: AbortController) {
    this.stop = stop;
    this.timer = this.start();
  }

  async *watch(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body) {
        this.end();
        yield chunk;
        this.timer = this.start();
      }
    } finally {
      this.end();
    }
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.stop.abort(), STALL_MS);
  }
}
