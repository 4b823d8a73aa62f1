/** A browser's name for itself holds the names of others: the first that fits is meant. */
const BROWSERS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/Chrome\/|\bCriOS\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];
const NAME_MAX = 40;

/** What a `User-Agent` says: a browser and its system, or the name of a program; each undefined when it says nothing of it. */
export function deviceOf(userAgent: string | null): {
  readonly program: string | undefined;
  readonly system: string | undefined;
} {
  const text = userAgent ?? "";
  const nameIn = (names: typeof BROWSERS) => names.find(([mark]) => mark.test(text))?.[1];
  const own = text.split(/[/\s]/, 1)[0]?.slice(0, NAME_MAX);
  return {
    program: nameIn(BROWSERS) ?? (own === "" || own === "Mozilla" ? undefined : own),
    system: nameIn(SYSTEMS),
  };
}
