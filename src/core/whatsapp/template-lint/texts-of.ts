import { elements, isRecord } from "#core/whatsapp/envelope-json";

/** A text of a template, and where it stands. */
export interface PlacedText {
  readonly pointer: string;
  readonly text: string;
}

const TEXTS = ["text", "url"];
const PARTS = ["buttons", "cards", "components"];

/** Every text that people read or follow, those of buttons and cards too, and no examples. */
export const textsOf = (components: readonly unknown[]): readonly PlacedText[] =>
  components.flatMap((component, i) => textsIn(component, `/components/${i}`));

function textsIn(part: unknown, at: string): readonly PlacedText[] {
  if (!isRecord(part)) return [];
  const own = TEXTS.flatMap((name) => {
    const text = part[name];
    return typeof text === "string" ? [{ pointer: `${at}/${name}`, text }] : [];
  });
  const offer = textsIn(part["limited_time_offer"], `${at}/limited_time_offer`);
  const inner = PARTS.flatMap((name) =>
    elements(part[name]).flatMap((one, i) => textsIn(one, `${at}/${name}/${i}`)),
  );
  return [...own, ...offer, ...inner];
}
