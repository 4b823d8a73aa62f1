// `npm run client`: writes the types of the client in `client/` from the contract. `npm run contract` fails when they are others.
import { apiDocument } from "./lib/api-document.mjs";
import { writeTypes } from "./lib/api-types.mjs";

await writeTypes(await apiDocument());
