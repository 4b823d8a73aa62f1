import { Validator } from "@cfworker/json-schema";
import { describe, test } from "vitest";

import { EVENTS, type EventType } from "#core/event/catalogue";
import { eventSchema, exampleEvent } from "#core/event/envelope";

import told from "./told.json" with { type: "json" };

const TYPES = Object.keys(EVENTS) as EventType[];

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
}

/** Where every member of a schema stands, e.g. `data.error.code`. */
const pathsOf = ({ properties = {} }: Node, prefix = ""): readonly string[] =>
  Object.entries(properties).flatMap(([name, node]) => [
    `${prefix}${name}`,
    ...pathsOf(node, `${prefix}${name}.`),
  ]);

/** Members of the data of each type, as they are now. */
const nowTold = () =>
  Object.fromEntries(
    TYPES.map((type) => {
      const { data } = (eventSchema(type) as Node).properties ?? {};
      return [type, pathsOf(data ?? {}).toSorted()];
    }),
  );

describe("what events tell", () => {
  test("never loses a type or a member: what was told once is told for good", ({ expect }) => {
    const now: Readonly<Record<string, readonly string[]>> = nowTold();
    const lost = Object.entries(told).flatMap(([type, members]) =>
      members.filter((member) => !now[type]?.includes(member)).map((name) => `${type} ${name}`),
    );
    expect(lost).toEqual([]);
  });

  test("is all written down in told.json, so that it cannot be lost", ({ expect }) => {
    expect(told).toEqual(nowTold());
  });
});

describe("the schema of an event", () => {
  test.for(TYPES)("%s takes its example, in the draft that it names", (type, { expect }) => {
    const schema = eventSchema(type);
    expect(schema["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
    const validator = new Validator(schema, "2020-12", false);
    expect(validator.validate(exampleEvent(type)).errors).toEqual([]);
    expect(EVENTS[type].data.safeParse(exampleEvent(type).data).success).toBe(true);
  });

  test.for(TYPES)("%s takes nothing that lacks a member, nor another type", (type, { expect }) => {
    const validator = new Validator(eventSchema(type), "2020-12", false);
    const example = exampleEvent(type);
    for (const name of Object.keys(example.data)) {
      const { [name]: _, ...data } = example.data as Record<string, unknown>;
      expect([name, validator.validate({ ...example, data }).valid]).toEqual([name, false]);
    }
    expect(validator.validate({ ...example, type: "message.gone" }).valid).toBe(false);
    expect(validator.validate({ ...example, seq: 0 }).valid).toBe(false);
  });

  test("lets events gain members", ({ expect }) => {
    const example = exampleEvent("contact.created");
    const grown = { ...example, more: 1, data: { ...example.data, more: { of: "it" } } };
    expect(new Validator(eventSchema("contact.created"), "2020-12").validate(grown).valid).toBe(
      true,
    );
  });
});
