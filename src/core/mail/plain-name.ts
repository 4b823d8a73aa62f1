/** Longer names are cut: a letter is no place for somebody's advertisement. */
const LENGTH_MAX = 60;

/** What stands for a name of which nothing is left. */
const NOBODY = "…";

/**
 * The name of a person or a workspace as a letter may say it. Whoever writes the letter's reader an invitation chose it, so
 * nothing in it may become a link or a line of its own: addresses lose their dots, slashes and @, control characters and marks of
 * direction go, white space becomes one blank.
 */
export function plainName(name: string): string {
  const plain = name
    .replaceAll(/[\p{C}\p{Z}\s]+/gu, " ")
    .replaceAll(/[\\/@:<>[\](){}|"“”„]+/g, " ")
    // A dot between two letters makes a host of them, also in other scripts; one at the end of a word stays.
    .replaceAll(/(?<=\S)[.。．｡․](?=\S)/gu, " ")
    .replaceAll(/ +/g, " ")
    .trim();
  const cut = Array.from(plain).slice(0, LENGTH_MAX).join("").trim();
  return cut === "" ? NOBODY : cut;
}
