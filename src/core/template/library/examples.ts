/** Templates of ours to begin with: what each is for, and its buttons. Their words are beside this file, language by language. */
import type { TemplateCategory } from "#core/template/states";

/** What a button does; its label is the language's. */
export type ExampleButton =
  | { readonly type: "QUICK_REPLY" }
  | { readonly type: "COPY_CODE"; readonly example: string }
  | { readonly type: "PHONE_NUMBER"; readonly phone_number: string }
  /** A link that ends with a variable when it has a sample. */
  | { readonly type: "URL"; readonly url: string; readonly example?: string };

/** One example, the same in all languages. */
export interface LibraryExample {
  readonly category: Exclude<TemplateCategory, "AUTHENTICATION">;
  readonly buttons?: readonly ExampleButton[];
}

const reply = { type: "QUICK_REPLY" } as const;
const SHOP = "https://www.example.com";
const link = (path: string, example?: string): ExampleButton => ({
  type: "URL",
  url: `${SHOP}/${path}${example === undefined ? "" : "{{1}}"}`,
  ...(example !== undefined && { example }),
});
const phone = { type: "PHONE_NUMBER", phone_number: "+15550051310" } as const;
const utility = (...buttons: ExampleButton[]): LibraryExample => ({
  category: "UTILITY",
  ...(buttons.length > 0 && { buttons }),
});
const marketing = (...buttons: ExampleButton[]): LibraryExample => ({
  category: "MARKETING",
  ...(buttons.length > 0 && { buttons }),
});

export const LIBRARY_EXAMPLES = {
  order_confirmed: utility(link("orders/", "A-1042")),
  order_ready: utility(reply),
  order_shipped: utility(link("track/", "A-1042")),
  delivery_today: utility(reply, reply),
  delivery_missed: utility(reply, phone),
  return_received: utility(),
  payment_received: utility(link("receipts/", "R-77")),
  payment_due: utility(link("pay/", "R-77")),
  payment_failed: utility(link("pay/", "R-77"), phone),
  appointment_booked: utility(reply),
  appointment_reminder: utility(reply, reply),
  appointment_moved: utility(reply, reply),
  table_booked: utility(reply),
  class_cancelled: utility(),
  request_received: utility(),
  request_solved: utility(reply, reply),
  documents_missing: utility(phone),
  account_opened: utility(link("help")),
  feedback_wanted: utility(reply, reply, reply),
  weekend_offer: marketing(reply),
  birthday_coupon: marketing({ type: "COPY_CODE", example: "CAKE15" }, link("shop")),
  back_in_stock: marketing(link("items/", "rye")),
  new_arrivals: marketing(link("new")),
  event_invitation: marketing(reply, reply),
} as const satisfies Readonly<Record<string, LibraryExample>>;

/** An example's name, which is the template's too. */
export type LibraryKey = keyof typeof LIBRARY_EXAMPLES;

/** What an example says in one language. */
export interface LibraryText {
  readonly body: string;
  /** What stands for {{1}}, {{2}}, …. */
  readonly samples: readonly string[];
  readonly footer?: string;
  /** Labels in the order of the buttons; a coupon's is Meta's own. */
  readonly labels?: readonly string[];
}

/** All examples in one language. */
export type LibraryTexts = Readonly<Record<LibraryKey, LibraryText>>;
