/** Where an outgoing message names media by id: in itself, in a header, in a card, or in a template's parameters. */
import { elements, isRecord, member } from "#core/whatsapp/envelope-json";

const MEDIA = ["image", "video", "document", "audio", "sticker"];

/** What an id becomes. `pointer` leads to it in the message, e.g. `/interactive/header/image/id`. */
export type ChangeId = (id: string, pointer: string) => string;

/**
 * The object of a type with each id of a medium changed, and all else as it is. The free data of a flow is nobody's medium.
 *
 * @param content Meta's object of the type.
 */
export function changeMediaIds(type: string, content: unknown, change: ChangeId): unknown {
  const at = `/${type}`;
  if (MEDIA.includes(type)) return inMedium(content, at, change);
  if (type === "interactive") return inInteractive(content, at, change);
  return type === "template" ? inComponents(content, at, change) : content;
}

/** A medium that an outgoing message names. */
export interface MediaId {
  readonly id: string;
  readonly pointer: string;
}

/** Every id of a medium in the object of a type, with the place where it stands. */
export function mediaIdsOf(type: string, content: unknown): readonly MediaId[] {
  const found: MediaId[] = [];
  changeMediaIds(type, content, (id, pointer) => {
    found.push({ id, pointer });
    return id;
  });
  return found;
}

function inMedium(medium: unknown, at: string, change: ChangeId): unknown {
  const id = member(medium, "id");
  return isRecord(medium) && typeof id === "string"
    ? { ...medium, id: change(id, `${at}/id`) }
    : medium;
}

/** A header or parameter, which holds its medium under the name of its kind. */
function inHolder(holder: unknown, at: string, change: ChangeId): unknown {
  if (!isRecord(holder)) return holder;
  return Object.fromEntries(
    Object.entries(holder).map(([name, value]) => [
      name,
      MEDIA.includes(name) ? inMedium(value, `${at}/${name}`, change) : value,
    ]),
  );
}

/** An object with one of its members, where it has that, made anew. */
const inMember = (object: unknown, name: string, made: (value: unknown) => unknown): unknown =>
  isRecord(object) && Object.hasOwn(object, name)
    ? { ...object, [name]: made(object[name]) }
    : object;

const inEach = (list: unknown, made: (value: unknown, at: number) => unknown): unknown =>
  Array.isArray(list) ? elements(list).map(made) : list;

function inInteractive(content: unknown, at: string, change: ChangeId): unknown {
  const headed = (object: unknown, here: string): unknown =>
    inMember(object, "header", (header) => inHolder(header, `${here}/header`, change));
  return inMember(headed(content, at), "action", (action) =>
    inMember(action, "cards", (cards) =>
      inEach(cards, (card, i) => headed(card, `${at}/action/cards/${i}`)),
    ),
  );
}

function inComponents(content: unknown, at: string, change: ChangeId): unknown {
  return inMember(content, "components", (components) =>
    inEach(components, (component, i) => {
      const here = `${at}/components/${i}`;
      const filled = inMember(component, "parameters", (parameters) =>
        inEach(parameters, (one, p) => inHolder(one, `${here}/parameters/${p}`, change)),
      );
      return inMember(filled, "cards", (cards) =>
        inEach(cards, (card, c) => inComponents(card, `${here}/cards/${c}`, change)),
      );
    }),
  );
}
