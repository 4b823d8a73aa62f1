import { z } from "zod";

import { coded, textUpTo, webLink } from "#core/whatsapp/outgoing/parts";

const CONTACTS_MAX = 5;

const line = (description: string, example: string) => textUpTo(1000, { description, example });
const maybe = (description: string, example: string) => line(description, example).optional();
/** Meta shows whatever word is given. */
const kind = textUpTo(100, {
  description: "A word that is shown: `HOME`, `WORK`, `CELL`.",
  example: "WORK",
}).optional();

const NAME_PARTS = ["first_name", "last_name", "middle_name", "prefix", "suffix"] as const;

const Name = z
  .strictObject({
    formatted_name: line("The whole name, as it is shown.", "Ana Souza"),
    first_name: maybe("First name.", "Ana"),
    last_name: maybe("Last name.", "Souza"),
    middle_name: maybe("Middle name.", "Maria"),
    prefix: maybe("What stands before the name.", "Dr"),
    suffix: maybe("What stands after the name.", "Jr"),
  })
  .refine(
    (name) => NAME_PARTS.some((part) => name[part] !== undefined),
    coded("name_part_required", `Beside formatted_name, one of ${NAME_PARTS.join(", ")}.`),
  )
  .meta({ description: "The name: `formatted_name` and at least one part." });

const Address = z.strictObject({
  street: maybe("Street and house number.", "1 Harbour Way"),
  city: maybe("City.", "Springfield"),
  state: maybe("State.", "CA"),
  zip: maybe("Postal code.", "94025"),
  country: maybe("Country.", "United States"),
  country_code: maybe("Its two letters.", "us"),
  type: kind,
});
const Email = z.strictObject({
  email: line("E-mail address.", "ana@shop.example").refine(
    (text) => /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)*$/.test(text),
    coded("email", "An e-mail address."),
  ),
  type: kind,
});
const Phone = z.strictObject({
  phone: line("Phone number.", "+1 650 555 1234"),
  wa_id: maybe("Its WhatsApp id; without one the card has no button to write.", "16505551234"),
  type: kind,
});
const Link = z.strictObject({
  url: webLink({ description: "Web address.", example: "https://shop.example" }),
  type: kind,
});
const Org = z
  .strictObject({
    company: maybe("Company.", "Bluebird Books"),
    department: maybe("Department.", "Sales"),
    title: maybe("Title.", "Manager"),
  })
  .meta({ description: "Where the person works." });

const listOf = <S extends z.ZodType>(schema: S, description: string) =>
  z.array(schema).meta({ description }).optional();

const Card = z.strictObject({
  name: Name,
  addresses: listOf(Address, "Addresses."),
  birthday: z
    .string()
    .refine((text) => z.iso.date().safeParse(text).success, coded("date", "A date: YYYY-MM-DD."))
    .meta({ description: "Day of birth, YYYY-MM-DD.", example: "1990-08-18" })
    .optional(),
  emails: listOf(Email, "E-mail addresses."),
  org: Org.optional(),
  phones: listOf(Phone, "Phone numbers."),
  urls: listOf(Link, "Web addresses."),
});

/** Meta's `contacts` list. */
export const ContactsContent = z
  .array(Card)
  .min(1)
  .max(CONTACTS_MAX)
  .meta({ description: `Meta's \`contacts\` list: 1 to ${CONTACTS_MAX} cards.` });
