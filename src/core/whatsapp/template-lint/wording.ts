/** What a template's words are likely to cost. They advise: only Meta's reviewers read what is meant. */
import { hasMarkedButton } from "#core/template/opt-out-buttons";
import { metaComponents } from "#core/whatsapp/template-components";
import type { LintedTemplate } from "#core/whatsapp/template-lint/linted";
import type { LintCode } from "#core/whatsapp/template-lint/rules";
import { textsOf, type PlacedText } from "#core/whatsapp/template-lint/texts-of";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";

/** Words in English, Spanish, Portuguese and German, by which Meta's reviewers tell an offer. */
const PROMOTION =
  /\d+\s?%|\b(?:discount|sale|promo(?:tion)?|coupon|special offer|free gift|buy now|limited time|descuento|oferta|promoción|cupón|rebajas|compra ya|desconto|promoção|cupom|liquidação|compre agora|brinde|rabatt|angebot|gutschein|aktion|schlussverkauf|jetzt kaufen)\b/iu;
const CODE =
  /\b(?:one[- ]time (?:code|password)|verification code|otp|código de (?:verificación|verificação|acesso|acceso)|bestätigungscode|einmalpasswort|sicherheitscode)\b/iu;
const SENSITIVE =
  /\b(?:your (?:password|pin|card number|cvv|social security number)|tu (?:contraseña|clave|número de tarjeta)|sua senha|seu (?:cpf|número do cartão)|dein(?:e)? (?:passwort|pin|kartennummer)|ihr(?:e)? (?:passwort|pin|kartennummer))\b/iu;
const SHORTENER =
  /\b(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|shorturl\.at|t\.ly)\b/i;
const WHATSAPP = /\b(?:wa\.me|(?:api|chat)\.whatsapp\.com)\b/i;
const OPT_OUT =
  /\b(?:stop|opt[- ]?out|unsubscribe|no more|parar|sair|descadastrar|cancelar|baja|no recibir|abmelden|abbestellen|stopp)\b/iu;

/** Rules that look at each text by itself. */
const BY_TEXT: readonly {
  readonly code: LintCode;
  readonly isMet: (text: string, template: LintedTemplate) => boolean;
  readonly told: string;
}[] = [
  {
    code: "url_shortener",
    isMet: (text) => SHORTENER.test(text),
    told: "A short link hides where it leads; Meta refuses it.",
  },
  {
    code: "url_whatsapp",
    isMet: (text) => WHATSAPP.test(text),
    told: "Meta refuses links into WhatsApp.",
  },
  {
    code: "promotional_words",
    isMet: (text, { category }) => category === "UTILITY" && PROMOTION.test(text),
    told: "A utility message must not offer anything; Meta may make it MARKETING.",
  },
  {
    code: "code_outside_authentication",
    isMet: (text, { category }) => category !== "AUTHENTICATION" && CODE.test(text),
    told: "One-time codes belong into the category AUTHENTICATION.",
  },
  {
    code: "sensitive_data",
    isMet: (text) => SENSITIVE.test(text),
    told: "The text speaks of a secret of the person.",
  },
  { code: "shouting", isMet: isShouted, told: "Most of the text is in capitals." },
  {
    code: "punctuation_run",
    isMet: (text) => /[!?]{3}/.test(text),
    told: "Three marks stand in a row.",
  },
];

const LETTERS_MIN = 20;
const CAPITALS_SHARE = 0.6;

/** Scripts without capitals are never shouted. */
function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return letters >= LETTERS_MIN && capitals / letters > CAPITALS_SHARE;
}

export function wordingProblems(template: LintedTemplate): TemplateProblem[] {
  const texts = textsOf(metaComponents(template.components));
  return [
    ...texts.flatMap(({ pointer, text }) =>
      BY_TEXT.flatMap(({ code, isMet, told }) =>
        isMet(text, template) ? [found(code, pointer, told)] : [],
      ),
    ),
    ...(template.category === "MARKETING" ? marketingHints(template, texts) : []),
  ];
}

/** The United States read English of theirs; Meta has delivered no marketing there since April 2025. */
const US = "en_US";

const marketingHints = (
  { language, components, optOutButtons = [] }: LintedTemplate,
  texts: readonly PlacedText[],
): TemplateProblem[] => [
  ...(hasMarkedButton(optOutButtons, components) || texts.some(({ text }) => OPT_OUT.test(text))
    ? []
    : [found("opt_out_missing", "/components", "Nothing says how to stop offers.")]),
  ...(language === US
    ? [found("us_marketing", "/language", "Meta delivers no marketing to numbers of the US.")]
    : []),
];
