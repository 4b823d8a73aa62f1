/** Members who are named in a note by `@` and their whole name. Pure, so that a test can hold it. */
import type { Member } from "../../api/members.ts";

type Named = Pick<Member, "id" | "full_name">;

/** What is being typed behind an `@` at the end of what stands before the caret; undefined when nothing is. */
export const mentionAt = (before: string): string | undefined =>
  /(?:^|\s)@(?<wanted>[^\n@]{0,40})$/u.exec(before)?.groups?.["wanted"];

/** Whose name begins so, or has a word that does. */
export const membersLike = <One extends Named>(members: readonly One[], wanted: string): One[] => {
  const needle = wanted.toLocaleLowerCase();
  return members.filter(({ full_name: name }) => {
    const whole = name.toLocaleLowerCase();
    return whole.startsWith(needle) || whole.split(/\s+/u).some((word) => word.startsWith(needle));
  });
};

/** Whom a text names; of two names of which one begins the other, the longer is meant. */
export function mentionedIn<One extends Named>(text: string, members: readonly One[]): One["id"][] {
  const longestFirst = members.toSorted((a, b) => b.full_name.length - a.full_name.length);
  let rest = text;
  return longestFirst
    .filter(({ full_name: name }) => {
      const isNamed = rest.includes(`@${name}`);
      rest = rest.replaceAll(`@${name}`, "");
      return isNamed;
    })
    .map(({ id }) => id);
}
