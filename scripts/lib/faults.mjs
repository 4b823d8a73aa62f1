// The faults that `npm run sabotage` plants: one file each in test/sabotage, which says what it breaks and who must notice.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @typedef {object} Fault
 * @property {string} promise What the fault breaks, as one sentence.
 * @property {{ file: string, find: string, put: string }[]} edits Each `find` stands in its file exactly once.
 * @property {Red[]} red What must fail, every one of it.
 *
 * @typedef {object} Red
 * @property {string} [tests] A test file that must fail,
 * @property {string} [named] of which only the tests are run whose name contains this;
 * @property {string} [script] or a script of package.json that must fail.
 * @property {string} says What the output must contain, so that it is red for the right reason.
 */

/** Every fault of a folder. @returns {Promise<{ name: string, fault: Fault }[]>} */
export async function readFaults(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith(".mjs"));
  return Promise.all(
    files.toSorted().map(async (file) => {
      const { fault } = await import(pathToFileURL(path.resolve(folder, file)).href);
      return { name: path.basename(file, ".mjs"), fault };
    }),
  );
}

/** Why a fault cannot be planted or noticed any more; empty when it can. @param {Fault} fault @returns {string[]} */
export function staleBecause({ promise, edits, red }) {
  return [
    ...(promise && edits.length > 0 && red.length > 0 ? [] : ["it names no promise, edit or red"]),
    ...edits.flatMap(({ file, find, put }) => {
      const times = textOf(file).split(find).length - 1;
      if (find === put) return [`it changes nothing in ${file}`];
      return times === 1 ? [] : [`its text stands ${times} times in ${file}`];
    }),
    ...red.flatMap(({ tests, named, script, says }) => {
      if (!says) return ["it does not say what is said"];
      if (script !== undefined)
        return script in scripts() ? [] : [`there is no script "${script}"`];
      if (textOf(tests) === "") return [`there is no ${tests}`];
      return named === undefined || textOf(tests).includes(named)
        ? []
        : [`no test of ${tests} is named "${named}"`];
    }),
  ];
}

/** The file with the fault in it. @param {{ find: string, put: string }} edit */
export const planted = (text, { find, put }) => text.split(find).join(put);

const textOf = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");
const scripts = () => JSON.parse(readFileSync("package.json", "utf8")).scripts;
