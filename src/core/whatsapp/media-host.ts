/** Where Meta keeps media. Source: Meta, "Media", "Get media URL"; `lookaside.fbsbx.com` is what it answers today. */
const META_DOMAINS = ["fbsbx.com", "facebook.com", "fbcdn.net", "whatsapp.net"];

/**
 * Whether a medium may be asked for under an address, with the number's token: an address of Meta's, or of the Graph API that the
 * deployment talks to. Anything else could be anybody's.
 *
 * @param graphBase The address of the Graph API, e.g. `https://graph.facebook.com/v26.0`.
 */
export function isMediaAddress(text: string, graphBase: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "") return false;
  if (url.origin === URL.parse(graphBase)?.origin) return true;
  if (url.protocol !== "https:" || url.port !== "") return false;
  return META_DOMAINS.some(
    (domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`),
  );
}
