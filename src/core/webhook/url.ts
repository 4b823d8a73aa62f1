/** Whether webhooks may be sent to a URL. */
import { callbackUrlFault } from "#core/callback-url";

/** Which rule a URL breaks, for programs, and in words. */
export interface UrlFault {
  readonly rule:
    | "not_public_https"
    | "address_not_allowed"
    | "port_not_allowed"
    | "name_not_allowed"
    | "own_host";
  readonly message: string;
}

/** Where a platform is reached, and whether it runs on a developer's machine. */
export interface UrlRules {
  /** The deployment's own address, e.g. `https://waqtor.example`. */
  readonly publicUrl: string;
  readonly allowsLoopback: boolean;
}

const PORTS = ["", "443", "8443"];

/** Names that lead to whatever address stands in them, or to the reader's own machine, and names that are nobody's. */
const BORROWED_NAMES =
  /(?:^|\.)(?:nip\.io|sslip\.io|xip\.io|traefik\.me|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|rebind\.it|1u\.ms|test|invalid)$/;

/**
 * Why a URL may not be sent webhooks, or null when it may. Names are judged as they are spelled once the URL is parsed, which
 * writes every spelling of an address as one, and a name in other letters in punycode.
 */
export function webhookUrlFault(text: string, rules: UrlRules): UrlFault | null {
  const message = callbackUrlFault(text, rules);
  if (message !== null) return { rule: "not_public_https", message };
  const url = new URL(text);
  if (isOwn(url, rules)) return fault("own_host", "Must not lead to this platform itself.");
  return rules.allowsLoopback && isNear(url.hostname) ? null : farFault(url);
}

function farFault({ hostname, port }: URL): UrlFault | null {
  const host = hostname.replace(/\.$/, "");
  if (host.startsWith("[") || /^[\d.]+$/.test(host))
    return fault("address_not_allowed", "Must name its host, not its address.");
  if (!PORTS.includes(port)) return fault("port_not_allowed", "Must use port 443 or 8443.");
  if (BORROWED_NAMES.test(host))
    return fault("name_not_allowed", "Must not use a name that stands for any address.");
  return null;
}

const fault = (rule: UrlFault["rule"], message: string): UrlFault => ({ rule, message });

/** On a developer's machine several programs share a host, so there the port counts too. */
function isOwn(url: URL, { publicUrl, allowsLoopback }: UrlRules): boolean {
  const own = new URL(publicUrl);
  if (url.hostname.replace(/\.$/, "") !== own.hostname) return false;
  return !(allowsLoopback && isNear(own.hostname)) || url.port === own.port;
}

/** `callbackUrlFault` lets the own machine pass by these names alone. */
const isNear = (hostname: string): boolean =>
  /^(?:localhost|\[::1\]|127\.\d+\.\d+\.\d+)\.?$/.test(hostname);
