/** The library: every example in every language, in Meta's shape. */
import { DE } from "#core/template/library/de";
import { EN } from "#core/template/library/en";
import { ES } from "#core/template/library/es";
import {
  LIBRARY_EXAMPLES,
  type ExampleButton,
  type LibraryExample,
  type LibraryKey,
  type LibraryText,
  type LibraryTexts,
} from "#core/template/library/examples";
import { PT_BR } from "#core/template/library/pt-br";
import type { TemplateCategory } from "#core/template/states";

const TEXTS = { en: EN, es: ES, pt_BR: PT_BR, de: DE } as const satisfies Readonly<
  Record<string, LibraryTexts>
>;

/** Languages of the library, as Meta writes them. */
export const LIBRARY_LANGUAGES = ["en", "es", "pt_BR", "de"] as const;
export type LibraryLanguage = (typeof LIBRARY_LANGUAGES)[number];

/** One example in one language: what a template is made of. */
export interface LibraryTemplate {
  readonly name: string;
  readonly language: LibraryLanguage;
  readonly category: TemplateCategory;
  readonly components: readonly ({ readonly type: string } & Readonly<Record<string, unknown>>)[];
}

/** The one-time code has no words of ours: Meta writes them in each language. */
const CODE = [
  { type: "BODY", add_security_recommendation: true },
  { type: "FOOTER", code_expiration_minutes: 10 },
];
const CODE_LABELS: Readonly<Record<LibraryLanguage, string>> = {
  en: "Copy code",
  es: "Copiar código",
  pt_BR: "Copiar código",
  de: "Code kopieren",
};

/** Every example in every language. */
export const templateLibrary = (): readonly LibraryTemplate[] =>
  LIBRARY_LANGUAGES.flatMap((language) => [
    // Safe: the keys of an object literal.
    ...(Object.keys(LIBRARY_EXAMPLES) as LibraryKey[]).map((name) => ({
      name,
      language,
      category: LIBRARY_EXAMPLES[name].category,
      components: componentsOf(LIBRARY_EXAMPLES[name], TEXTS[language][name]),
    })),
    {
      name: "sign_in_code",
      language,
      category: "AUTHENTICATION" as const,
      components: [
        ...CODE,
        {
          type: "BUTTONS",
          buttons: [{ type: "OTP", otp_type: "COPY_CODE", text: CODE_LABELS[language] }],
        },
      ],
    },
  ]);

const componentsOf = (
  { buttons = [] }: LibraryExample,
  { body, samples, footer, labels = [] }: LibraryText,
): LibraryTemplate["components"] => [
  { type: "BODY", text: body, example: { body_text: [samples] } },
  ...(footer === undefined ? [] : [{ type: "FOOTER", text: footer }]),
  ...(buttons.length === 0
    ? []
    : [
        {
          type: "BUTTONS",
          buttons: buttons.map((button, i) => ({ ...button, ...labelOf(button, labels[i] ?? "") })),
        },
      ]),
];

/** The label of a coupon is Meta's. */
const labelOf = ({ type }: ExampleButton, text: string) => (type === "COPY_CODE" ? {} : { text });
