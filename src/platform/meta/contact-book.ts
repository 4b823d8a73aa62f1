/** The book in which Meta keeps, for a business portfolio, which phone belongs to which business-scoped user id. */
import { z } from "zod";

import type { Call } from "#platform/meta/answers";
import type { GraphReply } from "#platform/meta/call";

const Answer = z.object({ success: z.boolean().optional(), deleted: z.boolean().optional() });

/** Take a person out of it. @returns Whether Meta says that they are gone. */
export const deleteFromContactBook = (
  call: Call,
  phoneNumberId: string,
  bsuid: string,
): Promise<GraphReply<boolean>> =>
  call(
    {
      method: "DELETE",
      path: `/${phoneNumberId}/contact_book?messaging_product=whatsapp&bsuid=${encodeURIComponent(bsuid)}`,
    },
    (json) => {
      const answer = Answer.safeParse(json);
      return answer.success ? (answer.data.deleted ?? answer.data.success ?? false) : undefined;
    },
  );
