import { TEMPLATE_LANGUAGES } from "../../api/template-languages.ts";
import { useLanguageName } from "../../ui/use-language-name.ts";

/** Every language that Meta has templates in, by its name in the reader's. */
export function LanguageOptions() {
  const languageName = useLanguageName();
  return TEMPLATE_LANGUAGES.map((code) => ({ code, name: languageName(code) }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .map(({ code, name }) => (
      <option key={code} value={code}>
        {name} ({code})
      </option>
    ));
}
