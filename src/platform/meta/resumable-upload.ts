/** Meta's resumable upload, in one piece: how pictures of profiles and samples of templates get there. Source: Meta, "Resumable Upload API". */
import { z } from "zod";

import type { Call } from "#platform/meta/answers";
import type { GraphReply } from "#platform/meta/call";

const UPLOAD_TIMEOUT_MS = 60_000;

/** A file on its way to Meta. */
export interface UploadedFile {
  /** The app that the token is of; null when its id is not known. */
  readonly appId: string | null;
  readonly name: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly body: ReadableStream;
}

/** Meta's word for the app of the token. */
const OWN_APP = "app";

/** Upload a file. @returns Its handle, by which a profile or a template names it. */
export async function uploadResumable(call: Call, file: UploadedFile): Promise<GraphReply<string>> {
  const query = new URLSearchParams({
    file_name: file.name,
    file_length: String(file.sizeBytes),
    file_type: file.mimeType,
  });
  const session = await call(
    { method: "POST", path: `/${file.appId ?? OWN_APP}/uploads?${query.toString()}` },
    (json) => z.object({ id: z.string().startsWith("upload:") }).safeParse(json).data?.id,
  );
  if (session.type !== "ok") return session;
  return call(
    {
      method: "POST",
      path: `/${session.value}`,
      stream: { contentType: file.mimeType, body: file.body },
      authorization: "OAuth",
      headers: { file_offset: "0" },
      timeoutMs: UPLOAD_TIMEOUT_MS,
    },
    (json) => z.object({ h: z.string().min(1) }).safeParse(json).data?.h,
  );
}
