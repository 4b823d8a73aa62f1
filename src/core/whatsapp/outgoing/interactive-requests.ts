/** Interactive messages that ask the person for something. */
import { z } from "zod";

import {
  Body,
  Footer,
  Header,
  kindOf,
  namedAction,
} from "#core/whatsapp/outgoing/interactive-parts";
import { coded, textUpTo } from "#core/whatsapp/outgoing/parts";

/** Where the person is. */
export const LocationRequest = z.strictObject({
  type: kindOf("location_request_message", "Asks where the person is."),
  body: Body,
  action: namedAction("send_location", "The button that sends the place."),
});

/** The person's phone number: for one who is known by a user id alone. */
export const ContactInfoRequest = z.strictObject({
  type: kindOf("request_contact_info", "Asks for the phone number of a person known by a user id."),
  body: Body,
  action: namedAction("request_contact_info", "The button that shares the number."),
});

/** Leave to call the person. */
export const CallPermissionRequest = z.strictObject({
  type: kindOf("call_permission_request", "Asks for leave to call."),
  body: Body.optional(),
  action: namedAction("call_permission_request", "The button that allows calls."),
});

const values = z.record(
  z.string(),
  textUpTo(1000, { description: "What the field holds.", example: "Ana Souza" }),
);

/** An address to deliver to. */
export const AddressRequest = z.strictObject({
  type: kindOf("address_message", "Asks for an address to deliver to."),
  header: Header.optional(),
  body: Body,
  footer: Footer.optional(),
  action: z
    .strictObject({
      name: z
        .literal("address_message")
        .meta({ description: "Always `address_message`.", example: "address_message" }),
      parameters: z
        .strictObject({
          country: z
            .string()
            .refine((text) => /^[A-Z]{2}$/.test(text), coded("country", "Two capital letters."))
            .meta({ description: "The country's two letters.", example: "IN" }),
          values: values
            .meta({ description: "What is filled in already, by Meta's field names." })
            .optional(),
          validation_errors: values
            .meta({ description: "What is wrong with the values, by the same names." })
            .optional(),
          saved_addresses: z
            .array(
              z.strictObject({
                id: textUpTo(255, { description: "Comes back with it.", example: "home" }),
                value: values.meta({ description: "The address, by Meta's field names." }),
              }),
            )
            .min(1)
            .meta({ description: "Addresses that the person may choose." })
            .optional(),
        })
        .meta({ description: "The form." }),
    })
    .meta({ description: "The form." }),
});
