import fc from "fast-check";
import { describe, test } from "vitest";

import { changeMediaIds, mediaIdsOf } from "#core/whatsapp/outgoing/media-ids";

const image = { type: "image", image: { id: "1" } };
const MESSAGES: readonly (readonly [type: string, content: unknown, places: readonly string[]])[] =
  [
    ["image", { id: "1", caption: "x" }, ["/image/id"]],
    ["audio", { id: "1" }, ["/audio/id"]],
    ["document", { link: "https://a.b" }, []],
    ["text", { body: "x", id: "1" }, []],
    ["contacts", [{ id: "1" }], []],
    [
      "interactive",
      {
        type: "button",
        header: { type: "document", document: { id: "1" } },
        action: { buttons: [{ reply: { id: "yes" } }] },
      },
      ["/interactive/header/document/id"],
    ],
    [
      "interactive",
      { type: "carousel", action: { cards: [{ header: image }, { header: image }] } },
      [
        "/interactive/action/cards/0/header/image/id",
        "/interactive/action/cards/1/header/image/id",
      ],
    ],
    [
      "interactive",
      { type: "flow", action: { parameters: { flow_action_payload: { data: image } } } },
      [],
    ],
    [
      "template",
      {
        components: [
          { type: "header", parameters: [image] },
          { type: "carousel", cards: [{ components: [{ type: "header", parameters: [image] }] }] },
        ],
      },
      [
        "/template/components/0/parameters/0/image/id",
        "/template/components/1/cards/0/components/0/parameters/0/image/id",
      ],
    ],
  ];

describe("the media that a message names", () => {
  test.for(MESSAGES)("%s %o", ([type, content, places], { expect }) => {
    expect(mediaIdsOf(type, content)).toEqual(places.map((pointer) => ({ id: "1", pointer })));
    const changed = changeMediaIds(type, content, (id) => `new-${id}`);
    expect(mediaIdsOf(type, changed).map(({ id }) => id)).toEqual(places.map(() => "new-1"));
    expect(changeMediaIds(type, changed, (id) => id.slice(4))).toEqual(content);
  });

  test("are told of whatever is stored, and all else stays as it is", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.constantFrom("image", "interactive", "template"),
        fc.jsonValue(),
        (type, content) => {
          expect(changeMediaIds(type, content, (id) => id)).toEqual(content);
        },
      ),
    );
  });
});
