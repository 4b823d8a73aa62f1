import { api, ask } from "./client.ts";
import type { Message } from "./conversations.ts";

/** A file of a message: where it stands, and a link to it once it is here. */
export type Medium = NonNullable<Message["media"]>;

/** Where the file is read, as an address of this origin; null while it is not here. It opens for a quarter of an hour at least. */
export function hrefOf({ url }: Pick<Medium, "url">): string | null {
  if (url === null) return null;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** Have it fetched from Meta again. @throws Problem `media_unavailable` when Meta keeps it no longer. */
export const refetchMedium = (id: string) => ask(api.media[":id"].refetch.$post({ param: { id } }));

/** Keep a file, under its own type and name. @throws Problem `unsupported_media`, `body_too_large`, … */
export const uploadMedium = (file: File) =>
  ask(
    api.media.$post(
      {},
      {
        init: {
          body: file,
          headers: {
            "content-type": file.type,
            "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
            "idempotency-key": crypto.randomUUID(),
          },
        },
      },
    ),
  );
