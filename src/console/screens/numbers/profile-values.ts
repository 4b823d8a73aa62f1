import type { Profile, ProfileChange } from "../../api/number-care.ts";

/** A profile as its form holds it: every member is a text, and there are two places for websites. */
export interface ProfileValues {
  about: string;
  description: string;
  vertical: string;
  address: string;
  email: string;
  websites: [string, string];
}

/** The members of the form, as a refusal points to them. */
export const MEMBERS = [
  "about",
  "description",
  "vertical",
  "address",
  "email",
  "websites.0",
  "websites.1",
] as const;

/** Meta's words for what a business does. */
export const VERTICALS = [
  "OTHER",
  "AUTO",
  "BEAUTY",
  "APPAREL",
  "EDU",
  "ENTERTAIN",
  "EVENT_PLAN",
  "FINANCE",
  "GROCERY",
  "GOVT",
  "HOTEL",
  "HEALTH",
  "NONPROFIT",
  "PROF_SERVICES",
  "RETAIL",
  "TRAVEL",
  "RESTAURANT",
  "ALCOHOL",
  "ONLINE_GAMBLING",
  "PHYSICAL_GAMBLING",
  "OTC_DRUGS",
] as const satisfies readonly NonNullable<ProfileChange["vertical"]>[];

export const valuesOf = (profile: Profile): ProfileValues => ({
  about: profile.about ?? "",
  description: profile.description ?? "",
  vertical: profile.vertical ?? "",
  address: profile.address ?? "",
  email: profile.email ?? "",
  websites: [profile.websites[0] ?? "", profile.websites[1] ?? ""],
});

const TEXTS = ["description", "address", "email"] as const;

/** What a form changes of a profile: only that is sent, because every member that is sent is written anew. */
export function changeOf(before: Profile, values: ProfileValues): ProfileChange {
  const old = valuesOf(before);
  const websites = values.websites.map(withScheme).filter((one) => one !== "");
  const vertical = VERTICALS.find((one) => one === values.vertical);
  const about = values.about.trim();
  return {
    ...Object.fromEntries(
      TEXTS.filter((key) => values[key].trim() !== old[key]).map((key) => [
        key,
        values[key].trim(),
      ]),
    ),
    ...(about !== old.about && about !== "" && { about }),
    ...(vertical !== undefined && vertical !== old.vertical && { vertical }),
    ...(websites.join(" ") !== before.websites.join(" ") && { websites }),
  };
}

/** People write `bakery.example`; Meta wants the whole address. */
function withScheme(text: string): string {
  const site = text.trim();
  return site === "" || /^https?:\/\//i.test(site) ? site : `https://${site}`;
}
