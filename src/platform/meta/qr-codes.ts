/** Codes and short links that open a chat with a text already written. */
import { z } from "zod";

import { readPaging, readSuccess, type Call, type Page } from "#platform/meta/answers";
import type { GraphReply } from "#platform/meta/call";

const Code = z.object({
  code: z.string().min(1),
  prefilled_message: z.string(),
  deep_link_url: z.string(),
  qr_image_url: z
    .string()
    .nullish()
    .transform((url) => url ?? null),
});

/** A code as Meta shows it; the image when it was asked for. */
export type QrCode = Readonly<z.infer<typeof Code>>;

export type QrImage = "PNG" | "SVG";

const fieldsOf = (image: QrImage): string =>
  `fields=prefilled_message,deep_link_url,code,qr_image_url.format(${image})`;

/** A page of a number's codes, newest first. @param after Meta's own cursor. */
export const listQrCodes = (
  call: Call,
  phoneNumberId: string,
  {
    limit,
    after,
    image,
  }: { readonly limit: number; readonly after: string | null; readonly image: QrImage },
): Promise<GraphReply<Page<QrCode>>> => {
  const from = after === null ? "" : `&after=${encodeURIComponent(after)}`;
  return call(
    {
      method: "GET",
      path: `/${phoneNumberId}/message_qrdls?${fieldsOf(image)}&limit=${limit}${from}`,
    },
    (json) => readPaging(json, Code),
  );
};

/** One code; null when Meta knows none of this name. */
export const findQrCode = (
  call: Call,
  phoneNumberId: string,
  code: string,
): Promise<GraphReply<QrCode | null>> =>
  call(
    { method: "GET", path: `/${phoneNumberId}/message_qrdls/${code}?${fieldsOf("SVG")}` },
    (json) => {
      const page = readPaging(json, Code);
      return page === undefined ? undefined : (page.data[0] ?? null);
    },
  );

/** Make a code, or give one that is there another text. */
export const writeQrCode = (
  call: Call,
  phoneNumberId: string,
  { text, code, image }: { readonly text: string; readonly code?: string; readonly image: QrImage },
): Promise<GraphReply<QrCode>> =>
  call(
    {
      method: "POST",
      path: `/${phoneNumberId}/message_qrdls`,
      body: {
        prefilled_message: text,
        generate_qr_image: image,
        ...(code === undefined ? {} : { code }),
      },
    },
    (json) => Code.safeParse(json).data,
  );

export const deleteQrCode = (
  call: Call,
  phoneNumberId: string,
  code: string,
): Promise<GraphReply<true>> =>
  call({ method: "DELETE", path: `/${phoneNumberId}/message_qrdls/${code}` }, readSuccess);
