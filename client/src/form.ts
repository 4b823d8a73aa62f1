/**
 * A body of `multipart/form-data`, such as an upload or an import. Members that are neither text nor a file go as JSON.
 *
 * @example
 * await waqtor.post("/v1/media", { body: form({ file: new File([bytes], "menu.pdf", { type: "application/pdf" }) }) });
 */
export function form<Body extends object>(members: Body): Body {
  const data = new FormData();
  for (const [name, value] of Object.entries(members) as [string, unknown][]) {
    if (value === undefined) continue;
    if (value instanceof File) data.append(name, value, value.name);
    else if (value instanceof Blob) data.append(name, value);
    else data.append(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  // Safe: a form is sent as it is, and so is never read as the members that it was made of.
  return data as unknown as Body;
}
