/** How long an IBAN is, by its country. Source: SWIFT, IBAN Registry. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18
FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20
LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31
SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((row) => [row.slice(0, 2), Number(row.slice(2))]),
);

/** The begin of one, and as much as the shortest has: letters and digits, in groups or not. */
const CANDIDATE = /(?<![A-Z0-9])(?=([A-Z]{2})\d{2}(?:[ -]?[A-Z0-9]){11})/g;

/** Whether a text holds an IBAN whose length and check digits are right (ISO 13616). Expects a plain text. */
export function hasIban(text: string): boolean {
  const upper = text.toUpperCase();
  return [...upper.matchAll(CANDIDATE)].some((match) => {
    const length = LENGTHS.get(match[1] ?? "");
    if (length === undefined) return false;
    const written = upper.slice(match.index).replaceAll(/[ -]/g, "");
    return isValid(written.slice(0, length), length);
  });
}

/** ISO 7064, MOD 97-10: the first four characters at the end, letters as 10 to 35. */
function isValid(iban: string, length: number): boolean {
  if (iban.length !== length || !/^[A-Z0-9]+$/.test(iban)) return false;
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36)))
      rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
