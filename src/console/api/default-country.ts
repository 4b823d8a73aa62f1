import { queryOptions } from "@tanstack/react-query";

import { api, ask } from "./client.ts";

/** The country in which the workspace reads phone numbers without a country code, ISO 3166-1; null: none is set. */
export const defaultCountryQuery = queryOptions({
  queryKey: ["workspace", "default-country"],
  queryFn: async () => (await ask(api.workspace.$get())).settings.default_country,
});

export const setDefaultCountry = (country: string) =>
  ask(api.workspace.$patch({ header: {}, json: { settings: { default_country: country } } }));
