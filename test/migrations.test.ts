import { readdirSync, readFileSync } from "node:fs";

import { describe, test } from "vitest";

const FOLDERS = ["migrations/control", "migrations/tenant"] as const;
const filesOf = (folder: string): readonly string[] => readdirSync(folder).toSorted();

describe("migrations", () => {
  test.for(FOLDERS)("in %s are bundled completely and in order", (folder, { expect }) => {
    const source = readFileSync(`src/db/${folder.split("/")[1]}/migrations.ts`, "utf8");
    const imported = new Map(
      [...source.matchAll(/import (\w+) from ".*(migrations\/\w+)\/(.+\.sql)"/g)]
        .filter((match) => match[2] === folder)
        .map((match) => [match[1], match[3]]),
    );
    const listed = [...source.matchAll(/\{ name: "(.+)", sql: (\w+) \}/g)].map((match) => ({
      name: match[1],
      file: imported.get(match[2]),
    }));
    expect(listed).toEqual(filesOf(folder).map((name) => ({ name, file: name })));
  });

  test.for(FOLDERS)("in %s are numbered without a gap", (folder, { expect }) => {
    const numbers = filesOf(folder).map((name) => Number(/^(\d{4})_[a-z_]+\.sql$/.exec(name)?.[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test.for(FOLDERS.flatMap((folder) => filesOf(folder).map((name) => `${folder}/${name}`)))(
    "%s only adds",
    (file, { expect }) => {
      const sql = readFileSync(file, "utf8").replaceAll(/--.*$/gm, "");
      expect(sql.match(/ON DELETE CASCADE|DROP (?:TABLE|COLUMN)|RENAME|__new_/gi)).toBeNull();
    },
  );
});
