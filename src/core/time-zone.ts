/**
 * Names without a region that IANA knows. The engine also takes abbreviations of its own (`PST`, `IST`), which mean different
 * things to different people; those are refused, and so are `EST`, `MST` and `HST`, which are fixed offsets by another name.
 */
const WITHOUT_REGION = new Set(
  (
    "CET CST6CDT Cuba EET EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich Hongkong Iceland Iran Israel " +
    "Jamaica Japan Kwajalein Libya MET MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey " +
    "UCT UTC Universal W-SU WET Zulu"
  ).split(" "),
);

/** Whether the text names a time zone of IANA's: a name, an alias or `UTC`. An offset such as `+05:30` is not a zone. */
export function isTimeZone(text: string): boolean {
  if (text.length > 64 || !(text.includes("/") || WITHOUT_REGION.has(text))) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
