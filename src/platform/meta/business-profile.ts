/** What a business shows of itself on a number, and what it offers in an empty chat. */
import { z } from "zod";

import { readSuccess, type Call } from "#platform/meta/answers";
import type { GraphReply } from "#platform/meta/call";

const FIELDS = [
  "about",
  "address",
  "description",
  "email",
  "profile_picture_url",
  "websites",
  "vertical",
];

const text = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === "" ? null : value));

const Profile = z.object({
  about: text,
  address: text,
  description: text,
  email: text,
  profile_picture_url: text,
  websites: z
    .array(z.string())
    .nullish()
    .transform((urls) => (urls ?? []).filter((url) => url !== "")),
  vertical: text,
});

/** A business's profile; what it does not tell is null. */
export type BusinessProfile = Readonly<z.infer<typeof Profile>>;

/** What may be changed of it, as Meta names it; members that are not given stay. */
export interface ProfileChange {
  readonly about?: string | undefined;
  readonly address?: string | undefined;
  readonly description?: string | undefined;
  readonly email?: string | undefined;
  readonly websites?: readonly string[] | undefined;
  readonly vertical?: string | undefined;
  /** Of Meta's resumable upload. */
  readonly profile_picture_handle?: string | undefined;
}

export const getProfile = (
  call: Call,
  phoneNumberId: string,
): Promise<GraphReply<BusinessProfile>> =>
  call(
    {
      method: "GET",
      path: `/${phoneNumberId}/whatsapp_business_profile?fields=${FIELDS.join(",")}`,
    },
    (json) => {
      const parsed = z.object({ data: z.tuple([Profile], z.unknown()) }).safeParse(json);
      return parsed.success ? parsed.data.data[0] : undefined;
    },
  );

export const updateProfile = (
  call: Call,
  phoneNumberId: string,
  change: ProfileChange,
): Promise<GraphReply<true>> =>
  call(
    {
      method: "POST",
      path: `/${phoneNumberId}/whatsapp_business_profile`,
      body: { messaging_product: "whatsapp", ...change },
    },
    readSuccess,
  );

/** A word after `/` that a person may send, and what it does. */
interface Command {
  readonly name: string;
  readonly description: string;
}

/** What is offered in a chat. */
export interface Components {
  readonly iceBreakers: readonly string[];
  readonly commands: readonly Command[];
}

const Automation = z.object({
  conversational_automation: z
    .object({
      prompts: z.array(z.string()).nullish(),
      commands: z
        .array(z.object({ command_name: z.string(), command_description: z.string() }))
        .nullish(),
    })
    .nullish(),
});

export const getComponents = (call: Call, phoneNumberId: string): Promise<GraphReply<Components>> =>
  call(
    { method: "GET", path: `/${phoneNumberId}?fields=conversational_automation` },
    (json): Components | undefined => {
      const parsed = Automation.safeParse(json);
      if (!parsed.success) return undefined;
      const { prompts, commands } = parsed.data.conversational_automation ?? {};
      return {
        iceBreakers: prompts ?? [],
        commands: (commands ?? []).map((command) => ({
          name: command.command_name,
          description: command.command_description,
        })),
      };
    },
  );

/** Replace all of it. */
export const setComponents = (
  call: Call,
  phoneNumberId: string,
  { iceBreakers, commands }: Components,
): Promise<GraphReply<true>> =>
  call(
    {
      method: "POST",
      path: `/${phoneNumberId}/conversational_automation`,
      body: {
        prompts: iceBreakers,
        commands: commands.map(({ name, description }) => ({
          command_name: name,
          command_description: description,
        })),
      },
    },
    readSuccess,
  );
