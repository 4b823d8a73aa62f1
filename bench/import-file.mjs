// A file of contacts of which three in a hundred cannot be contacts, each of these for one of six reasons.

/** What stands in place of a row that could be a contact. @param i Its number. */
const BAD = [
  (i) => `12,Person ${i},Porto,1.5`,
  (i) => `3.51912E+11,Person ${i},Porto,1.5`,
  (i) => `+351 9${i} letters,Person ${i},Porto,1.5`,
  (i) => `${phoneOf(i)},Person ${i}`,
  (i) => `${phoneOf(i)},Person ${i},Porto,a lot`,
  (i) => `${phoneOf(i)},${"Ana ".repeat(200)}${i},Porto,1.5`,
];
const GIVEN = ["Ana", "Bruno", "Carla", "Davi", "Elisa", "Fábio", "Gabriela", "Heitor"];
const FAMILY = ["Almeida", "Barros", "Costa", "Dias", "Esteves", "Ferreira", "Gomes"];
const CITIES = ["Lisboa", "Porto", "São Paulo", "Recife", "Coimbra"];

export const MAPPING = {
  Phone: "phone",
  Name: "name",
  City: "fields.city",
  Spent: { to: "fields.spent", type: "number" },
};

/** @returns The file as text, and the lines of its bad rows. */
export function importFile(rows) {
  const lines = ["Phone,Name,City,Spent"];
  const bad = [];
  for (let i = 0; i < rows; i++) {
    const isBad = i % 100 < 3;
    if (isBad) bad.push(lines.length + 1);
    lines.push(isBad ? BAD[bad.length % BAD.length](i) : goodRow(i));
  }
  return { text: `${lines.join("\n")}\n`, bad };
}

const goodRow = (i) =>
  `${phoneOf(i)},${GIVEN[i % GIVEN.length]} ${FAMILY[i % FAMILY.length]},${CITIES[i % CITIES.length]},${i % 500}.5`;

const phoneOf = (i) => `+3519${String(10_000_000 + i)}`;
