import { accept, lengthOf, refuse, type Checked, type JsonObject } from "#sandbox/result";

/** Source: Meta, "Business profiles". */
const VERTICALS =
  "OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT PROF_SERVICES RETAIL TRAVEL RESTAURANT ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS".split(
    " ",
  );

/** Longest texts, in characters. */
const LENGTHS = { about: 139, address: 256, description: 512, email: 128 } as const;

const WEBSITES_MAX = 2;
const WEBSITE_LENGTH_MAX = 256;

const isWebsite = (value: unknown): boolean =>
  typeof value === "string" &&
  lengthOf(value) <= WEBSITE_LENGTH_MAX &&
  (value === "" || /^https?:\/\/\S+$/.test(value));

/** Check the body of `POST /{number}/whatsapp_business_profile`, and keep of it what is a profile. */
export function validateProfile(body: JsonObject): Checked<JsonObject> {
  const wrong = Object.entries(LENGTHS).find(
    ([name, max]) => body[name] !== undefined && !isText(body[name], max),
  );
  if (wrong !== undefined)
    return refuse(100, `Param ${wrong[0]} must be a text of at most ${wrong[1]} characters.`);
  const { about, vertical, websites, email } = body;
  if (about === "") return refuse(100, "Param about must not be empty.");
  if (typeof email === "string" && !/^$|^[^\s@]+@[^\s@]+$/.test(email))
    return refuse(100, "Param email must be an e-mail address.");
  if (vertical !== undefined && !VERTICALS.some((known) => known === vertical))
    return refuse(100, `Param vertical must be one of {${VERTICALS.join(", ")}}.`);
  if (websites !== undefined && !isWebsites(websites))
    return refuse(100, `Param websites must be at most ${WEBSITES_MAX} URLs.`);
  const members = [...Object.keys(LENGTHS), "vertical", "websites"];
  return accept(
    Object.fromEntries(
      members.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])),
    ),
  );
}

const isText = (value: unknown, max: number): boolean =>
  typeof value === "string" && lengthOf(value) <= max;

const isWebsites = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= WEBSITES_MAX && value.every(isWebsite);
