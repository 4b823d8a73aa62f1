/** What cases of the table of hard inputs do with a contact or a file, and what they tell of it. */
import { env } from "cloudflare:workers";

import { call, type Body } from "../../fixtures/call.ts";
import type { TenantFixture } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";
import { fetchApi } from "../../http/fetch-api.ts";
import { imported, MAPPING, reportsOf, upload, type Fields } from "./fixture.ts";

type File = string | Uint8Array<ArrayBuffer>;

export const MB = 1_000_000;

/** A text in UTF-16 with its mark. */
export function utf16(text: string, isBig: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, !isBig);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), !isBig);
  return bytes;
}

/** Texts in UTF-8, and single bytes between them. */
export const bytesOf = (...parts: readonly (string | number)[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "number" ? [part] : [...new TextEncoder().encode(part)],
    ),
  );

/** Status, code, and what each error points at. */
export const answerOf = ({ status, body }: { readonly status: number; readonly body: Body }) => [
  status,
  body["code"],
  ...(body.errors ?? []).map(({ pointer }) => pointer),
];

/** Add a contact. */
export const adds = (body: unknown) => async (t: TenantFixture) =>
  answerOf(await call(t, "POST /contacts", body));

/** Set a field that is declared to hold an e-mail address. */
export const mails = (mail: string) => async (t: TenantFixture) => {
  await call(t, "POST /fields", { key: "mail", type: "email" });
  const answer = await call(t, "POST /contacts", { phone: "+5511987650001", fields: { mail } });
  return answer.status === 201 ? answer.body["fields"] : answerOf(answer);
};

/** What an upload is refused with, and what is said of it. Nothing may be kept of it. */
export const refused = (file: File) => async (t: TenantFixture) => {
  const { status, body } = await upload(t, file);
  return nothingOf(t, [...answerOf({ status, body }), body["detail"]]);
};

/** The answer, once it is sure that no byte and no row is left of an upload. */
export async function nothingOf(t: TenantFixture, answer: unknown): Promise<unknown> {
  const { objects } = await env.MEDIA.list({ prefix: `t/${t.tenant.id}/imports/` });
  const rows = await t.ctx.db.query.imports.findMany();
  if (objects.length + rows.length > 0) throw new Error("something is left of it");
  return answer;
}

/** Created, rejected, and of each report its line, column and code. */
export const told = (file: File) => async (t: TenantFixture) => {
  const done = await imported(t, file);
  const { rows, total_rows: all, created, updated, unchanged, rejected } = countsOf(done);
  if (rows !== all || rows !== created + updated + unchanged + rejected)
    throw new Error("it does not add up");
  const reports = await reportsOf(t, done["id"]);
  return [created, rejected, ...reports.map((line) => line.split(",").slice(0, 3).join())];
};

const countsOf = (view: Body) => {
  const of = (name: string) => Number(view[name]);
  return {
    rows: of("rows"),
    total_rows: of("total_rows"),
    created: of("created"),
    updated: of("updated"),
    unchanged: of("unchanged"),
    rejected: of("rejected"),
  };
};

/** How a file was read, and whom it made: phone and name. */
export const names = (file: File) => async (t: TenantFixture) => {
  const done = await imported(t, file);
  const rows = await t.ctx.db.query.contacts.findMany();
  const made = rows
    .map(({ phone, name }) => [phone, name])
    .toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
  return [done["encoding"], done["delimiter"], ...made];
};

/** Where those whom a file made stand, and what was told of their consent. */
export const consents = (file: string, fields: Fields) => async (t: TenantFixture) => {
  const done = await imported(t, file, fields);
  const rows = await t.ctx.db.query.contacts.findMany();
  const reports = await reportsOf(t, done["id"]);
  return {
    ...Object(done["consents"]),
    heads: rows.map(({ marketing }) => marketing).toSorted(),
    reports: reports.map((line) => {
      const cells = line.split(",");
      return [...cells.slice(0, 3), cells[4]].join();
    }),
  };
};

/** The names that a file made, and the lines of an export of them. */
export async function exported(t: TenantFixture, file: string) {
  await imported(t, file);
  const rows = await t.ctx.db.query.contacts.findMany();
  const asked = await call(t, "POST /exports", { resource: "contacts", format: "csv" });
  const view = await until(async () => {
    const { body } = await call(t, `GET /exports/${String(asked.body["id"])}`);
    return body["status"] === "ready" && body;
  });
  const { pathname, search } = new URL(String(view["url"]));
  const text = await (await fetchApi(`https://waqtor.test${pathname}${search}`)).text();
  return {
    made: rows
      .toSorted((a, b) => String(a.phone).localeCompare(String(b.phone)))
      .map(({ name }) => name),
    lines: text.trimEnd().split("\r\n").slice(1),
  };
}

/** Send one file twice at once, and tell whom the two made. */
export async function together(t: TenantFixture, file: string) {
  const done = (await Promise.all([imported(t, file), imported(t, file)])).map(countsOf);
  const sum = (of: "created" | "unchanged" | "rejected") =>
    done.reduce((total, counts) => total + counts[of], 0);
  return {
    contacts: (await t.ctx.db.query.contacts.findMany()).length,
    created: sum("created"),
    unchanged: sum("unchanged"),
    rejected: sum("rejected"),
  };
}

/** A form of a file that begins and ends so, and has these pieces in its middle. */
export function* aForm(
  head: string,
  pieces: Iterable<string>,
  tail = "",
  mapping: object = MAPPING,
): Generator<string> {
  yield `--edge\r\ncontent-disposition: form-data; name="mapping"\r\n\r\n${JSON.stringify(mapping)}\r\n`;
  yield `--edge\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\n\r\n`;
  yield head;
  yield* pieces;
  yield `${tail}\r\n--edge--\r\n`;
}

export function* repeatedly(piece: string, times: number): Generator<string> {
  for (let i = 0; i < times; i++) yield piece;
}

/**
 * Send a form that is made while it is sent.
 *
 * @param declared Its Content-Length, bytes; left out: none. @returns The answer, and how many bytes were asked for.
 */
export async function streamed(t: TenantFixture, form: Iterable<string>, declared?: number) {
  let taken = 0;
  const encoder = new TextEncoder();
  const pieces = form[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = pieces.next();
        if (done === true) return controller.close();
        const bytes = encoder.encode(value);
        taken += bytes.length;
        return controller.enqueue(bytes);
      },
    },
    { highWaterMark: 0 },
  );
  const response = await fetchApi("https://waqtor.test/v1/imports", {
    method: "POST",
    body,
    headers: {
      authorization: t.headers.authorization,
      "content-type": "multipart/form-data; boundary=edge",
      "idempotency-key": crypto.randomUUID(),
      ...(declared === undefined ? {} : { "content-length": String(declared) }),
    },
  });
  const answer: Body = await response.json();
  return {
    answer: answerOf({ status: response.status, body: answer }),
    detail: answer["detail"],
    taken,
  };
}
