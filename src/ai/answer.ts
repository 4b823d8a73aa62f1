/** What a model is asked to answer, and how its answer is read. */
import { z } from "zod";

const text = (says: string) => z.string().describe(says);

/** Every member is required, as strict JSON schemas want it; "" and [] stand for what the template does not have. */
const Answer = z.strictObject({
  name: text("Short name of the template: lower-case letters, digits and underscores, in English."),
  header: text('One line without variables, at most 60 characters; "" for none.'),
  body: text("The message, at most 1024 characters. A variable is written as {{its_name}}."),
  footer: text('One line without variables, at most 60 characters; "" for none.'),
  buttons: z
    .array(text("What the reader answers with one tap, at most 25 characters."))
    .describe("At most 3 quick replies, each with a text of its own; [] for none."),
  variables: z
    .array(
      z.strictObject({
        name: text("A variable that the body uses."),
        example: text("An invented value of it, as a reader could see it."),
      }),
    )
    .describe("Every variable that the body uses, each once; [] for none."),
});

/** A model's answer as it is asked for. */
export type Answer = z.infer<typeof Answer>;

const { $schema: _, ...schema } = z.toJSONSchema(Answer);

/** The JSON schema of an answer, for `response_format`. */
export const ANSWER_SCHEMA: Readonly<Record<string, unknown>> = schema;

/** Read what a model wrote; undefined when it is no JSON of that shape. Models wrap JSON into a fence now and then. */
export function readAnswer(content: string): Answer | undefined {
  const bare = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(content)?.[1] ?? content;
  try {
    return Answer.safeParse(JSON.parse(bare)).data;
  } catch {
    return undefined;
  }
}
